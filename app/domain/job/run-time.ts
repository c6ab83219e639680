// How long a job ran: the time with machines, without breaks between attempts. Agrees with the
// timeline bar.

import { isTerminal, type JobState } from './state.ts';
import type { TrackedJob } from './tracked-job.ts';
import { timelineOf, type TimelineFacts } from './timeline.ts';

type RunTime = {
  readonly ms: number;
  /**
   * Run time plus the time that machines were held while the job was being cancelled: the billed
   * time.
   */
  readonly paidMs: number;
  readonly attempts: number;
  /** Breaks between attempts weren't observed, so they are included. */
  readonly breaksIncluded: boolean;
};

/** Run time until the job's end, or until `now`; undefined if it never ran. */
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

const withMachines: ReadonlyMap<JobState, boolean> = new Map([
  ['RUNNING', true],
  ['UPDATING', true],
  ['QUEUED', false],
  ['PENDING', false],
  ['PAUSED', false],
]);

/**
 * Whether a live job has machines now; undefined: its state doesn't say, as it is newer than the
 * bot. A cancel keeps them until it is through.
 */
export function holdsMachines({
  state,
  startTime,
}: Pick<TrackedJob, 'state' | 'startTime'>): boolean | undefined {
  if (state === 'CANCELLING') return startTime !== undefined;
  return isTerminal(state) ? false : withMachines.get(state);
}

/** ` in 3 attempts`, and whether breaks are included; empty for a job that ran once. */
export function attemptWords({ attempts, breaksIncluded }: Omit<RunTime, 'ms' | 'paidMs'>): string {
  if (attempts === 1) return '';
  return ` in ${attempts} attempts${breaksIncluded ? ', breaks included' : ''}`;
}

/** The billed part of the run between two times, ms. */
export function paidBetween(job: TimelineFacts, since: number, until: number): number {
  return Math.max(0, paidUntil(job, until) - paidUntil(job, since));
}

/** The billed time as it stood at a given time. */
function paidUntil(job: TimelineFacts, at: number): number {
  const end = isTerminal(job.state) ? (job.endTime ?? job.stateSince) : Infinity;
  if (job.startTime === undefined || job.startTime >= at) return 0;
  const phases = job.phases?.filter(({ state, since }) => since < at && !isTerminal(state));
  const then = { ...job, state: 'RUNNING', endTime: undefined, phases };
  return runTimeOf(then, Math.min(at, end))?.paidMs ?? 0;
}
