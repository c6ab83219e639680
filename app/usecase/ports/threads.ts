import type {
  OpenUpdate,
  Thread,
  ToldMessage,
  ToldUpdate,
} from '../../domain/notification/thread.ts';
import type { Update } from '../../domain/notification/update.ts';
import type { Claimed, Lease } from './lease.ts';

export interface Threads {
  /** A new thread whose root is due at once. False: this channel has a thread of this launch already. */
  insert(thread: Thread): Promise<boolean>;
  get(id: string): Promise<Thread | undefined>;
  ofLaunch(launchId: string): Promise<readonly Thread[]>;
  /** The same for many launches at once. */
  ofLaunches(launchIds: readonly string[]): Promise<readonly Thread[]>;
  /** The thread below this root message. */
  byRoot(channel: string, rootTs: string): Promise<Thread | undefined>;
  /**
   * Queues an update under the thread's next number and makes its card wanted anew. `key` identifies it within the
   * thread (`job:7`, `cancel-asked:<id>`): false when it was told before, and then nothing changes. What is `suppressed` is kept
   * without a message; `tellThread` decides that.
   */
  tell(
    threadId: string,
    key: string,
    update: Update,
    urgent: boolean,
    suppressed?: boolean,
  ): Promise<boolean>;
  /** The card should look different although nothing is to be told. */
  refreshCard(threadId: string): Promise<void>;
  /** Leases due threads: those with urgent news first, then those without a root, among equals the one served longest ago. */
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Thread>[]>;
  /** Whether another due thread of its channel has something to post and goes first: its turn comes before this one's. */
  anyAhead(thread: Thread): Promise<boolean>;
  /** How many changes of its job a thread was told after `since` (Unix ms), counted up to `most`. */
  recentChanges(threadId: string, since: number, most: number): Promise<number>;
  /** What the thread is told under this key, sent or not. */
  updateOf(threadId: string, key: string): Promise<Update | undefined>;
  /** Updates not sent yet, oldest first, at most `limit`. */
  open(threadId: string, limit: number): Promise<readonly OpenUpdate[]>;
  /** The posted reply that told the update of this key; undefined while it waits, or if there never was one. */
  told(threadId: string, key: string): Promise<ToldMessage | undefined>;
  /** The message on record for a delivery that told updates; undefined when they wait, or were told by another. */
  sentAs(deliveryId: string): Promise<string | undefined>;
  /** Ties updates to the delivery that is about to carry them, while the lease holds. */
  attach(
    threadId: string,
    updateIds: readonly string[],
    deliveryId: string,
    lease: Lease,
  ): Promise<boolean>;
  /** Frees the updates of a delivery that certainly did not arrive. */
  detach(deliveryId: string): Promise<void>;
  /** Marks the updates of a delivery as told in the message `ts`, which may say that it is a repetition. Returns those that were not before. */
  markSent(
    deliveryId: string,
    ts: string,
    possiblyRepeated: boolean,
  ): Promise<readonly ToldUpdate[]>;
  /** Writes the thread and gives the lease back; due when `dueAt` says (undefined: when something is told). */
  release(thread: Thread, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  saveUnderLease(thread: Thread, lease: Lease): Promise<boolean>;
  /** Forgets a thread that tells nothing below its root, and can't post that. */
  forget(threadId: string, lease: Lease): Promise<boolean>;
  /** The same lease, for `leaseMs` from now; undefined when it was lost. */
  renew(threadId: string, lease: Lease, leaseMs: number): Promise<Lease | undefined>;
  /** Parked threads of a channel become due at once: the bot may be able to post there again. */
  unpark(channel: string): Promise<void>;
  nextDueAt(): Promise<number | undefined>;
  /** How many updates wait in all threads, for metrics. */
  countOpen(): Promise<number>;
  /** Updates waiting in one thread. */
  countWaiting(threadId: string): Promise<number>;
}
