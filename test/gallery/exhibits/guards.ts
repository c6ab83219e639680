// Breaches of guards, as updates tell them.

import { usdOf } from '../../../app/domain/cost/money.ts';
import type { GuardBreach } from '../../../app/domain/notification/update.ts';

const hour = 3_600_000;
const how = { warnAt: 0.8, act: 'cancel', graceMs: hour / 2, source: 'template' } as const;

/** How much longer the policy lets a job run. */
export const extendableMs = 24 * hour;

const ran = (ms: number): GuardBreach => ({
  rule: { kind: 'duration', ms: 12 * hour, ...how },
  measured: { kind: 'time', ms, limitMs: 12 * hour },
});
export const nearTheEnd = ran(9.6 * hour);
export const atTheEnd = ran(12 * hour);
export const pastTheEnd = ran(12.51 * hour);

/** It only tells. */
export const dear: GuardBreach = {
  rule: { kind: 'cost', amount: usdOf(400), ...how, act: 'tell', source: 'policy' },
  measured: { kind: 'money', amount: usdOf(401.12), limit: usdOf(400) },
};

/** What Vertex AI itself keeps. */
export const timed: GuardBreach = {
  rule: { kind: 'duration', ms: 6 * hour, ...how, act: 'tell', source: 'launch', hard: true },
  measured: { kind: 'time', ms: 4.8 * hour, limitMs: 6 * hour },
};

/** One of two replicas idles. */
export const idling: GuardBreach = {
  rule: {
    ...{ kind: 'idle', below: 0.05, forMs: hour / 2, share: 0.5, from: 'any' },
    ...how,
  },
  measured: {
    ...{ kind: 'use', average: 0.42, forMs: hour / 2, asOf: 1_764_000_000_000 },
    replicas: [
      { name: 'workerpool0-0', average: 0.01, chart: '▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁' },
      { name: 'workerpool1-0', average: 0.83, chart: '▆▇▇▆▇▇█▇▆▇▇▇▇▆▇' },
    ],
  },
};

export const queued: GuardBreach = {
  rule: { kind: 'waiting', ms: 0.75 * hour, ...how, act: 'tell' },
  measured: { kind: 'time', ms: 0.75 * hour, limitMs: 0.75 * hour },
};
