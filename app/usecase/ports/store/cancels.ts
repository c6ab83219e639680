import type { Cancel } from '../../../domain/launch/cancel.ts';
import type { Claimed, Lease } from './lease.ts';

export interface Cancels {
  insert(cancel: Cancel, dueAt: number): Promise<boolean>;
  byRequestKey(requestKey: string): Promise<Cancel | undefined>;
  /** The accepted cancel in progress for a launch or its job. */
  following(subject: { readonly launchId: string }): Promise<Cancel | undefined>;
  /** The same, without one that only makes way for the launch’s next attempt. */
  meant(subject: { readonly launchId: string }): Promise<Cancel | undefined>;
  /** Whether a person’s cancel of a launch is accepted: nothing may begin in its place. */
  isWanted(launchId: string): Promise<boolean>;
  /** Makes a launch's cancels due at once, because something they wait for has changed. */
  wake(subject: { readonly launchId: string }): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Cancel>[]>;
  release(cancel: Cancel, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  saveUnderLease(cancel: Cancel, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
}
