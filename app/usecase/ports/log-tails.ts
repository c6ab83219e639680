import type { LogTail } from '../../domain/logs/log-tail.ts';
import type { Claimed, Lease } from './lease.ts';

/** Logs whose end is still to be told, one for a launch. */
export interface LogTails {
  /** Due at once. One that is there already stays as it is. */
  insert(tail: LogTail): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<LogTail>[]>;
  /** Due again at `dueAt`; undefined: done with, and forgotten. False: the lease was lost, nothing changed. */
  release(tail: LogTail, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
}
