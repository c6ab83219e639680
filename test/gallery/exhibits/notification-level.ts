// A channel's notification level: its settings, the updates that were held back, and digests.

import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import type {
  ChannelDigest,
  DailyDigest,
  DigestView,
} from '../../../app/domain/notification/digest.ts';
import { renderDigest } from '../../../blocks/notification/digest.ts';
import { fileName, type Captioned, type Section } from '../exhibit.ts';
import type { Purse } from '../../../app/domain/budget/limit-refusal.ts';
import { bulkDigests } from './bulk-answers.ts';
import { changeTo } from './changes.ts';
import { failed, waiting } from './job-answers.ts';
import { lastLines } from './log-answers.ts';
import { over } from './limits.ts';
import { stop } from './locks.ts';
import { ago, cardOf, context, now, targets } from './samples.ts';
import { troubleDigests } from './troubles.ts';

type Of<Kind extends Answer['kind']> = readonly Captioned<AnswerOf<Kind>>[];

const week = 7 * 24 * 60 * 60_000;
const channel = 'C0MLJOBS';
const nothing = { updates: 0, launches: 0 };

export const channels: Of<'channel'> = [
  [
    'As usual',
    {
      kind: 'channel',
      settings: { channel, mode: 'all', broadcast: false },
      suppressed: nothing,
      suppressedForMs: week,
    },
  ],
  [
    'Set by somebody',
    {
      kind: 'channel',
      settings: {
        channel,
        mode: 'failures',
        broadcast: true,
        digest: { minutes: 540, zone: 'America/Sao_Paulo' },
        setBy: 'U0ANA',
        setAt: ago(400),
      },
      suppressed: { updates: 117, launches: 37 },
      suppressedForMs: week,
      nextDigest: now + 20 * 60 * 60_000,
    },
  ],
  [
    'Quiet',
    {
      kind: 'channel',
      settings: { channel, mode: 'quiet', broadcast: false, setBy: 'U0WANDA', setAt: ago(3) },
      suppressed: { updates: 1, launches: 1 },
      suppressedForMs: week,
    },
  ],
];

const ended = { endTime: ago(2), at: ago(2), observedAt: ago(2) };
const done = cardOf('a3f9', { state: 'SUCCEEDED', endTime: ago(2), stateSince: ago(2) });

export const suppressed: Of<'suppressed'> = [
  ['Nothing', { kind: 'suppressed', jobs: [], more: 0 }],
  [
    'Of several jobs',
    {
      kind: 'suppressed',
      jobs: [
        {
          card: failed,
          updates: [
            { at: ago(40), update: changeTo('RUNNING').update },
            { at: ago(2), update: changeTo('FAILED', { ...ended, errorAwaited: true }).update },
            { at: ago(1), update: lastLines },
          ],
        },
        { card: done, updates: [{ at: ago(2), update: changeTo('SUCCEEDED', ended).update }] },
      ],
      more: 12,
    },
  ],
];

const running = cardOf('d4w8');
export const launches: DigestView['launches'] = new Map(
  [failed, running, waiting].map((card) => [card.launch.id, { card, rootTs: '1764000000.000100' }]),
);
const idOf = { failed: failed.launch.id, running: running.launch.id, waiting: waiting.launch.id };

const day: DailyDigest = {
  kind: 'daily',
  from: ago(24 * 60),
  to: now,
  ends: { SUCCEEDED: 11, FAILED: 1, CANCELLED: 2 },
  failed: [idOf.failed],
  live: [idOf.running, idOf.waiting],
  dearest: [idOf.running],
  liveCount: 3,
  hourly: '4980000000',
  unpriced: 1,
  unread: 1,
  targets: [
    { target: targets[0], lastGoodPollAt: now - 8_000 },
    {
      target: targets[1],
      lastGoodPollAt: ago(34),
      problem: 'The service is currently unavailable.',
    },
  ],
};

export const digests: readonly (readonly [string, ChannelDigest])[] = [
  [
    'A burst of ends',
    { kind: 'burst', at: now, ends: { SUCCEEDED: 34, FAILED: 3 }, failed: [idOf.failed] },
  ],
  ['A burst of good ends', { kind: 'burst', at: now, ends: { SUCCEEDED: 12 }, failed: [] }],
  ['A day', day],
  [
    'A day on which nothing ended',
    {
      ...day,
      ends: {},
      failed: [],
      live: [idOf.running],
      liveCount: 1,
      unpriced: 1,
      unread: 0,
      targets: [],
    },
  ],
  [
    'Made quiet',
    {
      kind: 'settings',
      at: now,
      by: 'U0WANDA',
      before: { mode: 'all', broadcast: false },
      after: { mode: 'quiet', broadcast: false },
    },
  ],
  [
    'All settings changed',
    {
      kind: 'settings',
      at: now,
      by: 'U0ANA',
      before: { mode: 'quiet', broadcast: true },
      after: {
        mode: 'failures',
        broadcast: false,
        digest: { minutes: 540, zone: 'America/Sao_Paulo' },
      },
    },
  ],
  ['Everything locked', { kind: 'locked', at: now, by: stop.by, lock: stop }],
  ['A lock taken off', { kind: 'unlocked', at: now, by: 'U0ANA', lock: stop }],
  ['A person’s budget is nearly used up', budgetWarned({ kind: 'person', userId: 'U0BO' })],
  [
    'A team’s budget is nearly used up',
    budgetWarned({ kind: 'label', key: 'team', value: 'vision' }),
  ],
  ...bulkDigests,
  ...troubleDigests,
  ['A watch ended', { kind: 'unwatched', at: now, by: 'U0WANDA', criterion: 'label.team=vision' }],
  [
    'A day without anything',
    { ...day, ends: {}, failed: [], live: [], liveCount: 0, unpriced: 0, unread: 0, targets: [] },
  ],
];

function budgetWarned(purse: Purse): ChannelDigest {
  const { month, budget, spent } = over;
  const sums = { budget, share: 0.8, spent, promised: over.promised, unknown: 0 };
  return { kind: 'budget-warned', at: now, by: 'U0BO', purse, month, ...sums };
}

/** Digests: messages in the channel that are not cards. */
export function digestSection(): Section {
  return {
    name: 'digests',
    title: 'Digests',
    about:
      'One message for many jobs that ended at once, one a day where that is asked for, who made a channel hear less, and trouble of the bot itself.',
    exhibits: digests.map(([caption, digest]) => ({
      name: fileName(caption),
      caption,
      shown: {
        kind: 'post',
        post: { at: now, message: renderDigest({ channel, digest, launches }, context) },
      },
    })),
  };
}
