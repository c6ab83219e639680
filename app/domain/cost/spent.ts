// What a run cost in a period, by the hourly price it was launched with.

import { isTerminal } from '../job/state.ts';
import { paidBetween, runTimeOf } from '../job/run-time.ts';
import type { TrackedJob } from '../job/tracked-job.ts';
import type { Estimate } from './estimate.ts';
import { overTime, type Usd } from './money.ts';

/** The part of a job that its cost depends on. */
export type PaidRun = Pick<
  TrackedJob,
  'state' | 'stateSince' | 'startTime' | 'endTime' | 'restarts' | 'phases' | 'gone'
> & {
  /**
   * From the price list of the day it was launched; undefined for launches from before there were
   * estimates.
   */
  readonly estimate?: Estimate | undefined;
};

/**
 * `atMost`: it was without machines for an unobserved time, so the amount is an upper bound. Not
 * known: it has no price, or was deleted while it ran.
 */
type Spent =
  | { readonly known: true; readonly amount: Usd; readonly atMost: boolean }
  | { readonly known: false };

/** The cost of the part of a run within a period (Unix ms); undefined if it didn't run then. */
export function spentWithin(
  run: PaidRun,
  { since, until }: { readonly since: number; readonly until: number },
): Spent | undefined {
  if (run.startTime === undefined) return undefined;
  const from = Math.max(run.startTime, since);
  const to = Math.min(endOf(run) ?? until, until);
  if (to <= from) return undefined;
  // It was deleted while it ran, so its end and its cost are unknown.
  const isLost = run.gone && !isTerminal(run.state);
  if (isLost || run.estimate?.total.known !== true) return { known: false };
  const facts = { ...run, createTime: run.startTime };
  return {
    known: true,
    amount: overTime(run.estimate.total.hourly, paidBetween(facts, since, to)),
    atMost: runTimeOf(facts, to)?.breaksIncluded ?? false,
  };
}

/** When the run ended; undefined if it is still running or was deleted. */
function endOf({ state, stateSince, endTime }: PaidRun): number | undefined {
  return isTerminal(state) ? (endTime ?? stateSince) : undefined;
}
