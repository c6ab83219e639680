import type { Usd } from './money.ts';

/**
 * What a price covers.
 * - `standard`: Vertex AI's own training price, fee included.
 * - `fee`: Vertex AI's management fee alone.
 * - `spot`, `flex`: Compute Engine's prices for Spot VMs and for Dynamic Workload Scheduler's
 *   flex-start ("DWS Defined Duration" in Google's lists). Vertex AI's fee comes on top.
 */
export type Basis = 'standard' | 'fee' | 'spot' | 'flex';

/**
 * A billed unit: one vCPU or one GiB of memory of a series, one GPU, one GiB of a disk type or of
 * local SSD. Billed per hour.
 */
export type Resource =
  | { readonly kind: 'vcpu' | 'memory'; readonly series: string }
  | { readonly kind: 'gpu'; readonly type: string }
  | { readonly kind: 'disk'; readonly type: string }
  | { readonly kind: 'local-ssd' };

export type Price = {
  readonly basis: Basis;
  readonly resource: Resource;
  /** Regions in which the price holds; `global` means all. */
  readonly regions: readonly string[];
  /** Price of one unit per hour. */
  readonly hourly: Usd;
};

/** Prices by basis, resource and region. */
export interface PriceList {
  /** Undefined if the list has no price, or several different ones. */
  find(basis: Basis, resource: Resource, region: string): Usd | undefined;
}

/**
 * Builds a price list. If two prices for the same thing differ, neither counts, since the bot can't
 * know which one Google charges.
 */
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
