import type { DirectNote } from '../../../domain/notification/notice.ts';
import type { Claimed, Lease } from './lease.ts';

/** Notices on their way to people's direct messages. */
export interface DirectNotes {
  /** Due at once. A note with this id that exists stays as it is. */
  insert(note: DirectNote): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<DirectNote>[]>;
  /**
   * Due again at `dueAt`; undefined: done and deleted. False if the lease was lost; nothing
   * changed.
   */
  release(note: DirectNote, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  /**
   * At most `limit` of one person's notes, claimed or not, oldest first; locked until the
   * transaction ends.
   */
  ofPerson(userId: string, limit: number): Promise<readonly DirectNote[]>;
  /** How many notes wait for longer than this one. */
  countBefore(note: DirectNote): Promise<number>;
  /** Deletes a note that is told with another. A worker that has it finds it gone. */
  forget(id: string): Promise<void>;
  nextDueAt(): Promise<number | undefined>;
}
