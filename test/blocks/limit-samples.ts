// What the limits of a policy refuse, in every shape.

import type { FallbackStop, Foreseen } from '../../app/domain/answer/launch-answer.ts';
import type { Budget } from '../../app/domain/budget/limits.ts';
import type { LimitsView } from '../../app/domain/budget/limits-view.ts';
import type { LimitRefusal, Purse } from '../../app/domain/budget/limit-refusal.ts';
import { usdOf } from '../../app/domain/cost/money.ts';
import type { Blocking } from '../../app/domain/launch/blocking.ts';
import { approvalOf } from './approval-samples.ts';
import { locksOf } from './lock-samples.ts';

const november = Date.UTC(2026, 10, 1);
const hour = 3_600_000;

export const pursesOf = (foreign: string): readonly Purse[] => [
  { kind: 'person', userId: 'U0ANA' },
  { kind: 'template', template: foreign },
  { kind: 'label', key: 'team', value: foreign },
  { kind: 'all' },
];

type OfKind<Kind extends LimitRefusal['kind']> = Extract<LimitRefusal, { readonly kind: Kind }>;

export function limitRefusalsOf(foreign: string): {
  readonly [Kind in LimitRefusal['kind']]: [OfKind<Kind>, ...OfKind<Kind>[]];
} {
  const [person, ...purses] = pursesOf(foreign);
  if (person === undefined) throw new Error('no purse');
  const over: OfKind<'over-budget'> = {
    kind: 'over-budget',
    purse: person,
    month: november,
    budget: usdOf(500),
    spent: usdOf(420),
    promised: usdOf(50),
    unknown: 0,
    wants: usdOf(60),
    fitsMs: hour,
  };
  return {
    'runs-too-long': [{ kind: 'runs-too-long', wantedMs: 168 * hour, mostMs: 24 * hour }],
    'costs-too-much': [{ kind: 'costs-too-much', hourly: usdOf(120.5), most: usdOf(100) }],
    'over-budget': [
      over,
      ...purses.map((purse) => ({ ...over, purse, fitsMs: undefined })),
      { ...over, spent: 0n, promised: usdOf(510), unknown: 1, fitsMs: undefined },
      { ...over, spent: usdOf(501), unknown: 3, wants: undefined, fitsMs: undefined },
    ],
    'account-not-listed': [
      {
        ...{ kind: 'account-not-listed', account: foreign, by: { kind: 'all' } },
        listed: ['trainer@ml-prod.iam.gserviceaccount.com', 'default'],
      },
      {
        ...{ kind: 'account-not-listed', account: foreign, by: { kind: 'channel' } },
        listed: Array.from({ length: 9 }, (_, at) => `job-${at}@ml-prod.iam.gserviceaccount.com`),
      },
      {
        ...{ kind: 'account-not-listed', by: { kind: 'template', template: foreign } },
        listed: [],
      },
    ],
    'price-unknown': [
      { kind: 'price-unknown', why: foreign, rule: 'approve' },
      { kind: 'price-unknown', why: foreign, rule: 'refuse' },
    ],
  };
}

/** Limits with a budget of each kind, its purses, and none; and as little as there can be. */
export function limitsViewsOf(foreign: string): readonly LimitsView[] {
  const budget: Budget = { of: { kind: 'label', key: foreign }, month: usdOf(500) };
  const sums = { spent: usdOf(412.8), promised: usdOf(60), unknown: 2, burning: usdOf(4.2) };
  const standings = pursesOf(foreign).map((purse) => ({ budget, purse, ...sums }));
  return [
    {
      maxDurationMs: 24 * hour,
      perHour: usdOf(100),
      unknown: 'approve',
      month: november,
      budgets: [
        ...Array.from({ length: 9 }, () => ({ budget, standings, more: 7 })),
        { budget, standings: [], more: 0 },
      ],
    },
    {
      unknown: 'refuse',
      month: november,
      budgets: [
        { budget, standings: [], more: 0 },
        { budget: { ...budget, of: { kind: 'template' } }, standings: [], more: 0 },
      ],
    },
    { maxDurationMs: hour, unknown: 'allow', month: november, budgets: [] },
  ];
}

/** Everything that a preview may foresee. */
export function foreseenOf(foreign: string): readonly Foreseen[] {
  const { 'price-unknown': unknown, ...others } = limitRefusalsOf(foreign);
  const { reasons, called } = approvalOf(foreign, 0);
  const wait = { kind: 'needs-approval', reasons, expiresMs: 24 * hour } as const;
  return [
    ...[...Object.values(others).flat(), ...unknown].map(
      (why) => ({ kind: 'refused', why }) as const,
    ),
    ...locksOf(foreign).map(
      (lock) => ({ kind: 'refused', why: { kind: 'locked', lock } }) as const,
    ),
    { kind: 'refused', why: { kind: 'nobody-could-approve', roles: ['lead'] } },
    { kind: 'refused', why: { kind: 'nobody-could-approve', roles: [] } },
    { ...wait, called },
    { ...wait, called: { people: ['U0BO'], groups: [], admins: true, members: true } },
    { ...wait, unsure: foreign },
  ];
}

/** Everything that a preview may foresee of a fallback. */
export function stopsOf(foreign: string): readonly FallbackStop[] {
  const locked = locksOf(foreign).map((lock) => ({ kind: 'locked', lock }) as const);
  return [...blockingsOf(foreign), ...locked];
}

/** Every reason why an accepted launch is stopped. */
export function blockingsOf(foreign: string): readonly Blocking[] {
  return [
    ...Object.values(limitRefusalsOf(foreign)).flat(),
    { kind: 'right-lost', of: 'requester', userId: 'U0ANA' },
    { kind: 'right-lost', of: 'approver', userId: 'U0BO' },
    { kind: 'not-approved' },
    { kind: 'spec-changed' },
    { kind: 'settled-meanwhile' },
    { kind: 'target-not-configured', target: { project: foreign, location: foreign } },
  ];
}
