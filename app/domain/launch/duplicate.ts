// Two launches of the same: one whose job was not found, and the one that a person launched in its place. The job turned up after all.

import { z } from 'zod';
import type { LaunchState } from './launch.ts';
import { isTerminal } from '../job/state.ts';
import type { TrackedJob } from '../job/tracked-job.ts';

/** How a launch stands: `maybe`, where its create may have made a job that nobody has seen. `state`: of a job that has ended. */
export const duplicateSchema = z.object({
  standing: z.enum(['live', 'maybe', 'ended']),
  state: z.string().optional(),
});
export type Duplicate = z.infer<typeof duplicateSchema>;

/** Judges by the job wherever one is followed: a launch stays `bound` long after its job has ended. */
export function duplicateOf(launch: LaunchState, job: TrackedJob | undefined): Duplicate {
  if (job !== undefined) {
    return job.gone || isTerminal(job.state)
      ? { standing: 'ended', state: job.state }
      : { standing: 'live' };
  }
  return { standing: ['requested', 'accepted'].includes(launch) ? 'live' : 'maybe' };
}

/** Whether there may be one too many: then a person has to choose. */
export function mayBothRun(one: Duplicate, other: Duplicate): boolean {
  return one.standing !== 'ended' && other.standing !== 'ended';
}
