import { mean, type GpuPoint } from './gpu-use.ts';
import type { IdleRule } from '../guard/idle-rule.ts';

/** The newest point may be this old: Cloud Monitoring shows points minutes later. */
export const mostLagMs = 5 * 60_000;
/** Points come once a minute. Between two that are further apart, anything may have happened. */
export const largestGapMs = 3 * 60_000;

/**
 * Why idleness isn't known. `too-early`: not long enough since it runs. `no-points`: no point since
 * it runs. `late`: the newest point is too old. `gap`: points are missing in between.
 */
export type Unknown = 'too-early' | 'no-points' | 'late' | 'gap';

/** `average`: the use in the time that was judged, if there are points. */
export type SeriesVerdict =
  | { readonly kind: 'idle'; readonly sinceMs: number; readonly average: number | undefined }
  | { readonly kind: 'busy'; readonly average: number | undefined }
  | { readonly kind: 'not-known'; readonly why: Unknown; readonly average: number | undefined };

/**
 * Judges one series: its points, oldest first. The time that is judged ends with the newest point,
 * so that the lag is never taken for idleness.
 */
export function judgeSeries(
  { below, forMs, from }: Omit<IdleRule, 'share'>,
  points: readonly GpuPoint[],
  runningSince: number,
  now: number,
): SeriesVerdict {
  // Those of an earlier run say nothing of this one.
  const ours = points.filter(({ at }) => at > runningSince && at <= now);
  const newest = ours.at(-1)?.at;
  const isLate = newest === undefined || newest < now - mostLagMs;
  const untilMs = isLate ? now : newest;
  const fromMs = from === 'start' ? runningSince : Math.max(runningSince, untilMs - forMs);
  // A point is the highest use since the one before it, so one at the beginning itself is of before.
  const judged = ours.filter(({ at }) => at > fromMs);
  const average = mean(judged.map(({ share }) => share));
  if (judged.some(({ share }) => share >= below)) return { kind: 'busy', average };
  const unknown = (why: Unknown) => ({ kind: 'not-known', why, average }) as const;
  if (newest === undefined) return unknown(isYoung(runningSince, now) ? 'too-early' : 'no-points');
  if (isLate) return unknown('late');
  if (newest - runningSince < forMs) return unknown('too-early');
  const sinceMs = idleSince(ours, below, runningSince);
  return sinceMs <= fromMs ? { kind: 'idle', sinceMs, average } : unknown('gap');
}

function isYoung(runningSince: number, now: number): boolean {
  return now - runningSince <= mostLagMs;
}

/** Since when the points, without a gap, have all been below; `startMs` bounds it. */
function idleSince(points: readonly GpuPoint[], below: number, startMs: number): number {
  let sinceMs = points.at(-1)?.at ?? startMs;
  for (const { at, share } of points.toReversed()) {
    if (sinceMs - at > largestGapMs) return sinceMs;
    sinceMs = at;
    if (share >= below) return sinceMs;
  }
  return sinceMs - startMs > largestGapMs ? sinceMs : startMs;
}
