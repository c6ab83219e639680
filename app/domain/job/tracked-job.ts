import type { JobError, JobKey, Observation, Target } from './job.ts';
import type { Phase } from './phase.ts';
import { isTerminal, type JobState } from './state.ts';

/** A CustomJob that the bot follows, as last observed. Times are Unix ms. */
export type TrackedJob = {
  readonly key: JobKey;
  /** The configured target. Its project may be an id where the key has the number. */
  readonly target: Target;
  readonly name: string;
  /** The short name people type: a letter first, never reused. */
  readonly handle: string;
  readonly displayName: string;
  readonly state: JobState;
  /** When the current state began, as far as Vertex AI says. */
  readonly stateSince: number;
  /**
   * Phases so far, the current one last; undefined for jobs followed since before phases were
   * recorded.
   */
  readonly phases?: readonly Phase[] | undefined;
  /** Incremented with each change that is told; (thread, version) identifies an update. */
  readonly version: number;
  readonly createTime: number;
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
  readonly updateTime?: number | undefined;
  readonly error?: JobError | undefined;
  /** FAILED was read without its reason, which Vertex AI adds up to minutes later. */
  readonly errorAwaited: boolean;
  /** How often the job ran again after losing its machines. */
  readonly restarts: number;
  /** How many reads in a row answered 404; two mean that it was deleted. */
  readonly misses: number;
  /** Deleted at Google: its last known state is final. */
  readonly gone: boolean;
  /** Why the job can't be read now (such as 403); its card is out of date. */
  readonly unreadable?: string | undefined;
  /** When these facts were read. Later readings with the same facts don't change it. */
  readonly observedAt: number;
};

/** What decides whether a reading of a job is news (see `isNews`). */
export type JobFacts = Pick<
  TrackedJob,
  | 'key'
  | 'state'
  | 'startTime'
  | 'endTime'
  | 'updateTime'
  | 'errorAwaited'
  | 'misses'
  | 'gone'
  | 'unreadable'
>;

/** Whether the job can't change any more: it ended or was deleted. */
export function isOver({ state, gone }: Pick<TrackedJob, 'state' | 'gone'>): boolean {
  return gone || isTerminal(state);
}

/**
 * One change of one job, with everything needed to report it later.
 * - `state`: the job is in another state. `restart` marks a return to RUNNING.
 * - `reason`: the error that was missing when the job failed has arrived.
 * - `gone`: deleted at Google before its end was read. (Deleted later, nothing is reported.)
 */
export type JobChange = {
  readonly kind: 'state' | 'reason' | 'gone';
  readonly from?: JobState | undefined;
  readonly to: JobState;
  /** When it happened, as far as Vertex AI says. */
  readonly at: number;
  /** When the bot read it: later than `at` after an outage. */
  readonly observedAt: number;
  /** When the previous state began. */
  readonly fromSince?: number | undefined;
  readonly createTime: number;
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
  readonly error?: JobError | undefined;
  readonly errorAwaited: boolean;
  readonly restarts: number;
};

/** What a new tracked job takes from its first observation, plus handle and target. */
export type NewJob = {
  readonly handle: string;
  readonly target: Target;
  readonly seen: Observation;
};
