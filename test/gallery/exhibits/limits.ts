// What the limits of a policy refuse.

import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { LimitRefusal } from '../../../app/domain/budget/limit-refusal.ts';
import type { LimitsView } from '../../../app/domain/budget/limits-view.ts';
import type { Standing } from '../../../app/domain/budget/standing.ts';
import { usdOf } from '../../../app/domain/cost/money.ts';
import type { Captioned } from '../exhibit.ts';
import { now } from './samples.ts';

type Of<K extends Answer['kind']> = readonly Captioned<AnswerOf<K>>[];

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

const budgets = {
  person: { of: { kind: 'person' }, month: usdOf(500) },
  team: { of: { kind: 'label', key: 'team' }, month: usdOf(10_000) },
  template: { of: { kind: 'template' }, month: usdOf(2_000) },
  all: { of: { kind: 'all' }, month: usdOf(25_000) },
} as const;

/** A member’s own budget. */
export const ownBudget: Standing = {
  budget: budgets.person,
  purse: { kind: 'person', userId: 'U0BO' },
  spent: usdOf(412.8),
  promised: usdOf(60),
  unknown: 0,
  burning: usdOf(4.2),
};

/** Limits, with the budgets that concern a member. */
export const limits: LimitsView = {
  maxDurationMs: 24 * hour,
  perHour: usdOf(100),
  unknown: 'approve',
  month: over.month,
  budgets: [
    { budget: budgets.person, standings: [ownBudget], more: 0 },
    {
      budget: budgets.team,
      standings: [
        {
          budget: budgets.team,
          purse: { kind: 'label', key: 'team', value: 'vision' },
          spent: usdOf(9_951.2),
          promised: usdOf(48),
          unknown: 2,
          burning: usdOf(31.5),
        },
      ],
      more: 0,
    },
    { budget: budgets.template, standings: [], more: 0 },
    {
      budget: budgets.all,
      standings: [
        {
          ...{ budget: budgets.all, purse: { kind: 'all' } },
          ...{ spent: usdOf(14_220), promised: 0n, unknown: 0, burning: 0n },
        },
      ],
      more: 0,
    },
  ],
};

const refused = (why: LimitRefusal): AnswerOf<'refused'> => ({
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
    'A job as an account that is not listed',
    refused({
      ...{ kind: 'account-not-listed', account: 'owner@ml-prod.iam.gserviceaccount.com' },
      by: { kind: 'all' },
      listed: ['trainer@ml-prod.iam.gserviceaccount.com', 'eval-*@ml-prod.iam.gserviceaccount.com'],
    }),
  ],
  [
    'A job that names no account, where one has to be named',
    refused({
      ...{ kind: 'account-not-listed', by: { kind: 'template', template: 'llama-tune' } },
      listed: ['trainer@ml-prod.iam.gserviceaccount.com'],
    }),
  ],
  [
    'A job without a price',
    refused({ kind: 'price-unknown', why: 'TPUs are not in my estimates', rule: 'refuse' }),
  ],
];
