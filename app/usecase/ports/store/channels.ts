import type { ChannelSettings } from '../../../domain/notification/notification-level.ts';
import type { Update } from '../../../domain/notification/update.ts';
import type { Claimed, Lease } from './lease.ts';

export type DigestDue = ChannelSettings & {
  /** The end of the period that the last digest covered, Unix ms. */
  readonly digestedUntil?: number | undefined;
};

/** Channels' notification settings. */
export interface Channels {
  /** As set, or the defaults. */
  get(channel: string): Promise<ChannelSettings>;
  /** Like `get`, and locks the settings until the transaction ends. */
  lock(channel: string): Promise<ChannelSettings>;
  /** `dueAt`: when its next digest is due; undefined: never. */
  set(settings: ChannelSettings, by: string, dueAt: number | undefined | 'as it is'): Promise<void>;
  /** Leases channels whose digest is due. */
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<DigestDue>[]>;
  /** False if the lease was lost or somebody changed the settings; nothing changed. */
  release(due: DigestDue, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
  /** Whether a digest of this channel is still waiting to be posted. */
  digestWaits(channel: string): Promise<boolean>;
  /**
   * What the channel's threads were told, suppressed updates included, after `from` and up to `to`
   * (Unix ms). Oldest first; at the same time, by handle.
   */
  told(
    channel: string,
    from: number,
    to: number,
  ): Promise<
    readonly { readonly launchId: string; readonly handle: string; readonly update: Update }[]
  >;
}
