// Applies the outcome of a send to its thread. Only certain knowledge changes it: accepted updates
// are told, a delivery that certainly didn't arrive can be sent anew, and anything else is looked
// for first.

import { backOffMs } from '../../domain/error/back-off.ts';
import { nobody, type Delivery, type Thread } from '../../domain/notification/thread.ts';
import type { DeliverDeps } from './delivery-deps.ts';
import type { PreparedDelivery } from './pack-delivery.ts';
import { budgetKeys } from '../../domain/notification/budget-keys.ts';
import { noteForLauncher } from './note-launcher.ts';
import type { DeliveryOutcome } from '../ports/slack.ts';
import type { Tx } from '../ports/store/store.ts';
import { tellThread } from './tell-threads.ts';
import { settling, undoLate } from './undo-late.ts';
import type { Lease } from '../ports/store/lease.ts';

/** How often a parked thread tries to post. Joining the channel makes it try at once. */
const parkedRetryMs = 10 * 60_000;
/** How often a refused app tries again: a person has to fix the token. */
const appRetryMs = 10_000;
/** A deleted root is replaced once. Whoever deletes the second one doesn't want it. */
const mostRoots = 2;

type Next = { readonly thread: Thread; readonly dueAt?: number | undefined };

/** Stores the result of a delivery while the lease holds. */
export async function recordOutcome(
  deps: DeliverDeps,
  prepared: PreparedDelivery,
  outcome: DeliveryOutcome,
  lease: Lease,
): Promise<void> {
  const givesUp = outcome.kind === 'channel-refused' && isGivenUp(deps, prepared.thread);
  if (outcome.kind !== 'accepted') {
    deps.log.warn('a delivery did not go through', {
      outcome: outcome.kind,
      what: prepared.delivery.what,
      channel: prepared.thread.channel,
      ...(givesUp ? { givenUp: true } : {}),
      ...('why' in outcome ? { why: outcome.why } : {}),
    });
  }
  const mayStand = outcome.kind === 'accepted' || outcome.kind === 'in-doubt';
  const settled = await settling(deps, mayStand, async (tx) => {
    const { thread, dueAt } = await decideNext(tx, deps, prepared, outcome);
    if (givesUp) return tx.threads.forget(thread.id, lease);
    if (!(await tx.threads.release(thread, dueAt, lease))) return false;
    if (thread.parkedTold && !prepared.thread.parkedTold) await tellParked(tx, deps, thread);
    if (outcome.kind === 'accepted') {
      const { id, possiblyRepeated } = prepared.delivery;
      const sent = await tx.threads.markSent(id, outcome.ts, possiblyRepeated);
      for (const { key, update } of sent) await noteForLauncher(tx, thread, key, update);
      if (prepared.delivery.what === 'root') await tellOrigin(tx, prepared, outcome.ts);
    } else if (thread.delivery === undefined) await tx.threads.detach(prepared.delivery.id);
    return true;
  });
  if (!settled && mayStand) await undoLate(deps, prepared);
}

/**
 * Direct messages are closed, so nobody can be told that either. Or it is trouble for an ops channel
 * that isn't set any more: what still stands is told in the new one.
 */
function isGivenUp({ opsChannel }: DeliverDeps, { digest, channel }: Thread): boolean {
  if (digest?.kind === 'trouble' || digest?.kind === 'trouble-over') return channel !== opsChannel;
  return digest?.kind === 'direct';
}

/** A re-run has its card: the original's thread in the same channel links to it. */
async function tellOrigin(
  tx: Tx,
  { thread, root }: PreparedDelivery,
  rootTs: string,
): Promise<void> {
  if (root.kind !== 'card') return;
  const { id, handle, requester, rerunOf } = root.card.launch;
  if (rerunOf === undefined) return;
  const { channel } = thread;
  const update = {
    kind: 'rerun',
    at: tx.now,
    by: requester.userId,
    handle,
    channel,
    rootTs,
  } as const;
  for (const one of await tx.threads.ofLaunch(rerunOf)) {
    if (one.channel === channel) await tellThread(tx, one, `rerun:${id}`, update);
  }
}

