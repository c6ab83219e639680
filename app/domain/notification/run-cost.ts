import type { CardView } from './card.ts';
import type { Estimate } from '../cost/cost.ts';
import type { LaunchState } from '../launch/launch.ts';
import { overTime, type Usd } from '../cost/money.ts';
import { runTimeOf } from '../job/run-time.ts';
import { isTerminal } from '../job/state.ts';
import type { TrackedJob } from '../job/tracked-job.ts';

/** What a run came to. `atMost`: it was interrupted, and when was not observed: without machines it cost nothing. */
export type RunCost =
  | { readonly known: true; readonly amount: Usd; readonly atMost: boolean }
  | { readonly known: false };

/** The times of a run that has ended. */
export type Run = Pick<TrackedJob, 'startTime' | 'endTime' | 'restarts' | 'phases'> & {
  /** When it ended, as far as the bot can tell; Vertex's own word goes first. */
  readonly endedAt: number;
};

/**
 * The hourly price over the time it had its machines, from the first RUNNING, which is when all replicas ran, to the end; undefined for what never ran, and
 * for what was launched when there were no estimates.
 */
export function runCost(estimate: Estimate | undefined, run: Run): RunCost | undefined {
  const { startTime, endedAt } = run;
  if (estimate === undefined || startTime === undefined) return undefined;
  if (!estimate.total.known) return { known: false };
  // Seen as over: of what goes on, what it has come to.
  const over = { ...run, state: 'SUCCEEDED', stateSince: endedAt, createTime: startTime };
  const time = runTimeOf(over, endedAt);
  if (time === undefined) return undefined;
  const amount = overTime(estimate.total.hourly, time.paidMs);
  return { known: true, amount, atMost: time.breaksIncluded };
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
