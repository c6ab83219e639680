// A cancel of many: the question, its answers, and what the channel is told.

import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { Bulk } from '../../../app/domain/bulk/bulk.ts';
import { usd } from '../../../app/domain/cost/money.ts';
import type { BulkEndedAct } from '../../../app/domain/notification/channel-act.ts';
import type { ChannelDigest } from '../../../app/domain/notification/digest.ts';
import type { Captioned } from '../exhibit.ts';
import { ago, cardOf, now } from './samples.ts';

type Of<Kind extends Answer['kind']> = readonly Captioned<AnswerOf<Kind>>[];

const filter = {
  scope: 'here',
  template: 'resnet-train',
  label: { key: 'team', value: 'vision' },
  olderMs: 6 * 3_600_000,
} as const;
const cards = ['a3f9', 'k7m2', 'c4m2'].map((handle) => cardOf(handle));
const hourly = usd(312n, 400_000_000n);
const sums = {
  ...{ count: 40, hourly, unpriced: 2, barred: 3, more: 0, unsure: false },
  owners: [
    ['U0ANA', 30],
    ['U0BO', 8],
    [null, 2],
  ],
} satisfies Bulk['sums'];
const bulk: Bulk = {
  id: 'b1',
  requestKey: 'command:1',
  state: 'asked',
  requester: { userId: 'U0WANDA', teamId: 'T0ACME', channel: 'C0MLJOBS' },
  filter,
  reason: 'the data was wrong',
  sums,
  askedAt: now,
};
const most: Bulk = {
  ...bulk,
  filter: { scope: 'all', owner: 'U0BO', states: ['RUNNING'] },
  reason: undefined,
  sums: { ...sums, count: 2_000, unpriced: 2_000, more: 312, barred: 0, unsure: true },
};

export const bulkAsks: Of<'bulk-asks'> = [
  ['Whether to cancel many', { kind: 'bulk-asks', bulk, cards }],
  ['Whether to cancel more than fit', { kind: 'bulk-asks', bulk: most, cards }],
];
export const bulkNone: Of<'bulk-none'> = [
  ['None of many to cancel', { kind: 'bulk-none', filter, unsure: false, leftOut: true }],
  [
    'None of many known to cancel',
    { kind: 'bulk-none', filter: { scope: 'mine' }, unsure: true, leftOut: false },
  ],
];
export const bulkBegun: Of<'bulk-begun'> = [
  [
    'Many to be cancelled',
    { kind: 'bulk-begun', bulk, ended: 0, newcomers: { cards: [], total: 0 } },
  ],
  [
    'Many to be cancelled, others meanwhile',
    { kind: 'bulk-begun', bulk: most, ended: 3, newcomers: { cards: cards.slice(0, 2), total: 4 } },
  ],
];
export const bulkConfirmed: Of<'bulk-confirmed'> = [
  ['Many confirmed twice', { kind: 'bulk-confirmed', bulk, confirmedAt: ago(1) }],
  [
    'Many confirmed and done',
    { kind: 'bulk-confirmed', bulk: { ...bulk, state: 'done' }, confirmedAt: ago(9) },
  ],
];

const many = { at: now, by: 'U0WANDA', bulk: 'b1', filter, reason: bulk.reason, count: 40 };
export const bulkEnded: BulkEndedAct = {
  kind: 'bulk-ended',
  ...many,
  hourly,
  unpriced: 2,
  fates: { cancelled: 35, prevented: 1, succeeded: 1, ended: 1, refused: 1, open: 1 },
};
export const bulkDigests: readonly (readonly [string, ChannelDigest])[] = [
  ['Many are cancelled', { kind: 'bulk-begun', ...many, hourly, unpriced: 2 }],
  ['Many were cancelled', bulkEnded],
  [
    'None of many was cancelled',
    {
      ...bulkEnded,
      fates: { taken: 1, 'vertex-refused': 38, deleted: 1 },
      hourly: 0n,
      unpriced: 0,
    },
  ],
];
