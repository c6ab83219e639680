import type { PriceList } from '../../domain/cost/price-list.ts';

/** Google's list prices as last read. */
export interface Prices {
  /** Returns at once, whatever the network does; undefined until a list has been read. */
  current(): PriceList | undefined;
}
