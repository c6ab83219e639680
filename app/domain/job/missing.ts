// When a job that Vertex AI no longer knows counts as deleted.

import { isTerminal } from './state.ts';
import type { TrackedJob } from './tracked-job.ts';
import { stateChange, type Transition } from './transition.ts';

/**
 * Handles a 404. One may come from an eventually consistent list; two in a row mean that the job
 * was deleted. If the job's end was read before, nothing is told.
 */
export function missed(job: TrackedJob, now: number): Transition {
  if (job.gone) return { job };
  const misses = job.misses + 1;
  if (misses < 2) return { job: { ...job, misses } };
  const gone: TrackedJob = { ...job, misses, gone: true, errorAwaited: false };
  if (isTerminal(job.state)) return { job: gone };
  const next = { ...gone, version: job.version + 1 };
  return { job: next, change: { ...stateChange(job, next, now), kind: 'gone', at: now } };
}
