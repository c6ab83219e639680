import type { TargetCheck } from '../../domain/doctor/checkup.ts';
import type { Target } from '../../domain/job/job.ts';
import type { Claimed, Lease } from './lease.ts';

/** What a poll of one target left behind. */
export type TargetState = TargetCheck & {
  /** Jobs created since this (Google's clock, Unix ms) are listed even if finished. */
  readonly createdSince?: number | undefined;
};

export interface Targets {
  /** Leases a target for one poll; undefined while another has it. */
  claim(target: Target, leaseMs: number): Promise<Claimed<TargetState> | undefined>;
  /** Whether the lease still holds: asked in the transaction that writes what the poll saw. On PostgreSQL locks the row. */
  holds(target: Target, lease: Lease): Promise<boolean>;
  release(state: TargetState, lease: Lease): Promise<boolean>;
  /** Known targets, among them all that were ever polled. */
  list(): Promise<readonly TargetState[]>;
}
