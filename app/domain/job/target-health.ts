import type { Target } from './job.ts';

/** How well a target is known: nothing here is shown as if it were fresh when it is not. */
export type TargetHealth = {
  readonly target: Target;
  /** Unix ms of the last complete poll; undefined: never yet. */
  readonly lastGoodPollAt?: number | undefined;
  /** Unix ms from when that may be old, by the schedule of polls; undefined: a minute after it. */
  readonly staleFrom?: number | undefined;
  /** Why the last poll failed, if it did. */
  readonly problem?: string | undefined;
};

/** Entries of a list that are no jobs one could tell: how many, and what the first of them call themselves. */
export type OddEntries = { readonly count: number; readonly names: readonly string[] };

/** Somebody who looks every few seconds is not told of one slow answer. */
const graceMs = 60_000;

/** Whether what is shown of a target may be old: the last look failed, or the next one is overdue. */
export function isStale(
  { lastGoodPollAt, staleFrom, problem }: Omit<TargetHealth, 'target'>,
  now: number,
): boolean {
  if (problem !== undefined || lastGoodPollAt === undefined) return true;
  return now > (staleFrom ?? lastGoodPollAt + graceMs);
}

/** From when (Unix ms) a good look made now may be old, where two more should have come within `twoLooksMs`. */
export function staleFromNow(now: number, twoLooksMs: number): number {
  return now + Math.max(graceMs, twoLooksMs);
}
