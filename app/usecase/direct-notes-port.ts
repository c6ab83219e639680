import type { DirectNote } from '../domain/notice.ts';
import type { Claimed, Lease } from './lease.ts';

/** Notices on their way into somebody's direct messages. */
export interface DirectNotes {
  /** Due at once. One that is there already stays as it is. */
  insert(note: DirectNote): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<DirectNote>[]>;
  /** Due again at `dueAt`; undefined: done with, and forgotten. False: the lease was lost, nothing changed. */
  settle(note: DirectNote, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
}
