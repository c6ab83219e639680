import type { Cancel } from '../../domain/launch/cancel.ts';
import type { Claimed, Lease } from './lease.ts';

export interface Cancels {
  insert(cancel: Cancel, dueAt: number): Promise<boolean>;
  byRequestKey(requestKey: string): Promise<Cancel | undefined>;
  /** The accepted cancel being followed for a launch or its job. */
  following(subject: { readonly launchId: string }): Promise<Cancel | undefined>;
  /** Makes the cancels of a launch due at once: something they wait for has moved. */
  wake(subject: { readonly launchId: string }): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Cancel>[]>;
  release(cancel: Cancel, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  saveUnderLease(cancel: Cancel, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
}
