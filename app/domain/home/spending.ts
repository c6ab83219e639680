// What jobs cost in a period, by the estimates they were launched with. As in cost.ts, a job with
// unknown cost is counted as one and never as zero.

import type { Usd } from '../cost/money.ts';
import { spentWithin, type PaidRun } from '../cost/spent.ts';

/** A job that was paid for. */
export type PaidJob = PaidRun & { readonly requesterId: string };

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
  const spent = spentWithin(job, { since, until });
  if (spent === undefined) return sum;
  if (!spent.known) return { ...sum, unknown: sum.unknown + 1 };
  return {
    ...sum,
    amount: sum.amount + spent.amount,
    jobs: sum.jobs + 1,
    atMost: sum.atMost || spent.atMost,
  };
}
