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
import type { TargetHealth } from '../job/target-health.ts';
import type { CardView } from '../launch/card.ts';
import type { Usd } from '../cost/money.ts';
import type { NotificationLevel } from './notification-level.ts';
import { directRoot } from './notice.ts';
import { isTerminal, terminalStates } from '../job/state.ts';
import type { Update } from './update.ts';

/** How a launch can end. */
export const endWords = [...terminalStates, 'DELETED', 'NOT STARTED'] as const;
export type EndWord = (typeof endWords)[number];

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

/** More ends than this in one channel and poll are told in one message. */
const mostEnds = 5;
const mostNamed = { burst: 20, daily: 10 } as const;

/** A launch that ended, and how. */
export type Ended = { readonly launchId: string; readonly end: EndWord };

/** The end that an update reports; undefined if it reports something else. */
export function endOf(update: Update): EndWord | undefined {
  if (update.kind === 'launch-failed') return 'NOT STARTED';
  if (update.kind !== 'job') return undefined;
  const { kind, to } = update.change;
  if (kind === 'gone') return 'DELETED';
  return kind === 'state' && isTerminal(to) ? to : undefined;
}

/** When the reported end was, Unix ms; undefined if the update reports something else. */
export function endedAt(update: Update): number | undefined {
  if (endOf(update) === undefined) return undefined;
  if (update.kind === 'launch-failed') return update.at;
  return update.kind === 'job' ? update.change.at : undefined;
}

/** Whether the job is named in a digest because it ended badly. */
export function isBadEnd(end: EndWord): boolean {
  return end !== 'SUCCEEDED' && end !== 'CANCELLED';
}

/**
 * The digest of ends read together; undefined if they are few enough to be told one by one, or the
 * channel's level excludes it. At level `failures`, only if there are failures.
 */
export function burstOf(
  mode: NotificationLevel,
  ended: readonly Ended[],
  at: number,
): Extract<Digest, { kind: 'burst' }> | undefined {
  const failed = failuresOf(ended, mostNamed.burst);
  const wanted = mode === 'all' || (mode === 'failures' && failed.length > 0);
  if (!wanted || ended.length <= mostEnds) return undefined;
  return { kind: 'burst', at, ends: countEnds(ended), failed: [...failed] };
}

/**
 * The digest of a day. `live` are the running jobs, in any order; `dearest` those that burn most, as
 * launch ids.
 */
export function dailyOf(
  period: { readonly from: number; readonly to: number },
  ended: readonly Ended[],
  live: readonly CardView[],
  targets: readonly TargetHealth[],
  dearest: readonly string[] = [],
): DailyDigest {
  const longestFirst = live.toSorted((a, b) => begunAt(a) - begunAt(b));
  const prices = live.map(({ launch }) => launch.estimate?.total);
  const known = prices.flatMap((price): Usd[] => (price?.known === true ? [price.hourly] : []));
  return {
    kind: 'daily',
    ...period,
    ends: countEnds(ended),
    failed: [...failuresOf(ended, mostNamed.daily)],
    live: longestFirst.slice(0, mostNamed.daily).map(({ launch }) => launch.id),
    dearest: [...dearest],
    liveCount: live.length,
    hourly: String(known.reduce((sum, one) => sum + one, 0n)),
    unpriced: live.length - known.length,
    unread: live.filter(({ job }) => job?.unreadable !== undefined).length,
    targets: targets.map(({ target, lastGoodPollAt, staleFrom, problem }) => ({
      target,
      lastGoodPollAt,
      staleFrom,
      problem,
    })),
  };
}

function begunAt({ launch, job }: CardView): number {
  return job?.startTime ?? job?.createTime ?? launch.requestedAt;
}

function failuresOf(ended: readonly Ended[], most: number): readonly string[] {
  return [
    ...new Set(ended.filter(({ end }) => isBadEnd(end)).map(({ launchId }) => launchId)),
  ].slice(0, most);
}

function countEnds(ended: readonly Ended[]): EndCounts {
  const found: EndCounts = {};
  for (const { end } of ended) found[end] = (found[end] ?? 0) + 1;
  return found;
}

/** How many ended. */
export function sumOf(ends: EndCounts): number {
  return Object.values(ends).reduce((sum, count) => sum + count, 0);
}

/** How many ended badly. */
export function badOf(ends: EndCounts): number {
  return endWords.filter(isBadEnd).reduce((sum, end) => sum + (ends[end] ?? 0), 0);
}
