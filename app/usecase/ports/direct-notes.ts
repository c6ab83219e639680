import type { DirectNote } from '../../domain/notification/notice.ts';
import type { Claimed, Lease } from './lease.ts';

/** Notices on their way into somebody's direct messages. */
export interface DirectNotes {
  /** Due at once. One that is there already stays as it is. */
  insert(note: DirectNote): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<DirectNote>[]>;
  /** Due again at `dueAt`; undefined: done with, and forgotten. False: the lease was lost, nothing changed. */
  release(note: DirectNote, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  /** What waits for one person, claimed or not, the oldest first; locked until the transaction ends. At most `limit`. */
  ofPerson(userId: string, limit: number): Promise<readonly DirectNote[]>;
  /** Forgets one that is told with another; who holds it finds it gone. */
  forget(id: string): Promise<void>;
  nextDueAt(): Promise<number | undefined>;
}
