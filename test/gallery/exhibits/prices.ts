import { usd } from '../../../app/domain/cost/money.ts';
import { createPriceList, type Price, type Resource } from '../../../app/domain/cost/price-list.ts';

const price = (resource: Resource, dollars: number): Price => ({
  basis: 'standard',
  resource,
  regions: ['us-central1'],
  hourly: usd(0n, BigInt(Math.round(dollars * 1e9))),
});

/** The prices of us-central1 in 2025. Those of other regions are unknown. */
export const prices = createPriceList([
  price({ kind: 'vcpu', series: 'g2' }, 0.0287362),
  price({ kind: 'memory', series: 'g2' }, 0.00336605),
  price({ kind: 'gpu', type: 'NVIDIA_L4' }, 0.644046),
  price({ kind: 'vcpu', series: 'a3' }, 0.0293227),
  price({ kind: 'memory', series: 'a3' }, 0.0025534),
  price({ kind: 'gpu', type: 'NVIDIA_H100_80GB' }, 11.2660332),
  price({ kind: 'disk', type: 'pd-ssd' }, 0.0002678),
]);
