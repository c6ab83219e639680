import type { ChannelSettings } from '../../domain/notification/notification-level.ts';
import type { Update } from '../../domain/notification/update.ts';
import type { Claimed, Lease } from './lease.ts';

export type DigestDue = ChannelSettings & {
  /** The end of the time that the last digest told, Unix ms. */
  readonly digestedUntil?: number | undefined;
};

/** How much channels want to hear. */
export interface Channels {
  /** As they were set, or as usual. */
  get(channel: string): Promise<ChannelSettings>;
  /** The same for whoever sets it in this transaction: until its end nobody else does. */
  lock(channel: string): Promise<ChannelSettings>;
  /** `dueAt`: when its next digest is due; undefined: never. */
  set(settings: ChannelSettings, by: string, dueAt: number | undefined | 'as it is'): Promise<void>;
  /** Leases channels whose digest is due. */
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<DigestDue>[]>;
  /** False: the lease was lost, or somebody set the channel anew; nothing changed. */
  release(due: DigestDue, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
  /** Whether a digest of this channel still waits to be posted. */
  digestWaits(channel: string): Promise<boolean>;
  /** What the threads of a channel were told, or not, after `from`, up to and with `to` (Unix ms): oldest first, and what was told at once by handle. */
  told(
    channel: string,
    from: number,
    to: number,
  ): Promise<
    readonly { readonly launchId: string; readonly handle: string; readonly update: Update }[]
  >;
}
