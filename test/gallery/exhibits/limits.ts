// What the limits of a policy refuse.

import type { Answer } from '../../../app/domain/answer/answer.ts';
import type { LimitRefusal } from '../../../app/domain/budget/limit-refusal.ts';
import { usdOf } from '../../../app/domain/cost/money.ts';
import type { Captioned } from '../exhibit.ts';
import { now } from './samples.ts';

type Of<K extends Answer['kind']> = readonly Captioned<Extract<Answer, { kind: K }>>[];

const hour = 3_600_000;
const date = new Date(now);

export const over: Extract<LimitRefusal, { kind: 'over-budget' }> = {
  kind: 'over-budget',
  purse: { kind: 'person', userId: 'U0ANA' },
  month: Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1),
  budget: usdOf(500),
  spent: usdOf(412.8),
  promised: usdOf(60),
  unknown: 0,
  wants: usdOf(73.2),
  fitsMs: 2 * hour,
};

export const overTeam: LimitRefusal = {
  ...over,
  purse: { kind: 'label', key: 'team', value: 'vision' },
  budget: usdOf(10_000),
  spent: usdOf(9_951.2),
  promised: usdOf(48),
  unknown: 2,
  fitsMs: undefined,
};

const refused = (why: LimitRefusal): Extract<Answer, { kind: 'refused' }> => ({
  kind: 'refused',
  act: 'launch',
  why,
  ask: [],
});

export const refusals: Of<'refused'> = [
  ['A budget that has little left', refused(over)],
  ['A budget that has nothing left', refused(overTeam)],
  [
    'A job that could run too long',
    refused({ kind: 'runs-too-long', wantedMs: 168 * hour, mostMs: 24 * hour }),
  ],
  [
    'A job that costs too much an hour',
    refused({ kind: 'costs-too-much', hourly: usdOf(120.5), most: usdOf(100) }),
  ],
  [
    'A job without a price',
    refused({ kind: 'price-unknown', why: 'TPUs are not in my estimates', rule: 'refuse' }),
  ],
];
