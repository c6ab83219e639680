// The only way to Slack for what must not be lost: claim → post with the delivery id as metadata → settle.
// The invariant: which updates a delivery carries is committed before it is sent, and one that may have arrived is looked for
// before the same is sent again. One delivery of a thread is on its way at a time, so its order can't break.

import {
  nextDelivery,
  resendDelayMs,
  mostUpdatesPerReply,
  type Delivery,
  type OpenUpdate,
  type Thread,
} from '../domain/thread.ts';
import type { CardView } from '../domain/card.ts';
import { settleOutcome } from './settle-delivery.ts';
import type { Announcer, DeliveryOutcome } from './slack-port.ts';
import type { Claimed, Lease, Store, Tx } from './store-port.ts';

export type DeliverDeps = {
  readonly store: Store;
  readonly announcer: Announcer;
  readonly settings: { readonly leaseMs: number; readonly slackTimeoutMs: number };
  /** Monotonic clock, ms. */
  readonly monotonic: () => number;
  readonly newId: () => string;
  readonly count: (outcome: DeliveryOutcome['kind']) => void;
  readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
};

/** Everything one send needs, fixed and committed before it is made. */
export type Parcel = {
  readonly thread: Thread;
  readonly delivery: Delivery;
  readonly updates: readonly OpenUpdate[];
  readonly card: CardView;
};

/** One post a second for a channel; about 50 edits a minute for the whole app (Slack's rate limits). */
const postIntervalMs = 1_000;
const editIntervalMs = 1_200;
export const budgetKeys = {
  /** Closed while the whole app is refused (token revoked, scope missing). */
  app: 'slack',
  posts: (channel: string) => `post:${channel}`,
  edits: 'chat.update',
  /** Closed while an edit with an unknown effect may still land. */
  card: (threadId: string) => `card:${threadId}`,
} as const;

/** Sends what a thread needs next, if its budgets allow. */
export async function deliver(deps: DeliverDeps, { value, lease }: Claimed<Thread>): Promise<void> {
  const { store } = deps;
  const thread = await lookForEarlier(deps, value, lease);
  if (thread === undefined) return;
  const parcel = await store.transaction((tx) => pack(tx, deps, thread, lease));
  if (parcel === undefined || !enoughLeaseLeft(deps, lease)) return;
  const outcome = await send(deps.announcer, parcel);
  deps.count(outcome.kind);
  await settleOutcome(deps, parcel, outcome, lease);
}

/**
 * A delivery that was on its way when its sender lost it, or whose effect is unknown, is looked for first.
 * Returns the thread as it is to be sent to now; undefined when there is nothing to send yet.
 */
async function lookForEarlier(
  deps: DeliverDeps,
  thread: Thread,
  lease: Lease,
): Promise<Thread | undefined> {
  const { store, announcer } = deps;
  const { delivery } = thread;
  if (delivery === undefined) return thread;
  // An edit is not looked for: showing the newest card once more mends whatever happened.
  if (delivery.what === 'card') return { ...thread, delivery: undefined };
  const rootTs = delivery.what === 'root' ? undefined : thread.rootTs;
  const seen = await announcer.find(thread.channel, rootTs, delivery.id, delivery.claimedAt);
  switch (seen.kind) {
    case 'found': {
      const parcel = await store.transaction((tx) => repack(tx, thread, delivery));
      if (parcel !== undefined) {
        await settleOutcome(deps, parcel, { kind: 'accepted', ts: seen.ts }, lease);
      }
      return undefined;
    }
    case 'absent':
      return thread;
    case 'unreadable':
      // Kept as it is told to people: an alert repeated and marked is better than one lost.
      return { ...thread, delivery: { ...delivery, possiblyRepeated: true } };
    case 'unclear': {
      const attempts = thread.attempts + 1;
      await store.transaction((tx) =>
        tx.threads.settle(
          { ...thread, attempts, delivery: { ...delivery, inDoubt: true } },
          tx.now + Math.max(seen.retryAfterMs ?? 0, resendDelayMs(attempts)),
          lease,
        ),
      );
      return undefined;
    }
  }
}

/** Fixes what is sent next and commits it, or puts the thread off until its budget is free. */
async function pack(
  tx: Tx,
  deps: DeliverDeps,
  thread: Thread,
  lease: Lease,
): Promise<Parcel | undefined> {
  const { delivery, updates } = await choose(tx, deps, thread);
  if (delivery === undefined) {
    await tx.threads.settle(thread, undefined, lease);
    return undefined;
  }
  const freeAt = await takeBudgets(tx, thread, delivery.what);
  if (freeAt !== undefined) {
    await tx.threads.settle(thread, freeAt, lease);
    return undefined;
  }
  const sending: Thread = { ...thread, delivery };
  const held = await tx.threads.saveHeld(sending, lease);
  if (!held) return undefined;
  const ids = updates.map(({ id }) => id);
  if (ids.length > 0) await tx.threads.attach(thread.id, ids, delivery.id, lease);
  const card = await cardOf(tx, thread);
  return card === undefined ? undefined : { thread: sending, delivery, updates, card };
}

async function choose(
  tx: Tx,
  { newId }: DeliverDeps,
  thread: Thread,
): Promise<{ readonly delivery?: Delivery; readonly updates: readonly OpenUpdate[] }> {
  const open = await tx.threads.open(thread.id, mostUpdatesPerReply + 1);
  // What was looked for and not found is sent again as the same set under the same id.
  if (thread.delivery !== undefined) {
    const { delivery } = thread;
    return { delivery, updates: open.filter(({ deliveryId }) => deliveryId === delivery.id) };
  }
  const next = nextDelivery(thread, open);
  if (next === undefined) return { updates: [] };
  const delivery: Delivery = {
    id: newId(),
    what: next.what,
    cardVersion: thread.cardWanted,
    claimedAt: tx.now,
    inDoubt: false,
    possiblyRepeated: false,
  };
  return { delivery, updates: next.updates };
}

/** Takes what one send costs, or says when it can be had (Unix ms). */
async function takeBudgets(
  tx: Tx,
  thread: Thread,
  what: Delivery['what'],
): Promise<number | undefined> {
  const wanted: readonly (readonly [string, number])[] =
    what === 'card'
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

/** The parcel of a delivery that turned out to have arrived. */
async function repack(tx: Tx, thread: Thread, delivery: Delivery): Promise<Parcel | undefined> {
  const card = await cardOf(tx, thread);
  return card && { thread, delivery, updates: [], card };
}

async function cardOf(tx: Tx, thread: Thread): Promise<CardView | undefined> {
  return thread.launchId === undefined ? undefined : tx.cards.byLaunch(thread.launchId);
}

async function send(announcer: Announcer, parcel: Parcel): Promise<DeliveryOutcome> {
  const { thread, delivery, updates, card } = parcel;
  const { id, what, possiblyRepeated } = delivery;
  if (what === 'root' || thread.rootTs === undefined) {
    return announcer.postCard(thread.channel, card, id, possiblyRepeated);
  }
  if (what === 'card') return announcer.editCard(thread.channel, thread.rootTs, card);
  const reply = { updates: updates.map(({ update }) => update), card, possiblyRepeated };
  return announcer.postReply(thread.channel, thread.rootTs, reply, id);
}

// Sending later than the lease allows could repeat what its next holder sends.
function enoughLeaseLeft({ monotonic, settings }: DeliverDeps, lease: Lease): boolean {
  return lease.deadline - monotonic() > settings.slackTimeoutMs;
}
