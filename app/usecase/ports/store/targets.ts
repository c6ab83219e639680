import type { TargetCheck } from '../../../domain/doctor/checkup.ts';
import type { Paced } from '../../../domain/job/poll-pace.ts';
import type { Target } from '../../../domain/job/job.ts';
import type { Claimed, Lease } from './lease.ts';

/** The state of a target after its last poll. */
export type TargetState = TargetCheck &
  Paced & {
    /** Jobs created since this (Google's clock, Unix ms) are listed even if finished. */
    readonly createdSince?: number | undefined;
  };

export interface Targets {
  /** Leases a target for one poll; undefined while another worker has it, or it is put off. */
  claim(target: Target, leaseMs: number): Promise<Claimed<TargetState> | undefined>;
  /** Whether the next poll of a target may only begin later. */
  isPutOff(target: Target): Promise<boolean>;
  /** Adds to the reads of single jobs, whoever has the lease. */
  addReads(target: Target, reads: number): Promise<void>;
  /**
   * Whether the lease still holds. Must be asked in the transaction that stores the poll. On
   * PostgreSQL, locks the row.
   */
  holds(target: Target, lease: Lease): Promise<boolean>;
  /** Stores the state. The single reads in it have been taken into account. */
  release(state: TargetState, lease: Lease): Promise<boolean>;
  /** All targets that were ever polled, and others that are known. */
  list(): Promise<readonly TargetState[]>;
}
