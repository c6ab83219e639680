// How long a job ran: with its machines, and not in the breaks between its attempts. The same numbers as the bar of its phases.

import { isTerminal } from './state.ts';
import { timelineOf, type TimelineFacts } from './timeline.ts';

export type RunTime = {
  readonly ms: number;
  /** The same, and the time its machines were held while it was being cancelled: what is paid for. */
  readonly paidMs: number;
  readonly attempts: number;
  /** The breaks between the attempts were not observed, and are counted in. */
  readonly breaksIncluded: boolean;
};

/** How long it ran until its end, or until `now`; undefined: it never did. */
export function runTimeOf(job: TimelineFacts, now: number): RunTime | undefined {
  if (job.startTime === undefined) return undefined;
  const { spans, attempts: seen } = timelineOf(job, now);
  const sum = (...kinds: readonly string[]): number =>
    spans.filter(({ kind }) => kinds.includes(kind)).reduce((total, { ms }) => total + ms, 0);
  const attempts = Math.max(seen, (job.restarts ?? 0) + 1);
  return {
    ms: sum('running'),
    paidMs: sum('running', 'cancelling'),
    attempts,
    breaksIncluded: attempts > seen,
  };
}

/** ` in 3 attempts`, and whether the breaks are counted in; nothing of a job that ran once. */
export function attemptWords({ attempts, breaksIncluded }: Omit<RunTime, 'ms' | 'paidMs'>): string {
  if (attempts === 1) return '';
  return ` in ${attempts} attempts${breaksIncluded ? ', breaks included' : ''}`;
}

/** What of its run lies between two times and is paid for (ms). */
export function paidBetween(job: TimelineFacts, since: number, until: number): number {
  return Math.max(0, paidUntil(job, until) - paidUntil(job, since));
}

/** As if it had been looked at then. */
function paidUntil(job: TimelineFacts, at: number): number {
  const end = isTerminal(job.state) ? (job.endTime ?? job.stateSince) : Infinity;
  if (job.startTime === undefined || job.startTime >= at) return 0;
  const phases = job.phases?.filter(({ state, since }) => since < at && !isTerminal(state));
  const then = { ...job, state: 'RUNNING', endTime: undefined, phases };
  return runTimeOf(then, Math.min(at, end))?.paidMs ?? 0;
}
