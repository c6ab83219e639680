// Makes the digest of jobs that ended at once, and of a day.

import type { TargetHealth } from '../job/target-health.ts';
import type { CardView } from '../launch/card.ts';
import type { Usd } from '../cost/money.ts';
import type { NotificationLevel } from './notification-level.ts';
import { type EndWord, isBadEnd } from './end.ts';
import { type EndCounts, type Digest, type DailyDigest } from './digest.ts';

/** More ends than this in one channel and poll are told in one message. */
const mostEnds = 5;

const mostNamed = { burst: 20, daily: 10 } as const;

/** A launch that ended, and how. */
export type Ended = { readonly launchId: string; readonly end: EndWord };

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
