import type { Pledge } from '../../../domain/launch/pledge.ts';
import type { Claimed, Lease } from './lease.ts';

/** Requests that are acked but not decided yet. A row exists only until then. */
export interface Pledges {
  /** Replaces all others of its request key: the newest one is responsible. */
  insert(pledge: Pledge, dueAt: number): Promise<void>;
  /**
   * The request under this key is decided: stored for good, or about to be answered. With `id`,
   * false if that pledge was given up or replaced; then nothing may come of it. It may be kept
   * again until it is dropped.
   */
  keep(requestKey: string, id?: string): Promise<boolean>;
  /** It was answered: deletes it unless somebody has claimed it. */
  drop(id: string): Promise<void>;
  /** Makes all that nobody kept due: whoever made them is gone. */
  orphan(): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Pledge>[]>;
  /** Its requester was told that nothing came of it. */
  release(pledge: Pledge, lease: Lease): Promise<void>;
  nextDueAt(): Promise<number | undefined>;
}
