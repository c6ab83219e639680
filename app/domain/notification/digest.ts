// One message in the channel that is no card: for many things that happened, a burst of ends or a day, or for what somebody did to the
// channel. What it tells is fixed when it is made; how the
// jobs it names stand is read when it is sent, as on a card.

import { z } from 'zod';
import { settingsAct, unwatchAct, type ChannelAct } from './channel-act.ts';
import type { TargetHealth } from '../job/target-health.ts';
import type { CardView } from './card.ts';
import type { Usd } from '../cost/money.ts';
import type { NotificationLevel } from './notification-level.ts';
import { directRoot } from './notice.ts';
import { isTerminal, terminalStates } from '../job/state.ts';
import type { Update } from './update.ts';

/** How something that was launched can end. */
export const endWords = [...terminalStates, 'DELETED', 'NOT STARTED'] as const;
export type EndWord = (typeof endWords)[number];

/** How many ended in which way; what did not happen is left out. */
const counts = z.partialRecord(z.enum(endWords), z.number());
export type EndCounts = z.infer<typeof counts>;

const target = z.object({
  target: z.object({ project: z.string(), location: z.string() }),
  lastGoodPollAt: z.number().optional(),
  staleFrom: z.number().optional(),
  problem: z.string().optional(),
});

/** Times are Unix ms; launches are named by their ids. */
export const digestSchema = z.discriminatedUnion('kind', [
  /** Many jobs of one channel ended at once. */
  z.object({
    kind: z.literal('burst'),
    at: z.number(),
    ends: counts,
    /** Those that did not end well, and are named. */
    failed: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('daily'),
    /** What ended after `from`, up to and with `to`. */
    from: z.number(),
    to: z.number(),
    ends: counts,
    failed: z.array(z.string()),
    /** The longest running ones. */
    live: z.array(z.string()),
    /** How many run in all. */
    liveCount: z.number(),
    /** What those whose price is known cost by the hour together, billionths of a dollar. */
    hourly: z.string().regex(/^\d+$/),
    /** How many of them have no known price. */
    unpriced: z.number(),
    /** How many of them can't be read at present. */
    unread: z.number(),
    targets: z.array(target),
  }),
  settingsAct,
  unwatchAct,
  directRoot,
]);
export type Digest = z.infer<typeof digestSchema>;
/** One that stands in a channel. */
export type ChannelDigest = Exclude<Digest, { kind: 'direct' }>;
export type DailyDigest = Extract<Digest, { kind: 'daily' }>;
/** A digest of jobs. */
export type JobDigest = Exclude<ChannelDigest, ChannelAct>;

/** Whether it tells what somebody did to the channel, and names no jobs. */
export function isChannelAct(digest: ChannelDigest): digest is ChannelAct {
  return digest.kind === 'settings' || digest.kind === 'unwatched';
}

/** A launch that a digest names, and the message its card is in that channel. */
export type NamedLaunch = { readonly card: CardView; readonly rootTs?: string | undefined };

/** Everything a digest shows, read in one transaction when it is rendered. */
export type DigestView = {
  readonly channel: string;
  readonly digest: ChannelDigest;
  readonly launches: ReadonlyMap<string, NamedLaunch>;
};

/** More ends of one channel than this in one look at Vertex are told by one message. */
const mostEnds = 5;
const mostNamed = { burst: 20, daily: 10 } as const;

/** One that ended, and how. */
export type Ended = { readonly launchId: string; readonly end: EndWord };

/** The end that an update tells; undefined: it tells of something else. */
export function endOf(update: Update): EndWord | undefined {
  if (update.kind === 'launch-failed') return 'NOT STARTED';
  if (update.kind !== 'job') return undefined;
  const { kind, to } = update.change;
  if (kind === 'gone') return 'DELETED';
  return kind === 'state' && isTerminal(to) ? to : undefined;
}

/** When that end was, Unix ms; undefined: it tells of something else. */
export function endedAt(update: Update): number | undefined {
  if (endOf(update) === undefined) return undefined;
  if (update.kind === 'launch-failed') return update.at;
  return update.kind === 'job' ? update.change.at : undefined;
}

/** Whether an end is one that people want to be named. */
export function isBadEnd(end: EndWord): boolean {
  return end !== 'SUCCEEDED' && end !== 'CANCELLED';
}

/**
 * The digest of ends that were read together; undefined: they are few enough to be told one by one, or the channel wants no such
 * message. One that hears of failures only gets it when there are some.
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

/** The digest of a day. `live` are the jobs that still run, in any order. */
export function dailyOf(
  period: { readonly from: number; readonly to: number },
  ended: readonly Ended[],
  live: readonly CardView[],
  targets: readonly TargetHealth[],
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

/** How many ended in all. */
export function sumOf(ends: EndCounts): number {
  return Object.values(ends).reduce((sum, count) => sum + count, 0);
}

/** How many did not end well. */
export function badOf(ends: EndCounts): number {
  return endWords.filter(isBadEnd).reduce((sum, end) => sum + (ends[end] ?? 0), 0);
}