async function decideNext(
  tx: Tx,
  deps: DeliverDeps,
  { thread: before, delivery }: PreparedDelivery,
  outcome: DeliveryOutcome,
): Promise<Next> {
  const thread: Thread = { ...before, delivery: undefined };
  const refused: Thread = { ...before, delivery: stillInDoubt(delivery) };
  const attempts = before.attempts + 1;
  switch (outcome.kind) {
    case 'accepted':
      return { thread: accepted(thread, delivery, outcome.ts, tx.now) };
    case 'in-doubt': {
      const again = tx.now + (outcome.retryAfterMs ?? deps.settings.leaseMs);
      if (outcome.retryAfterMs !== undefined) await throttle(tx, thread, delivery.what, again);
      if (delivery.what === 'card') {
        // The edit may still arrive over a newer one, so the card is shown again once that is
        // impossible. Replies needn't wait.
        await tx.rateBudgets.close(budgetKeys.card(thread.id), again);
        await tx.threads.refreshCard(thread.id);
        return { thread, dueAt: tx.now };
      }
      return { thread: { ...before, delivery: { ...delivery, inDoubt: true } }, dueAt: again };
    }
    case 'not-sent':
      return {
        thread: { ...refused, attempts },
        dueAt: tx.now + Math.max(outcome.retryAfterMs ?? 0, backOffMs(attempts)),
      };
    case 'channel-refused':
      return parked(tx, refused, outcome.why);
    case 'app-refused':
      await tx.rateBudgets.close(budgetKeys.app, tx.now + appRetryMs);
      return { thread: refused, dueAt: tx.now + appRetryMs };
    case 'root-gone':
      if (delivery.what === 'amend') return { thread: asReply(before, delivery), dueAt: tx.now };
      return thread.roots < mostRoots
        ? { thread: { ...thread, rootTs: undefined }, dueAt: tx.now }
        : parked(tx, thread, 'root_deleted');
  }
}

/** Parks the thread and tells its requester. Failed retries don't reset the time. */
function parked(tx: Tx, thread: Thread, why: string): Next {
  const since = thread.parked === undefined ? tx.now : thread.parkedSince;
  return {
    thread: { ...thread, parked: why, parkedSince: since, parkedTold: true },
    dueAt: tx.now + parkedRetryMs,
  };
}

/**
 * A refused repetition says nothing about the first attempt, which is looked for as soon as
 * possible.
 */
function stillInDoubt(delivery: Delivery): Delivery | undefined {
  return delivery.inDoubt && ['root', 'reply'].includes(delivery.what) ? delivery : undefined;
}

function accepted(thread: Thread, delivery: Delivery, ts: string, now: number): Thread {
  const told: Thread = {
    ...thread,
    attempts: 0,
    parked: undefined,
    parkedSince: undefined,
    parkedTold: false,
  };
  switch (delivery.what) {
    case 'root':
      return {
        ...told,
        rootTs: ts,
        rootRepeated: delivery.possiblyRepeated,
        roots: thread.roots + 1,
        cardShown: delivery.cardVersion,
      };
    case 'card':
      return { ...told, cardShown: delivery.cardVersion };
    case 'reply':
      return { ...told, repliedAt: now };
    case 'amend':
      return told;
  }
}

/** The reply to complete is gone or can't be edited, so the update gets its own reply. */
function asReply(thread: Thread, delivery: Delivery): Thread {
  return {
    ...thread,
    delivery: { ...delivery, what: 'reply', messageTs: undefined, possiblyRepeated: false },
  };
}

async function throttle(
  tx: Tx,
  thread: Thread,
  what: PreparedDelivery['delivery']['what'],
  until: number,
) {
  await tx.rateBudgets.close(
    what === 'card' || what === 'amend' ? budgetKeys.edits : budgetKeys.posts(thread.channel),
    until,
  );
}

/** Tells the requester, if there is one, by direct message, once, that the thread can't be posted. */
async function tellParked(tx: Tx, { newId }: DeliverDeps, thread: Thread): Promise<void> {
  const { id: threadId, requesterId: userId, parked: why = '' } = thread;
  if (userId === nobody) return;
  const notice = { kind: 'parked', threadId, why } as const;
  await tx.directNotes.insert({ id: newId(), userId, notice, since: tx.now, attempts: 0 });
}
