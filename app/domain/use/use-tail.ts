// The use of GPUs over a run completes the reply about its end once it can be read. It never comes
// before it or replaces it.

import type { JobChange, TrackedJob } from '../job/tracked-job.ts';
import { isTerminal } from '../job/state.ts';
import type { LogTail } from '../logs/log-tail.ts';

/** The use of a run that is still to be told. */
export type UseTail = LogTail;

/** A shorter run wasted little, and may have spent most of it on getting started. */
const shortestRunMs = 30 * 60_000;

/** What a change calls for: the end of a run of some length. */
export function useTailOf(
  launchId: string,
  job: TrackedJob,
  change: JobChange,
): UseTail | undefined {
  if (change.kind !== 'state' || !isTerminal(change.to) || job.startTime === undefined) {
    return undefined;
  }
  const isLong = (job.endTime ?? change.at) - job.startTime >= shortestRunMs;
  if (!isLong) return undefined;
  return { launchId, completes: `job:${job.version}`, endedAt: change.at, attempts: 0 };
}
