import type {
  OpenUpdate,
  Thread,
  ToldMessage,
  ToldUpdate,
} from '../../../domain/notification/thread.ts';
import type { Update } from '../../../domain/notification/update.ts';
import type { Claimed, Lease } from './lease.ts';

/** How an update is told; `tellThread` decides it. */
export type Telling = {
  readonly urgent: boolean;
  /** The update is kept without a message. */
  readonly suppressed?: boolean | undefined;
  /** The digest (its thread's id) that tells the update in the channel. */
  readonly digest?: string | undefined;
};

export interface Threads {
  /**
   * Adds a thread whose root is due at once. False if the channel has a thread of this launch
   * already.
   */
  insert(thread: Thread): Promise<boolean>;
  get(id: string): Promise<Thread | undefined>;
  ofLaunch(launchId: string): Promise<readonly Thread[]>;
  /** The same for many launches at once. */
  ofLaunches(launchIds: readonly string[]): Promise<readonly Thread[]>;
  /** The thread with this root message. */
  byRoot(channel: string, rootTs: string): Promise<Thread | undefined>;
  /**
   * Queues an update under the thread's next number and marks its card as changed. `key` identifies
   * it within the thread (`job:7`, `cancel-asked:<id>`): false if it exists, and then nothing
   * changes.
   */
  tell(threadId: string, key: string, update: Update, telling: Telling): Promise<boolean>;
  /**
   * A launch’s threads become those of the launch that takes over from it. The keys of what they were
   * told get a prefix, since the next launch’s updates have the same ones.
   */
  moveTo(launchId: string, next: string, prefix: string): Promise<void>;
  /** Marks the card as changed without an update. */
  refreshCard(threadId: string): Promise<void>;
  /**
   * Leases due threads: those with urgent updates first, then those without a root, then those
   * served longest ago.
   */
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Thread>[]>;
  /** Whether another due thread of the channel has something to post and goes first. */
  anyAhead(thread: Thread): Promise<boolean>;
  /** How many changes of its job a thread was told after `since` (Unix ms), at most `most`. */
  recentChanges(threadId: string, since: number, most: number): Promise<number>;
  /** The thread's update with this key, sent or not. */
  updateOf(threadId: string, key: string): Promise<Update | undefined>;
  /** Updates not sent yet, oldest first, at most `limit`. */
  open(threadId: string, limit: number): Promise<readonly OpenUpdate[]>;
  /**
   * The posted reply that told the update with this key; undefined if it is waiting, or there is
   * none.
   */
  told(threadId: string, key: string): Promise<ToldMessage | undefined>;
  /**
   * The ts on record for a delivery's updates; undefined if they are waiting, or another delivery
   * told them.
   */
  sentAs(deliveryId: string): Promise<string | undefined>;
  /** Assigns updates to the delivery that will carry them. Under the lease. */
  attach(
    threadId: string,
    updateIds: readonly string[],
    deliveryId: string,
    lease: Lease,
  ): Promise<boolean>;
  /** Frees the updates of a delivery that certainly didn't arrive. */
  detach(deliveryId: string): Promise<void>;
  /**
   * Marks a delivery's updates as told in the message `ts`, which may be marked as a repetition.
   * Returns those not marked before.
   */
  markSent(
    deliveryId: string,
    ts: string,
    possiblyRepeated: boolean,
  ): Promise<readonly ToldUpdate[]>;
  /**
   * Stores the thread and releases the lease. Due at `dueAt` (undefined: when something is queued).
   */
  release(thread: Thread, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  saveUnderLease(thread: Thread, lease: Lease): Promise<boolean>;
  /** Deletes a thread without replies whose root can't be posted. */
  forget(threadId: string, lease: Lease): Promise<boolean>;
  /** Extends the lease to `leaseMs` from now; undefined if it was lost. */
  renew(threadId: string, lease: Lease, leaseMs: number): Promise<Lease | undefined>;
  /**
   * Makes a channel's parked threads due at once, since the bot may be able to post there again.
   */
  unpark(channel: string): Promise<void>;
  nextDueAt(): Promise<number | undefined>;
  /** How many updates are waiting in all threads, for metrics. */
  countOpen(): Promise<number>;
  /** Updates waiting in one thread. */
  countWaiting(threadId: string): Promise<number>;
}
