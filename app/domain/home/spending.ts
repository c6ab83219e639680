// What jobs cost in a period, by the estimates they were launched with. As in cost.ts, a job with
// unknown cost is counted as one and never as zero.

import type { Estimate } from '../cost/estimate.ts';
import { overTime, type Usd } from '../cost/money.ts';
import { paidBetween, runTimeOf } from '../job/run-time.ts';
import { isTerminal } from '../job/state.ts';
import type { TrackedJob } from '../job/tracked-job.ts';

/** The part of a job that its cost depends on. */
export type PaidJob = Pick<
  TrackedJob,
  'state' | 'stateSince' | 'startTime' | 'endTime' | 'restarts' | 'phases' | 'gone'
> & {
  readonly requesterId: string;
  /**
   * From the price list of the day it was launched; undefined for launches from before there were
   * estimates.
   */
  readonly estimate?: Estimate | undefined;
};

/** The cost of a group of jobs. */
export type Spending = {
  readonly amount: Usd;
  /** How many jobs `amount` covers. */
  readonly jobs: number;
  /** A job was without machines for an unobserved time, so the amount is an upper bound. */
  readonly atMost: boolean;
  /** Jobs that ran and whose cost isn't known. */
  readonly unknown: number;
};

/** One person's jobs and everybody else's, from `since` to `until` (Unix ms). */
export type SharedSpending = {
  readonly since: number;
  readonly until: number;
  readonly mine: Spending;
  readonly others: Spending;
};

const none: Spending = { amount: 0n, jobs: 0, atMost: false, unknown: 0 };

/**
 * Sums the cost of jobs in a period: each at its own hourly price, for the part of its run within
 * the period. Jobs that didn't run then aren't counted.
 */
export function spendingOf(
  jobs: readonly PaidJob[],
  person: string,
  { since, until }: { readonly since: number; readonly until: number },
): SharedSpending {
  let mine = none;
  let others = none;
  for (const job of jobs) {
    const add = (sum: Spending) => plus(sum, job, since, until);
    if (job.requesterId === person) mine = add(mine);
    else others = add(others);
  }
  return { since, until, mine, others };
}

function plus(sum: Spending, job: PaidJob, since: number, until: number): Spending {
  if (job.startTime === undefined) return sum;
  const from = Math.max(job.startTime, since);
  const to = Math.min(endOf(job) ?? until, until);
  if (to <= from) return sum;
  // It was deleted while it ran, so its end and its cost are unknown.
  const isLost = job.gone && !isTerminal(job.state);
  if (isLost || job.estimate?.total.known !== true) return { ...sum, unknown: sum.unknown + 1 };
  const facts = { ...job, createTime: job.startTime };
  return {
    ...sum,
    amount: sum.amount + overTime(job.estimate.total.hourly, paidBetween(facts, since, to)),
    jobs: sum.jobs + 1,
    atMost: sum.atMost || (runTimeOf(facts, to)?.breaksIncluded ?? false),
  };
}

/** When the run ended; undefined if it is still running or was deleted. */
function endOf({ state, stateSince, endTime }: PaidJob): number | undefined {
  return isTerminal(state) ? (endTime ?? stateSince) : undefined;
}
