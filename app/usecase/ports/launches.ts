import type { Launch } from '../../domain/launch/launch.ts';
import type { Claimed, Lease } from './lease.ts';

export interface Launches {
  /** Stores a new one, due at `dueAt` (undefined: when a person says so). False: this request key is stored already, nothing changed. Throws on a taken handle. */
  insert(launch: Launch, dueAt: number | undefined): Promise<boolean>;
  /** Whether the handle was ever used, by anything. */
  handleTaken(handle: string): Promise<boolean>;
  /** Reads and, on PostgreSQL, locks the row until the transaction ends. */
  lock(id: string): Promise<Launch | undefined>;
  byRequestKey(requestKey: string): Promise<Launch | undefined>;
  /** Held and refused ones, too. */
  byHandle(handle: string): Promise<Launch | undefined>;
  /** Of these launch ids, the ones that are ours. */
  byIds(ids: readonly string[]): Promise<readonly Launch[]>;
  /** The launch that repeats this one (a person pressed Launch again), if any. */
  repeatOf(id: string): Promise<Launch | undefined>;
  /** Leases up to `limit` due rows whose lease is free, the longest due first. */
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Launch>[]>;
  /** Writes it while the lease holds and gives the lease back; false: the lease was lost, nothing changed. */
  release(launch: Launch, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  /** Writes it and keeps the lease: what must be committed before something is sent. */
  saveUnderLease(launch: Launch, lease: Lease): Promise<boolean>;
  /** Writes it whoever holds it, and voids that lease: for what is certain (a job that was read). */
  overrule(launch: Launch, dueAt: number | undefined): Promise<void>;
  /** When the next row is due, leased ones at the lease's end. */
  nextDueAt(): Promise<number | undefined>;
}
