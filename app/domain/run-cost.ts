import type { CardView } from './card.ts';
import type { Estimate } from './cost.ts';
import type { LaunchState } from './launch.ts';
import { overTime, type Usd } from './money.ts';
import { isTerminal } from './state.ts';
import type { TrackedJob } from './tracked-job.ts';

/** What a run came to. `atMost`: it was interrupted, and was without machines, and without cost, for a part of that time. */
export type RunCost =
  | { readonly known: true; readonly amount: Usd; readonly atMost: boolean }
  | { readonly known: false };

/** The times of a run that has ended. */
export type Run = Pick<TrackedJob, 'startTime' | 'endTime' | 'restarts'> & {
  /** When it ended, as far as the bot can tell; Vertex's own word goes first. */
  readonly endedAt: number;
};

/**
 * The hourly price over the time from the first RUNNING to the end, which is when all replicas ran; undefined for what never ran, and
 * for what was launched when there were no estimates.
 */
export function runCost(estimate: Estimate | undefined, run: Run): RunCost | undefined {
  const { startTime, endTime, endedAt, restarts } = run;
  if (estimate === undefined || startTime === undefined) return undefined;
  if (!estimate.total.known) return { known: false };
  const amount = overTime(estimate.total.hourly, (endTime ?? endedAt) - startTime);
  return { known: true, amount, atMost: restarts > 0 };
}

/** The same for a job; undefined as long as it has not ended. */
export function jobCost(
  estimate: Estimate | undefined,
  job: TrackedJob | undefined,
): RunCost | undefined {
  if (job === undefined || !isTerminal(job.state)) return undefined;
  return runCost(estimate, { ...job, endedAt: job.stateSince });
}

/** A job whose create was sent without an answer may be running. */
const mayRun: readonly LaunchState[] = ['submitting', 'doubt', 'unknown', 'dropped'];

/**
 * What a job has come to until `now`, or in all once it has ended. `not-run`: no machine of it has run yet, or ever. Undefined: nobody
 * knows. It was launched when there were no estimates, was deleted while it ran, or may be there without our having found it.
 */
export function costSoFar(
  { launch, job }: Pick<CardView, 'launch' | 'job'>,
  now: number,
): RunCost | 'not-run' | undefined {
  if (job === undefined) return mayRun.includes(launch.state) ? undefined : 'not-run';
  if (isTerminal(job.state)) {
    return job.startTime === undefined ? 'not-run' : jobCost(launch.estimate, job);
  }
  if (job.gone) return undefined;
  if (job.startTime === undefined) return 'not-run';
  return runCost(launch.estimate, { ...job, endTime: undefined, endedAt: now });
}
