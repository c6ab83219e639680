import type { Launch } from '../../../domain/launch/launch.ts';
import type { Claimed, Lease } from './lease.ts';

export interface Launches {
  /**
   * Stores a new launch, due at `dueAt` (undefined: when a person decides). False if its request
   * key is stored already, or was before it expired; nothing changed. Throws if the handle is taken.
   */
  insert(launch: Launch, dueAt: number | undefined): Promise<boolean>;
  /** Whether the handle was ever used, also by what has expired. */
  handleTaken(handle: string): Promise<boolean>;
  /** Reads the row and, on PostgreSQL, locks it until the transaction ends. */
  lock(id: string): Promise<Launch | undefined>;
  byRequestKey(requestKey: string): Promise<Launch | undefined>;
  /** Includes held and refused launches. */
  byHandle(handle: string): Promise<Launch | undefined>;
  /** The launches among these ids; others are ignored. */
  byIds(ids: readonly string[]): Promise<readonly Launch[]>;
  /** Launches that wait for an approval, the longest-waiting first; after one, if it is given. */
  waiting(limit: number, after?: Pick<Launch, 'requestedAt' | 'id'>): Promise<readonly Launch[]>;
  /** The launch that replaced this one (Launch again), if any. */
  repeatOf(id: string): Promise<Launch | undefined>;
  /** Leases up to `limit` due rows whose lease is free, longest due first. */
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Launch>[]>;
  /** Stores the launch and releases the lease. False if the lease was lost; nothing changed. */
  release(launch: Launch, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  /** Stores the launch and keeps the lease: for what must be committed before something is sent. */
  saveUnderLease(launch: Launch, lease: Lease): Promise<boolean>;
  /**
   * Stores the launch whoever has the lease, and voids that lease: for what is certain (a job that
   * was read).
   */
  overrule(launch: Launch, dueAt: number | undefined): Promise<void>;
  /** When the next row is due; for a leased row, when its lease ends. */
  nextDueAt(): Promise<number | undefined>;
}
