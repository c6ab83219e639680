// What jobs came to in a span of time, by the estimates they were launched with. The invariant of cost.ts holds here, too: a job whose
// cost is not known is counted as one, and never stands for nothing.

import type { Estimate } from '../cost/cost.ts';
import { overTime, type Usd } from '../cost/money.ts';
import { paidBetween, runTimeOf } from '../job/run-time.ts';
import { isTerminal } from '../job/state.ts';
import type { TrackedJob } from '../job/tracked-job.ts';

/** A job that has run, as far as it matters for what it costs. */
export type PaidJob = Pick<
  TrackedJob,
  'state' | 'stateSince' | 'startTime' | 'endTime' | 'restarts' | 'phases' | 'gone'
> & {
  readonly requesterId: string;
  /** By the list of the day it was launched; undefined: there were no estimates then. */
  readonly estimate?: Estimate | undefined;
};

/** What some jobs came to. */
export type Spending = {
  readonly amount: Usd;
  /** How many jobs `amount` is of. */
  readonly jobs: number;
  /** One of them was without its machines for a while, and when was not observed: it may have been less. */
  readonly atMost: boolean;
  /** Jobs that ran as well, but whose cost is not known. */
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
 * Sums up what jobs cost between two times: each by its own hourly price over the part of its run that lies between them. What never ran
 * in that time is no part of it.
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
  // Deleted while it ran: when that was, and so what it cost, nobody can say.
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

/** When a run was over, as far as the bot can tell; undefined: it goes on, or was deleted. */
function endOf({ state, stateSince, endTime }: PaidJob): number | undefined {
  return isTerminal(state) ? (endTime ?? stateSince) : undefined;
}
