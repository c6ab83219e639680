import type { LogTail } from '../../../domain/logs/log-tail.ts';
import type { Claimed, Lease } from './lease.ts';

/** Log tails that are still to be told, one per launch. */
export interface LogTails {
  /** Due at once. One that exists stays as it is. */
  insert(tail: LogTail): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<LogTail>[]>;
  /**
   * Due again at `dueAt`; undefined: done and deleted. False if the lease was lost; nothing
   * changed.
   */
  release(tail: LogTail, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
}
