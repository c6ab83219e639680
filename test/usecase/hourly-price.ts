import { createPriceList, type PriceList } from '../../app/domain/cost/price-list.ts';

/** A price list by which an hour of `hello`, which has four vCPUs, costs this many dollars. */
export function helloCosts(dollars: number): PriceList {
  const price = (resource: { kind: 'vcpu' | 'memory'; series: string }, hourly: bigint) =>
    ({ basis: 'standard', resource, regions: ['us-central1'], hourly }) as const;
  return createPriceList([
    price({ kind: 'vcpu', series: 'n1' }, BigInt(dollars * 250_000_000)),
    price({ kind: 'memory', series: 'n1' }, 0n),
    { ...price({ kind: 'memory', series: '' }, 0n), resource: { kind: 'disk', type: 'pd-ssd' } },
  ]);
}
