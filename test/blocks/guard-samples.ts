// Every kind of rule of a guard, near its limit and at it, and what people and guards do then.

import { usdOf } from '../../app/domain/cost/money.ts';
import type { GuardBreach, Update } from '../../app/domain/notification/update.ts';
import { blockingsOf } from './limit-samples.ts';
import { locksOf } from './lock-samples.ts';

const hour = 3_600_000;
const how = { warnAt: 0.8, act: 'cancel', graceMs: hour / 2, source: 'template' } as const;
const time = { kind: 'time', ms: 10 * hour, limitMs: 12 * hour } as const;
const idle = { kind: 'idle', below: 0.05, forMs: hour, share: 1, from: 'any' } as const;

export const breaches: readonly GuardBreach[] = [
  { rule: { kind: 'duration', ms: 12 * hour, ...how }, measured: time },
  { rule: { kind: 'duration', ms: 12 * hour, ...how, act: 'tell', hard: true }, measured: time },
  {
    rule: { kind: 'waiting', ms: 12 * hour, ...how, act: 'tell', source: 'policy' },
    measured: time,
  },
  { rule: { kind: 'silent', ms: 12 * hour, ...how, act: 'tell' }, measured: time },
  {
    rule: { kind: 'cost', amount: usdOf(400), ...how, source: 'launch' },
    measured: { kind: 'money', amount: usdOf(321), limit: usdOf(400) },
  },
  { rule: { ...idle, ...how }, measured: { kind: 'use', average: 0.01, forMs: hour } },
  {
    rule: { ...idle, ...how },
    measured: {
      ...{ kind: 'use', average: 0.01, forMs: hour, asOf: 1_764_000_000_000 },
      replicas: [{ name: 'workerpool0-0', average: 0.01, chart: '▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁' }],
    },
  },
  {
    rule: { ...idle, share: 0.5, from: 'start', ...how },
    measured: { kind: 'use', average: 0, forMs: hour },
  },
];

/** Every update of guards. */
export function guardUpdatesOf(foreign: string, at: number): readonly Update[] {
  const next = { kind: 'next-rung', at, attempt: 2, of: 3 } as const;
  const cancel = { kind: 'cancel-asked', at, by: 'guard', waitsForJob: false } as const;
  const extended = { kind: 'guard-extended', at, by: 'U0BO', ms: hour } as const;
  return [
    ...breaches.flatMap((breach): readonly Update[] => [
      { kind: 'guard-warning', at, stage: 'near', ...breach, extendableMs: 24 * hour },
      { kind: 'guard-warning', at, stage: 'over', ...breach, extendableMs: 0, dryRun: true },
      { kind: 'guard-dry-run', at, ...breach },
      { kind: 'cancel-asked', at, by: 'guard', waitsForJob: false, guard: breach },
    ]),
    { ...next, why: 'refused', message: foreign },
    { ...next, why: 'waited' },
    ...blockingsOf(foreign).map((blocked): Update => ({ ...next, why: 'blocked', blocked })),
    ...locksOf(foreign).map((lock): Update => ({ ...next, why: 'blocked', lock })),
    ...breaches.slice(0, 1).map((guard): Update => ({ ...cancel, guard, makesWay: true })),
    ...breaches
      .slice(2, 3)
      .map((one): Update => ({ kind: 'guard-dry-run', at, ...one, makesWay: true })),
    { ...extended, leftMs: 2 * hour, reason: foreign },
    { ...extended, leftMs: 0 },
  ];
}
