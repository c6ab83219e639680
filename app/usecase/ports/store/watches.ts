import type { JobKey } from '../../../domain/job/job.ts';
import type {
  WatchedJob,
  WatchedJobCounts,
  WatchedJobState,
  Watch,
} from '../../../domain/watch/watch.ts';
import type { Claimed, Lease } from './lease.ts';

/** Watches, and the jobs each one saw. */
export interface Watches extends WatchedJobs {
  /** False if this request key is stored already; nothing changed. */
  insert(watch: Watch, dueAt: number): Promise<boolean>;
  byRequestKey(requestKey: string): Promise<Watch | undefined>;
  /** Reads the row and, on PostgreSQL, locks it until the transaction ends. */
  lock(id: string): Promise<Watch | undefined>;
  /** A channel's asking and active watches, oldest first. */
  ofChannel(channel: string): Promise<readonly Watch[]>;
  /** All asking and active watches, by id. Whoever locks several must do so in this order. */
  open(): Promise<readonly Watch[]>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Watch>[]>;
  /**
   * Stores the watch and releases the lease. `dueAt` undefined: when a job is waiting, which may be
   * at once.
   */
  release(watch: Watch, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  /** Stores the watch whoever has the lease, and makes it due at once; the lease stays. */
  markDue(watch: Watch): Promise<void>;
  /** Stores the watch whoever has the lease, and voids that lease: for a person's decision. */
  overrule(watch: Watch, dueAt: number | undefined): Promise<void>;
  nextDueAt(): Promise<number | undefined>;
}

/** The jobs that a watch (by id) saw. */
export interface WatchedJobs {
  /** Records jobs, each once; an earlier decision stands. */
  note(id: string, jobs: readonly WatchedJob[]): Promise<void>;
  /** Which of these jobs are recorded, or have expired. */
  known(id: string, keys: readonly JobKey[]): Promise<readonly JobKey[]>;
  /** Jobs waiting for their card, in order of creation. */
  waiting(id: string, limit: number): Promise<readonly WatchedJob[]>;
  /** Changes the decision on all jobs in a state. */
  moveAll(id: string, from: WatchedJobState, to: WatchedJobState): Promise<void>;
  move(id: string, key: JobKey, to: WatchedJobState): Promise<void>;
  count(id: string): Promise<WatchedJobCounts>;
  /** How many of the jobs waiting for or given a card have one in this channel. */
  countCarded(id: string, channel: string): Promise<number>;
}
