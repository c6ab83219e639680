import type { TargetHealth } from '../job/target-health.ts';

/** A look at a target that takes longer than this hangs, though it hasn't failed. */
const hangsAfterMs = 10 * 60_000;

/**
 * Whether a target is in trouble: not read since `sixTicksAgo` (Unix ms), when the first of six polls
 * was due. Undefined: this process hasn't made as many, so it doesn't know. One that takes long, as
 * a long list does, is in trouble only if polls fail.
 */
export function isUnread(
  { lastGoodPollAt, problem }: Pick<TargetHealth, 'lastGoodPollAt' | 'problem'>,
  sixTicksAgo: number | undefined,
  now: number,
): boolean {
  if (sixTicksAgo === undefined) return false;
  if (lastGoodPollAt === undefined) return problem !== undefined;
  const hangs = now - lastGoodPollAt > hangsAfterMs;
  return lastGoodPollAt < sixTicksAgo && (problem !== undefined || hangs);
}
