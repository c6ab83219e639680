// Two launches for the same purpose: one whose job wasn't found, and one that a person launched in
// its place. Then the first job turned up.

import { z } from 'zod';
import type { LaunchState } from './launch.ts';
import { isOver, type TrackedJob } from '../job/tracked-job.ts';

/**
 * State of one of the two. `maybe`: its create may have made a job that hasn't been seen.
 * `waiting`: it waits for an approval that it can't get any more. `state` is set for a job that has
 * ended.
 */
export const duplicateSchema = z.object({
  standing: z.enum(['live', 'maybe', 'waiting', 'ended']),
  state: z.string().optional(),
});
export type Duplicate = z.infer<typeof duplicateSchema>;

/** Uses the job's state where a job is known: a launch stays `bound` after its job has ended. */
export function duplicateOf(launch: LaunchState, job: TrackedJob | undefined): Duplicate {
  if (job !== undefined) {
    return isOver(job) ? { standing: 'ended', state: job.state } : { standing: 'live' };
  }
  if (launch === 'waiting') return { standing: 'waiting' };
  return { standing: ['requested', 'accepted'].includes(launch) ? 'live' : 'maybe' };
}

/** Whether both may be running, so that a person has to choose. */
export function mayBothRun(one: Duplicate, other: Duplicate): boolean {
  return [one, other].every(({ standing }) => standing === 'live' || standing === 'maybe');
}
