import type { PriceList } from '../../domain/cost/price-list.ts';

/** Google's list prices, as they were last read. */
export interface Prices {
  /** At once, whatever the network does; undefined while no list was read. */
  current(): PriceList | undefined;
}
