import type { JobKey } from '../../domain/job/job.ts';
import type {
  WatchedJob,
  WatchedJobCounts,
  WatchedJobState,
  Watch,
} from '../../domain/watch/watch.ts';
import type { Claimed, Lease } from './lease.ts';

/** Watches, and the jobs each of them saw. */
export interface Watches extends WatchedJobs {
  /** False: this request key is stored already, nothing changed. */
  insert(watch: Watch, dueAt: number): Promise<boolean>;
  byRequestKey(requestKey: string): Promise<Watch | undefined>;
  /** Reads and, on PostgreSQL, locks the row until the transaction ends. */
  lock(id: string): Promise<Watch | undefined>;
  /** Asking and active ones of a channel, oldest first. */
  ofChannel(channel: string): Promise<readonly Watch[]>;
  /** Asking and active ones of all channels, by id: whoever locks several does so in this order. */
  open(): Promise<readonly Watch[]>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Watch>[]>;
  /** Writes it while the lease holds and gives the lease back. `dueAt` undefined: when a job waits, which may be at once. */
  release(watch: Watch, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  /** Writes it whoever holds it, and makes it due at once; its holder keeps its lease. */
  markDue(watch: Watch): Promise<void>;
  /** Writes it whoever holds it, and voids that lease: what a person decided. */
  overrule(watch: Watch, dueAt: number | undefined): Promise<void>;
  nextDueAt(): Promise<number | undefined>;
}

/** The jobs that a watch (its id) saw. */
export interface WatchedJobs {
  /** Puts jobs down, each once: what was decided on one before stands. */
  note(id: string, jobs: readonly WatchedJob[]): Promise<void>;
  /** Of these jobs, the ones that are put down. */
  known(id: string, keys: readonly JobKey[]): Promise<readonly JobKey[]>;
  /** Jobs that wait for their card, in the order in which they were created. */
  waiting(id: string, limit: number): Promise<readonly WatchedJob[]>;
  /** Decides anew on all jobs that are in a state. */
  moveAll(id: string, from: WatchedJobState, to: WatchedJobState): Promise<void>;
  move(id: string, key: JobKey, to: WatchedJobState): Promise<void>;
  count(id: string): Promise<WatchedJobCounts>;
  /** Of the jobs that wait for their card or were given it, how many have one in this channel. */
  countCarded(id: string, channel: string): Promise<number>;
}
