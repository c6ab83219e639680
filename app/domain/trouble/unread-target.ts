import { evenMs, type Paced } from '../job/poll-pace.ts';
import type { TargetHealth } from '../job/target-health.ts';

/** A look at a target that takes longer than this hangs, though it hasn't failed. */
const hangsAfterMs = 10 * 60_000;
const polls = 6;

/**
 * Whether a target is in trouble: not read since `sixTicksAgo` (Unix ms), when the first of six polls
 * was due. Undefined: this process hasn't made as many, so it doesn't know. One that takes long, as
 * a long list does, is in trouble only if polls fail. Where the share of Google's reads stretches
 * the time between polls, six of those count.
 */
export function isUnread(
  {
    lastGoodPollAt,
    problem,
    pace,
  }: Pick<TargetHealth, 'lastGoodPollAt' | 'problem'> & Pick<Paced, 'pace'>,
  sixTicksAgo: number | undefined,
  now: number,
): boolean {
  if (sixTicksAgo === undefined) return false;
  if (lastGoodPollAt === undefined) return problem !== undefined;
  const hangs = now - lastGoodPollAt > hangsAfterMs;
  const sixPollsMs = pace === undefined ? 0 : polls * evenMs(pace);
  const isLong = lastGoodPollAt < Math.min(sixTicksAgo, now - sixPollsMs);
  return isLong && (problem !== undefined || hangs);
}
