import type { Target } from './job.ts';

/** How current the bot's knowledge of a target is. */
export type TargetHealth = {
  readonly target: Target;
  /** Unix ms of the last complete poll; undefined if there was none. */
  readonly lastGoodPollAt?: number | undefined;
  /** When that becomes stale (Unix ms), by the poll schedule; undefined: one minute later. */
  readonly staleFrom?: number | undefined;
  /** Why the last poll failed, if it did. */
  readonly problem?: string | undefined;
};

/** List entries that can't be parsed as jobs: how many, and the first names. */
export type OddEntries = { readonly count: number; readonly names: readonly string[] };

/** One slow answer isn't reported, even if polls are seconds apart. */
const graceMs = 60_000;

/**
 * Whether what is shown of a target may be out of date: the last poll failed, or the next is
 * overdue.
 */
export function isStale(
  { lastGoodPollAt, staleFrom, problem }: Omit<TargetHealth, 'target'>,
  now: number,
): boolean {
  if (problem !== undefined || lastGoodPollAt === undefined) return true;
  return now > (staleFrom ?? lastGoodPollAt + graceMs);
}

/**
 * When a good poll made now becomes stale (Unix ms); two more polls are due within `twoLooksMs`.
 */
export function staleFromNow(now: number, twoLooksMs: number): number {
  return now + Math.max(graceMs, twoLooksMs);
}
