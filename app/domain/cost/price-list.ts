import type { Usd } from './money.ts';

/**
 * What a price is for.
 * - `standard`: Vertex AI's own price of training, its fee included. `fee`: the management fee alone.
 * - `spot`, `flex`: Compute Engine's prices of Spot VMs and of Dynamic Workload Scheduler's flex-start (Google's lists call it
 *   "DWS Defined Duration"), to which Vertex adds its fee.
 */
export type Basis = 'standard' | 'fee' | 'spot' | 'flex';

/** What is paid for by the hour: one vCPU or a GiB of memory of a series, one GPU, a GiB of a disk of a type, a GiB of local SSD. */
export type Resource =
  | { readonly kind: 'vcpu' | 'memory'; readonly series: string }
  | { readonly kind: 'gpu'; readonly type: string }
  | { readonly kind: 'disk'; readonly type: string }
  | { readonly kind: 'local-ssd' };

export type Price = {
  readonly basis: Basis;
  readonly resource: Resource;
  /** Where it holds; `global` is everywhere. */
  readonly regions: readonly string[];
  /** Of one unit, for an hour. */
  readonly hourly: Usd;
};

/** Prices by what they are for and where. */
export interface PriceList {
  /** Undefined: the list has none, or several that differ. */
  find(basis: Basis, resource: Resource, region: string): Usd | undefined;
}

/** A list of these prices. Where two differ neither counts: which one would be charged can't be told. */
export function createPriceList(prices: readonly Price[]): PriceList {
  const known = new Map<string, Usd | 'ambiguous'>();
  for (const { basis, resource, regions, hourly } of prices) {
    for (const region of regions) {
      const key = keyOf(basis, resource, region);
      const before = known.get(key);
      known.set(key, before === undefined || before === hourly ? hourly : 'ambiguous');
    }
  }
  return {
    find(basis, resource, region) {
      const found =
        known.get(keyOf(basis, resource, region)) ?? known.get(keyOf(basis, resource, 'global'));
      return found === 'ambiguous' ? undefined : found;
    },
  };
}

function keyOf(basis: Basis, resource: Resource, region: string): string {
  const what = 'series' in resource ? resource.series : 'type' in resource ? resource.type : '';
  return [basis, resource.kind, what, region].join(' ');
}
