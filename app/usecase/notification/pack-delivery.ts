// Prepares a delivery: chooses its content, takes its budgets and commits both in one transaction,
// before anything is sent.

import { flapWindowMs, foldsUntil, leastFlaps } from '../../domain/notification/flaps.ts';
import { isFailure } from '../../domain/notification/notification-level.ts';
import type { Root } from '../../domain/notification/root.ts';
import {
  nextDelivery,
  type Delivery,
  type OpenUpdate,
  type Thread,
  type ToldMessage,
} from '../../domain/notification/thread.ts';
import { completedBy, type Update } from '../../domain/notification/update.ts';
import { isNamed } from './burst.ts';
import { readRoot } from './read-root.ts';
import type { Tx } from '../ports/store/store.ts';
import type { Lease } from '../ports/store/lease.ts';
import { takeBudgets } from './rate-limits.ts';

/** Everything for one send, committed before it is made. */
export type PreparedDelivery = {
  readonly thread: Thread;
  readonly delivery: Delivery;
  /** All updates in the message. An amended reply includes those it told before. */
  readonly tells: readonly Update[];
  readonly root: Root;
  /** Whether a digest names the reported end and mentions people. */
  readonly named: boolean;
  /** Whether the reply is also shown in the channel. */
  readonly broadcast: boolean;
};

/** This many unsent updates are read. If they are all flapping, one reply tells them all. */
const mostOpen = 500;

/** Prepares and commits the next delivery, or postpones the thread until its budget is free. */
export async function pack(
  tx: Tx,
  newId: () => string,
  thread: Thread,
  lease: Lease,
): Promise<PreparedDelivery | undefined> {
  const choice = await choose(tx, newId, thread);
  if (choice === undefined || 'until' in choice) {
    await tx.threads.release(thread, choice?.until, lease);
    return undefined;
  }
  const { delivery, updates, tells, digests } = choice;
  const freeAt = (await yields(tx, thread, delivery))
    ? tx.now
    : await takeBudgets(tx, thread, delivery.what);
  if (freeAt !== undefined) {
    await tx.threads.release(thread, freeAt, lease);
    return undefined;
  }
  const sending: Thread = { ...thread, delivery, servedAt: tx.now };
  const isOurs = await tx.threads.saveUnderLease(sending, lease);
  if (!isOurs) return undefined;
  const ids = updates.map(({ id }) => id);
  if (ids.length > 0) await tx.threads.attach(thread.id, ids, delivery.id, lease);
  const root = await readRoot(tx, thread);
  if (root === undefined) return undefined;
  const named = await isNamed(tx, thread, digests);
  const broadcast = !named && (await isBroadcast(tx, thread.channel, updates));
  return { thread: sending, delivery, tells, root, named, broadcast };
}

type Choice = {
  readonly delivery: Delivery;
  readonly updates: readonly OpenUpdate[];
  readonly tells: readonly Update[];
  /** Digests that told some of the updates. */
  readonly digests: readonly (string | undefined)[];
};

/** The next delivery, or until when (Unix ms) to wait because the job is flapping. */
async function choose(
  tx: Tx,
  newId: () => string,
  thread: Thread,
): Promise<Choice | { readonly until: number } | undefined> {
  const open = await tx.threads.open(thread.id, mostOpen);
  const { delivery } = thread;
  // Looked for and not found: the same set is sent again under the same id.
  if (delivery !== undefined) {
    const updates = open.filter(({ deliveryId }) => deliveryId === delivery.id);
    const before = delivery.what === 'amend' ? await completed(tx, thread, updates) : undefined;
    return { delivery, updates, ...tellsOf(updates, before) };
  }
  const until = await foldedUntil(tx, thread, open);
  const next = nextDelivery(thread, until === undefined ? open : []);
  if (next === undefined) return until === undefined ? undefined : { until };
  const before = await completed(tx, thread, next.updates);
  return {
    delivery: {
      id: newId(),
      what: before === undefined ? next.what : 'amend',
      messageTs: before?.ts,
      cardVersion: thread.cardWanted,
      claimedAt: tx.now,
      inDoubt: false,
      possiblyRepeated: before?.possiblyRepeated ?? false,
    },
    updates: next.updates,
    ...tellsOf(next.updates, before),
  };
}

/** Until when waiting changes are kept back to be told together; undefined: they aren't. */
async function foldedUntil(tx: Tx, thread: Thread, open: readonly OpenUpdate[]) {
  if (open.length === 0) return undefined;
  const recent = await tx.threads.recentChanges(thread.id, tx.now - flapWindowMs, leastFlaps);
  const waiting = open.map(({ update }) => update);
  const until = foldsUntil(thread.repliedAt, waiting, recent);
  return until !== undefined && until > tx.now ? until : undefined;
}

/**
 * Whether this post gives way to another thread of the channel. A repeated send doesn't: it had its
 * turn.
 */
async function yields(tx: Tx, thread: Thread, { what }: Delivery): Promise<boolean> {
  const posts = what === 'root' || what === 'reply';
  return posts && thread.delivery === undefined && tx.threads.anyAhead(thread);
}

/** The posted reply that the first of these updates completes. */
async function completed(
  tx: Tx,
  { id, rootTs = '' }: Thread,
  [first]: readonly OpenUpdate[],
): Promise<ToldMessage | undefined> {
  const completes = first && completedBy(first.update);
  if (completes === undefined) return undefined;
  const told = await tx.threads.told(id, completes);
  // A reply under a root that was deleted since is seen by nobody.
  return told !== undefined && told.ts > rootTs ? told : undefined;
}

function tellsOf(updates: readonly OpenUpdate[], before: ToldMessage | undefined) {
  return {
    tells: [...(before?.updates ?? []), ...updates.map(({ update }) => update)],
    digests: [...(before?.digests ?? []), ...updates.map(({ digest }) => digest)],
  };
}

/** Prepares a delivery again that turned out to have arrived. */
export async function repack(
  tx: Tx,
  thread: Thread,
  delivery: Delivery,
): Promise<PreparedDelivery | undefined> {
  const root = await readRoot(tx, thread);
  return root && { thread, delivery, tells: [], root, named: false, broadcast: false };
}

/** Whether a failure is also shown in the channel. */
async function isBroadcast(tx: Tx, channel: string, updates: readonly OpenUpdate[]) {
  const failed = updates.some(({ update }) => isFailure(update));
  return failed && (await tx.channels.get(channel)).broadcast;
}
