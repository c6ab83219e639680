// One message in a channel that isn't a card: about a burst of ends, about a day, or about an act
// on the channel. Its facts are fixed when it is made. The state of the jobs it names is read when
// it is sent, as for a card.

import { z } from 'zod';
import {
  budgetAct,
  bulkBegunAct,
  bulkEndedAct,
  lockAct,
  settingsAct,
  troubleAct,
  troubleOverAct,
  unwatchAct,
  type ChannelAct,
} from './channel-act.ts';
import type { CardView } from '../launch/card.ts';
import { directRoot } from './notice.ts';
import { endWords, isBadEnd } from './end.ts';

/** How many ended in which way; zeros are left out. */
const counts = z.partialRecord(z.enum(endWords), z.number());

export type EndCounts = z.infer<typeof counts>;

const target = z.object({
  target: z.object({ project: z.string(), location: z.string() }),
  lastGoodPollAt: z.number().optional(),
  staleFrom: z.number().optional(),
  problem: z.string().optional(),
});

/** Times are Unix ms; launches are identified by id. */
export const digestSchema = z.discriminatedUnion('kind', [
  /** Many jobs of one channel ended at once. */
  z.object({
    kind: z.literal('burst'),
    at: z.number(),
    ends: counts,
    /** The launches that didn't end well; they are named. */
    failed: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('daily'),
    /** Covers what ended after `from`, up to and including `to`. */
    from: z.number(),
    to: z.number(),
    ends: counts,
    failed: z.array(z.string()),
    /** The longest running ones. */
    live: z.array(z.string()),
    /** Those that burn most, if several do; undefined in digests from before this was noted. */
    dearest: z.array(z.string()).optional(),
    /** How many are running. */
    liveCount: z.number(),
    /** Their cost per hour as far as prices are known, in billionths of a dollar. */
    hourly: z.string().regex(/^\d+$/),
    /** How many have no known price. */
    unpriced: z.number(),
    /** How many can't be read now. */
    unread: z.number(),
    targets: z.array(target),
  }),
  settingsAct,
  unwatchAct,
  lockAct,
  budgetAct,
  bulkBegunAct,
  bulkEndedAct,
  troubleAct,
  troubleOverAct,
  directRoot,
]);

export type Digest = z.infer<typeof digestSchema>;

/** A digest in a channel. */
export type ChannelDigest = Exclude<Digest, { kind: 'direct' }>;

export type DailyDigest = Extract<Digest, { kind: 'daily' }>;

/** A digest about jobs. */
export type JobDigest = Exclude<ChannelDigest, ChannelAct>;

const acts: readonly string[] = [
  ...['settings', 'unwatched', 'locked', 'unlocked', 'budget-warned'],
  ...['bulk-begun', 'bulk-ended', 'trouble', 'trouble-over'],
];

/** Whether it reports an act on the channel and not jobs. */
export function isChannelAct(digest: ChannelDigest): digest is ChannelAct {
  return acts.includes(digest.kind);
}

const urgent: readonly string[] = ['bulk-begun', 'bulk-ended', 'trouble', 'trouble-over'];

/**
 * Whether it goes before whatever waits in its channel: the sum of what somebody did to many jobs,
 * and trouble of the bot, must not wait for the replies in a thousand threads.
 */
export function goesFirst({ kind }: Digest): boolean {
  return urgent.includes(kind);
}

/** A launch that a digest names, and the ts of its card in the channel. */
export type NamedLaunch = { readonly card: CardView; readonly rootTs?: string | undefined };

/** Everything that a digest shows, read in one transaction when it is rendered. */
export type DigestView = {
  readonly channel: string;
  readonly digest: ChannelDigest;
  readonly launches: ReadonlyMap<string, NamedLaunch>;
  /** How many jobs of a cancel of many have not ended yet. */
  readonly open?: number | undefined;
};

/** How many ended. */
export function sumOf(ends: EndCounts): number {
  return Object.values(ends).reduce((sum, count) => sum + count, 0);
}

/** How many ended badly. */
export function badOf(ends: EndCounts): number {
  return endWords.filter(isBadEnd).reduce((sum, end) => sum + (ends[end] ?? 0), 0);
}
