// What the outcome of a send means for its thread. Only certain knowledge moves it on: accepted is told, certainly not there is free
// to be sent anew, anything else is looked for first.

import { resendDelayMs, type Delivery, type Thread } from '../../domain/notification/thread.ts';
import type { DeliverDeps } from './delivery-deps.ts';
import { budgetKeys, type PreparedDelivery } from './pack-delivery.ts';
import { noteForLauncher } from './note-launcher.ts';
import type { DeliveryOutcome } from '../ports/slack.ts';
import type { Tx } from '../ports/store.ts';
import { tellThread } from './tell-threads.ts';
import { settling, undoLate } from './undo-late.ts';
import type { Lease } from '../ports/lease.ts';

/** How often a parked thread tries whether the bot may post again; joining the channel makes it try at once. */
const parkedRetryMs = 10 * 60_000;
/** How often a refused app tries again: a person has to mend the token. */
const appRetryMs = 10_000;
/** A deleted root is replaced once; someone who deletes the second does not want it. */
const mostRoots = 2;

type Next = { readonly thread: Thread; readonly dueAt?: number | undefined };

/** Writes what became of a delivery, while the lease holds. */
export async function recordOutcome(
  deps: DeliverDeps,
  prepared: PreparedDelivery,
  outcome: DeliveryOutcome,
  lease: Lease,
): Promise<void> {
  // Whoever can't be written to can't be told that either.
  const givesUp = outcome.kind === 'channel-refused' && prepared.thread.digest?.kind === 'direct';
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

/** A re-run has its card: the thread of the launch it was made from points at it, in the channel that has both. */
async function tellOrigin(
  tx: Tx,
  { thread, root }: PreparedDelivery,
  rootTs: string,
): Promise<void> {
  if (root.kind !== 'card') return;
  const { id, handle, requester: requester, rerunOf } = root.card.launch;
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
        // It may still land over a newer one: shown once more when it can't any longer. Replies needn't wait for that.
        await tx.budgets.close(budgetKeys.card(thread.id), again);
        await tx.threads.refreshCard(thread.id);
        return { thread, dueAt: tx.now };
      }
      return { thread: { ...before, delivery: { ...delivery, inDoubt: true } }, dueAt: again };
    }
    case 'not-sent':
      return {
        thread: { ...refused, attempts },
        dueAt: tx.now + Math.max(outcome.retryAfterMs ?? 0, resendDelayMs(attempts)),
      };
    case 'channel-refused':
      return parked(tx, refused, outcome.why);
    case 'app-refused':
      await tx.budgets.close(budgetKeys.app, tx.now + appRetryMs);
      return { thread: refused, dueAt: tx.now + appRetryMs };
    case 'root-gone':
      if (delivery.what === 'amend') return { thread: asReply(before, delivery), dueAt: tx.now };
      return thread.roots < mostRoots
        ? { thread: { ...thread, rootTs: undefined }, dueAt: tx.now }
        : parked(tx, thread, 'root_deleted');
  }
}

/** Parked, and its requester told so. The retries of a parked thread that fail don't begin its time anew. */
function parked(tx: Tx, thread: Thread, why: string): Next {
  const since = thread.parked === undefined ? tx.now : thread.parkedSince;
  return {
    thread: { ...thread, parked: why, parkedSince: since, parkedTold: true },
    dueAt: tx.now + parkedRetryMs,
  };
}

/** A repetition that was refused says nothing of the first: that one is looked for as soon as it can be. */
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

/** The reply to be completed is gone, or can't be edited any more: what completes it is a reply of its own then. */
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
  await tx.budgets.close(
    what === 'card' || what === 'amend' ? budgetKeys.edits : budgetKeys.posts(thread.channel),
    until,
  );
}

/** The requester is told by direct message, once, that the thread can't be written. */
async function tellParked(tx: Tx, { newId }: DeliverDeps, thread: Thread): Promise<void> {
  const { id: threadId, requesterId: userId, parked: why = '' } = thread;
  const notice = { kind: 'parked', threadId, why } as const;
  await tx.directNotes.insert({ id: newId(), userId, notice, since: tx.now, attempts: 0 });
}
