import type { Pledge } from '../../domain/launch/pledge.ts';
import type { Claimed, Lease } from './lease.ts';

/** What was asked for and is not decided on yet; a row is there only so long. */
export interface Pledges {
  /** Instead of all others of its request's key: the newest answers for it. */
  insert(pledge: Pledge, dueAt: number): Promise<void>;
  /**
   * What was asked for under this key is decided: stored for good, or about to be answered, and nobody else need say anything of it. With
   * `id`, false: that pledge was given up or replaced, so nothing may come of it. It may be kept again until it is dropped.
   */
  keep(requestKey: string, id?: string): Promise<boolean>;
  /** It was answered: forgets it, if nobody has taken it meanwhile. */
  drop(id: string): Promise<void>;
  /** All that nobody kept are due: whoever made them is gone. */
  orphan(): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Pledge>[]>;
  /** Its requester was told that nothing came of it. */
  release(pledge: Pledge, lease: Lease): Promise<void>;
  nextDueAt(): Promise<number | undefined>;
}
