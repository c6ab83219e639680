import type { TargetCheck } from '../../../domain/doctor/checkup.ts';
import type { Target } from '../../../domain/job/job.ts';
import type { Claimed, Lease } from './lease.ts';

/** The state of a target after its last poll. */
export type TargetState = TargetCheck & {
  /** Jobs created since this (Google's clock, Unix ms) are listed even if finished. */
  readonly createdSince?: number | undefined;
};

export interface Targets {
  /** Leases a target for one poll; undefined while another worker has it. */
  claim(target: Target, leaseMs: number): Promise<Claimed<TargetState> | undefined>;
  /**
   * Whether the lease still holds. Must be asked in the transaction that stores the poll. On
   * PostgreSQL, locks the row.
   */
  holds(target: Target, lease: Lease): Promise<boolean>;
  release(state: TargetState, lease: Lease): Promise<boolean>;
  /** All targets that were ever polled, and others that are known. */
  list(): Promise<readonly TargetState[]>;
}
