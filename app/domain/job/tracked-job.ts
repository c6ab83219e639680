import type { JobError, JobKey, Observation, Target } from './job.ts';
import type { Phase } from './phase.ts';
import type { JobState } from './state.ts';

/** A CustomJob the bot follows, as last observed. Times are Unix ms. */
export type TrackedJob = {
  readonly key: JobKey;
  /** The configured target it lives in: its project may be an id where the key has the number. */
  readonly target: Target;
  readonly name: string;
  /** Short name people type, a letter first; never used again. */
  readonly handle: string;
  readonly displayName: string;
  readonly state: JobState;
  /** When the present state began, as well as Vertex tells it. */
  readonly stateSince: number;
  /** What it went through, the present state last; undefined of a job that was followed before that was remembered. */
  readonly phases?: readonly Phase[] | undefined;
  /** Grows by one with each change that is told; an update is unique by (thread, version). */
  readonly version: number;
  readonly createTime: number;
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
  readonly updateTime?: number | undefined;
  readonly error?: JobError | undefined;
  /** FAILED was read without its reason: Vertex fills it in up to minutes later. */
  readonly errorAwaited: boolean;
  /** How often the job ran again after losing its machines. */
  readonly restarts: number;
  /** How many reads in a row answered 404; two mean deleted. */
  readonly misses: number;
  /** `gone`: deleted at Google, its last state is all that will ever be known. */
  readonly gone: boolean;
  /** Why it can't be read at present (403, say): what the card shows is old. */
  readonly unreadable?: string | undefined;
  /** When the reading was made that these facts are from; later ones that said the same are not recorded here. */
  readonly observedAt: number;
};

/**
 * One change of one job, with everything needed to tell it later without asking again.
 * - `state`: it is in another state than before. `restart` marks a return to RUNNING.
 * - `reason`: the error that Vertex left out when the job failed has arrived.
 * - `gone`: deleted at Google before its end was seen (or after: then nothing is told).
 */
export type JobChange = {
  readonly kind: 'state' | 'reason' | 'gone';
  readonly from?: JobState | undefined;
  readonly to: JobState;
  /** When it happened, as well as Vertex tells it. */
  readonly at: number;
  /** When the bot read it: later than `at` after an outage. */
  readonly observedAt: number;
  /** When the state it left had begun. */
  readonly fromSince?: number | undefined;
  readonly createTime: number;
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
  readonly error?: JobError | undefined;
  readonly errorAwaited: boolean;
  readonly restarts: number;
};

/** Everything of a first observation that a new tracked job takes over, its handle and target aside. */
export type NewJob = {
  readonly handle: string;
  readonly target: Target;
  readonly seen: Observation;
};
