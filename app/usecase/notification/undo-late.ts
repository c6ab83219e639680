// What a sender does that was too slow: its message may stand in Slack, and nobody else knows that.

import type { DeliverDeps } from './delivery-deps.ts';
import type { PreparedDelivery } from './pack-delivery.ts';
import type { Tx } from '../ports/store.ts';

/** What was sent after the lease had run out may stand beside what its next holder sent, or over it. */
export async function undoLate(deps: DeliverDeps, prepared: PreparedDelivery): Promise<void> {
  if (prepared.delivery.what !== 'card') return withdrawDuplicate(deps, prepared);
  // An older card may have come to stand over a newer one, which would be taken for shown.
  await settling(deps, true, (tx) => tx.threads.refreshCard(prepared.thread.id));
}

/** How often a lost delivery is looked at until its next holder is done with it, and a database or Slack that fails is asked. */
const mostLooks = 20;

/**
 * Only this sender knows that its message may stand, and only it can take the message away should another have sent the same: a
 * database that does not answer just then must not make it forget. The lease may run out meanwhile; its token alone decides.
 */
export async function settling<T>(
  deps: DeliverDeps,
  mayStand: boolean,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let look = 1; ; look++) {
    try {
      return await deps.store.transaction(work);
    } catch (error) {
      if (!mayStand || look === mostLooks) throw error;
      deps.log.warn('what became of a delivery could not be stored, trying again', { error });
      await deps.pause(deps.settings.leaseMs / 4);
    }
  }
}

/**
 * This process was paused while its lease ran out, and has sent all the same: whoever took over may have sent the same before. Once
 * the delivery is on record, what is not the message on record is taken away.
 */
async function withdrawDuplicate(
  deps: DeliverDeps,
  { thread, delivery }: PreparedDelivery,
): Promise<void> {
  if (delivery.what !== 'root' && delivery.what !== 'reply') return;
  for (let look = 0; look < mostLooks; look++) {
    const { now, ts } = await settling(deps, true, async (tx) => ({
      now: await tx.threads.get(thread.id),
      ts: await tx.threads.sentAs(delivery.id),
    }));
    if (now?.delivery?.id !== delivery.id) {
      const isRoot = delivery.what === 'root';
      const place = isRoot ? undefined : thread.rootTs;
      const keep = isRoot ? now?.rootTs : ts;
      const { id, claimedAt } = delivery;
      if (await deps.announcer.withdraw(thread.channel, place, id, claimedAt, keep)) return;
    }
    await deps.pause(deps.settings.leaseMs / 4);
  }
}
