import type { Bulk, BulkJob, BulkJobState } from '../../../domain/bulk/bulk.ts';
import type { BulkEntry } from '../../../domain/bulk/tally.ts';
import type { Claimed, Lease } from './lease.ts';

/** Cancels of many, each with the jobs that its question showed. */
export interface Bulks {
  /** Stores a question. False if its request key is stored already; nothing changed. */
  insert(bulk: Bulk, jobs: readonly BulkJob[]): Promise<boolean>;
  byRequestKey(requestKey: string): Promise<Bulk | undefined>;
  /** Reads the row and, on PostgreSQL, locks it until the transaction ends. */
  lock(id: string): Promise<Bulk | undefined>;
  /** Stores an answer to the question, which nobody works on; due at `dueAt`, or never. */
  save(bulk: Bulk, dueAt: number | undefined): Promise<void>;
  /** The first jobs of the set, in order; `state`: only those in it. */
  jobs(id: string, limit: number, state?: BulkJobState): Promise<readonly BulkJob[]>;
  /** How many jobs of the set are live. */
  countLive(id: string): Promise<number>;
  /** Stores what was made of a job. */
  mark(id: string, launchId: string, state: BulkJobState): Promise<void>;
  /** The launch’s next attempt takes its place in every set. */
  moveTo(launchId: string, next: string): Promise<void>;
  /** All jobs of the set with their cancels. */
  entries(id: string): Promise<readonly BulkEntry[]>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Bulk>[]>;
  /** Stores it and releases the lease. False if the lease was lost; nothing changed. */
  release(bulk: Bulk, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
}
