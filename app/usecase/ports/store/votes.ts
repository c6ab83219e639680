import type { Vote } from '../../../domain/launch/vote.ts';
import type { Claimed, Lease } from './lease.ts';

export interface Votes {
  /** False if its request key is stored already; nothing changed. */
  insert(vote: Vote, dueAt: number): Promise<boolean>;
  byRequestKey(requestKey: string): Promise<Vote | undefined>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Vote>[]>;
  /** Stores the vote and releases the lease. False if the lease was lost; nothing changed. */
  release(vote: Vote, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
}
