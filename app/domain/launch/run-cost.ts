import type { Estimate } from '../cost/estimate.ts';
import type { Launch, LaunchState } from './launch.ts';
import { overTime, type Usd } from '../cost/money.ts';
import type { PaidRun } from '../cost/spent.ts';
import { runTimeOf } from '../job/run-time.ts';
import { isTerminal } from '../job/state.ts';
import type { TrackedJob } from '../job/tracked-job.ts';

/**
 * The cost of a run. `atMost`: it was interrupted for an unobserved time, and without machines it
 * costs nothing.
 */
export type RunCost =
  | { readonly known: true; readonly amount: Usd; readonly atMost: boolean }
  | { readonly known: false };

/** The times of a run that ended. */
type Run = Pick<TrackedJob, 'startTime' | 'endTime' | 'restarts' | 'phases'> & {
  /** When it ended, as far as the bot can tell; Vertex AI's own time takes precedence. */
  readonly endedAt: number;
};

/**
 * The hourly price times the time with machines, from the first RUNNING (when all replicas ran) to
 * the end. Undefined if it never ran, or was launched before there were estimates.
 */
export function runCost(estimate: Estimate | undefined, run: Run): RunCost | undefined {
  const { startTime, endedAt } = run;
  if (estimate === undefined || startTime === undefined) return undefined;
  if (!estimate.total.known) return { known: false };
  // Treated as over, so that a running job gives its cost so far.
  const over = { ...run, state: 'SUCCEEDED', stateSince: endedAt, createTime: startTime };
  const time = runTimeOf(over, endedAt);
  if (time === undefined) return undefined;
  const amount = overTime(estimate.total.hourly, time.paidMs);
  return { known: true, amount, atMost: time.breaksIncluded };
}

/** The cost of a job; undefined until it has ended. */
export function jobCost(
  estimate: Estimate | undefined,
  job: Omit<PaidRun, 'estimate'> | undefined,
): RunCost | undefined {
  if (job === undefined || !isTerminal(job.state)) return undefined;
  return runCost(estimate, { ...job, endedAt: job.stateSince });
}

/** A job whose create got no answer may be running. */
export const mayRun: readonly LaunchState[] = ['submitting', 'doubt', 'unknown', 'dropped'];

/**
 * The cost of a job until `now`, or in total once it has ended. `not-run`: it has not run yet, or
 * never did. Undefined if unknown: launched before there were estimates, deleted while it ran, or
 * possibly running without having been found.
 */
export function costSoFar(
  {
    launch,
    job,
  }: {
    readonly launch: Pick<Launch, 'state' | 'estimate'>;
    readonly job?: Omit<PaidRun, 'estimate'> | undefined;
  },
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
