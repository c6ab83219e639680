// What one send carries: chosen, paid for out of the budgets and committed in one transaction, before anything is sent.

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
import type { Tx } from '../ports/store.ts';
import type { Lease } from '../ports/lease.ts';

/** Everything one send needs, fixed and committed before it is made. */
export type PreparedDelivery = {
  readonly thread: Thread;
  readonly delivery: Delivery;
  /** What the message tells, all of it: an amended reply tells what it told before, too. */
  readonly tells: readonly Update[];
  readonly root: Root;
  /** Whether a digest names the end that is told, and calls who is to know. */
  readonly named: boolean;
  /** Whether the reply is shown in the channel, too. */
  readonly broadcast: boolean;
};

/** As many open updates are looked at: a reply tells them all if they are changes back and forth. */
const mostOpen = 500;

/** One post a second for a channel; about 50 edits a minute for the whole app (Slack's rate limits). */
const postIntervalMs = 1_000;
const editIntervalMs = 1_200;
export const budgetKeys = {
  /** Closed while the whole app is refused (token revoked, scope missing). */
  app: 'slack',
  posts: (channel: string) => `post:${channel}`,
  edits: 'chat.update',
  /** Whether somebody is in a channel. */
  looks: 'users.conversations',
  /** Closed while an edit with an unknown effect may still land. */
  card: (threadId: string) => `card:${threadId}`,
} as const;

/** Fixes what is sent next and commits it, or puts the thread off until its budget is free. */
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
  /** Those that took over some of it. */
  readonly digests: readonly (string | undefined)[];
};

/** What is sent next, or until when (Unix ms) nothing is: what a job does that goes back and forth is told together. */
async function choose(
  tx: Tx,
  newId: () => string,
  thread: Thread,
): Promise<Choice | { readonly until: number } | undefined> {
  const open = await tx.threads.open(thread.id, mostOpen);
  const { delivery } = thread;
  // What was looked for and not found is sent again as the same set under the same id.
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

/** Until when the news that waits is kept to be told together; undefined: it is not. */
async function foldedUntil(tx: Tx, thread: Thread, open: readonly OpenUpdate[]) {
  if (open.length === 0) return undefined;
  const recent = await tx.threads.recentChanges(thread.id, tx.now - flapWindowMs, leastFlaps);
  const waiting = open.map(({ update }) => update);
  const until = foldsUntil(thread.repliedAt, waiting, recent);
  return until !== undefined && until > tx.now ? until : undefined;
}

/** Whether a post leaves its channel's turn to another thread. What is sent again has had its turn. */
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
  // Below a root that was deleted since, nobody would see it.
  return told !== undefined && told.ts > rootTs ? told : undefined;
}

function tellsOf(updates: readonly OpenUpdate[], before: ToldMessage | undefined) {
  return {
    tells: [...(before?.updates ?? []), ...updates.map(({ update }) => update)],
    digests: [...(before?.digests ?? []), ...updates.map(({ digest }) => digest)],
  };
}

/** Takes what one send costs, or says when it can be had (Unix ms). */
async function takeBudgets(
  tx: Tx,
  thread: Thread,
  what: Delivery['what'],
): Promise<number | undefined> {
  const wanted: readonly (readonly [string, number])[] =
    what === 'card' || what === 'amend'
      ? [
          [budgetKeys.app, 0],
          [budgetKeys.card(thread.id), 0],
          [budgetKeys.edits, editIntervalMs],
        ]
      : [
          [budgetKeys.app, 0],
          [budgetKeys.posts(thread.channel), postIntervalMs],
        ];
  for (const [key, intervalMs] of wanted) {
    const use = await tx.budgets.take(key, intervalMs);
    if (!use.taken) return use.freeAt;
  }
  return undefined;
}

/** A delivery that turned out to have arrived, prepared once more. */
export async function repack(
  tx: Tx,
  thread: Thread,
  delivery: Delivery,
): Promise<PreparedDelivery | undefined> {
  const root = await readRoot(tx, thread);
  return root && { thread, delivery, tells: [], root, named: false, broadcast: false };
}

/** Whether a failure is shown in the channel besides its thread. */
async function isBroadcast(tx: Tx, channel: string, updates: readonly OpenUpdate[]) {
  const failed = updates.some(({ update }) => isFailure(update));
  return failed && (await tx.channels.get(channel)).broadcast;
}
