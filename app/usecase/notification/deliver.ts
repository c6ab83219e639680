// The only way to Slack for what must not be lost: claim → post with the delivery id as metadata →
// record the outcome. Invariants: the updates in a delivery are committed before it is sent; a delivery that
// may have arrived is looked for before the same is sent again. A thread has one delivery in flight
// at a time, so its order holds.

import type { Advice } from '../../domain/notification/advice.ts';
import { backOffMs } from '../../domain/error/back-off.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import { advise } from './advise.ts';
import { callOwners } from './call-owner.ts';
import { pack, repack, type PreparedDelivery } from './pack-delivery.ts';
import { recordOutcome } from './record-outcome.ts';
import type { Announcer, DeliveryOutcome } from '../ports/slack.ts';
import type { Claimed, Lease } from '../ports/store/lease.ts';
import type { DeliverDeps } from './delivery-deps.ts';

/** Sends what a thread needs next, if budgets allow. */
export async function deliver(deps: DeliverDeps, claimed: Claimed<Thread>): Promise<void> {
  const { store, settings } = deps;
  const { value } = claimed;
  const thread = await lookForEarlier(deps, value, claimed.lease);
  if (thread === undefined) return;
  // Looking for the earlier delivery may use up the lease, again and again, so it is renewed for
  // what follows.
  const lease =
    value.delivery === undefined
      ? claimed.lease
      : await store.transaction((tx) =>
          tx.threads.renew(value.id, claimed.lease, settings.leaseMs),
        );
  if (lease === undefined) return;
  const prepared = await store.transaction((tx) => pack(tx, deps.newId, thread, lease));
  if (prepared === undefined) return;
  const advice = await adviceFor(deps, prepared);
  const root = await callOwners(deps, thread.channel, prepared.root);
  if (!enoughLeaseLeft(deps, lease)) return;
  const outcome = await send(deps.announcer, { ...prepared, root }, advice);
  deps.count(outcome.kind);
  await recordOutcome(deps, prepared, outcome, lease);
}

/**
 * Looks for a delivery whose sender died or whose effect is unknown. Returns the thread ready for
 * the next send; undefined if nothing can be sent yet.
 */
async function lookForEarlier(
  deps: DeliverDeps,
  thread: Thread,
  lease: Lease,
): Promise<Thread | undefined> {
  const { store, announcer } = deps;
  const { delivery } = thread;
  if (delivery === undefined) return thread;
  // An edit isn't looked for: showing the newest card once more is right in any case.
  if (delivery.what === 'card') return { ...thread, delivery: undefined };
  if (delivery.what === 'amend') return thread;
  const rootTs = delivery.what === 'root' ? undefined : thread.rootTs;
  const seen = await announcer.find(thread.channel, rootTs, delivery.id, delivery.claimedAt);
  switch (seen.kind) {
    case 'found': {
      const prepared = await store.transaction((tx) => repack(tx, thread, delivery));
      if (prepared !== undefined) {
        await recordOutcome(deps, prepared, { kind: 'accepted', ts: seen.ts }, lease);
      }
      return undefined;
    }
    case 'absent':
      return { ...thread, delivery: { ...delivery, inDoubt: false, possiblyRepeated: false } };
    case 'unreadable':
      // An alert that is repeated and marked is better than a lost one.
      return { ...thread, delivery: { ...delivery, inDoubt: true, possiblyRepeated: true } };
    case 'unclear': {
      const attempts = thread.attempts + 1;
      await store.transaction((tx) =>
        tx.threads.release(
          { ...thread, attempts, delivery: { ...delivery, inDoubt: true } },
          tx.now + Math.max(seen.retryAfterMs ?? 0, backOffMs(attempts)),
          lease,
        ),
      );
      return undefined;
    }
  }
}

/** Advice on a reported failure, or on long waiting. */
async function adviceFor(
  deps: DeliverDeps,
  { root, tells }: PreparedDelivery,
): Promise<Advice | undefined> {
  if (root.kind !== 'card' || tells.length === 0) return undefined;
  return deps.store.transaction((tx) => advise(tx, deps, root.card.launch, tells));
}

async function send(
  announcer: Announcer,
  prepared: PreparedDelivery,
  advice: Advice | undefined,
): Promise<DeliveryOutcome> {
  const { thread, delivery, tells, root, named, broadcast } = prepared;
  const { id, what, messageTs, possiblyRepeated } = delivery;
  if (what === 'root' || thread.rootTs === undefined) {
    return announcer.postRoot(thread.channel, root, id, possiblyRepeated);
  }
  // A digest or notice has no replies, so whatever is sent is the root itself.
  if (what === 'card' || root.kind !== 'card') {
    return announcer.editRoot(thread.channel, thread.rootTs, root, thread.rootRepeated ?? false);
  }
  const reply = { updates: tells, card: root.card, possiblyRepeated, named, broadcast, advice };
  if (what === 'amend' && messageTs !== undefined) {
    return announcer.editReply(thread.channel, messageTs, reply);
  }
  return announcer.postReply(thread.channel, thread.rootTs, reply, id);
}

// Sending later than the lease allows could repeat what the next holder sends.
function enoughLeaseLeft({ monotonic, settings }: DeliverDeps, lease: Lease): boolean {
  return lease.deadline - monotonic() > settings.slackTimeoutMs;
}
