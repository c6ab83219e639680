// Cleans up after a slow sender, whose message may be in Slack without anybody else knowing.

import type { DeliverDeps } from './delivery-deps.ts';
import type { PreparedDelivery } from './pack-delivery.ts';
import type { Tx } from '../ports/store/store.ts';

/** A message sent after the lease ended may duplicate what the next holder sent, or replace it. */
export async function undoLate(deps: DeliverDeps, prepared: PreparedDelivery): Promise<void> {
  if (prepared.delivery.what !== 'card') return withdrawDuplicate(deps, prepared);
  // An older card may have overwritten a newer one, which would count as shown.
  await settling(deps, true, (tx) => tx.threads.refreshCard(prepared.thread.id));
}

/** How often to check whether the next holder is done, or to retry a failing database or Slack. */
const mostLooks = 20;

/**
 * Only this sender knows that its message may exist, and only it can remove a duplicate, so an
 * unavailable database must not make it forget. The lease may end meanwhile; only its token counts.
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
 * This process was paused until its lease had ended, and then sent. Somebody else may have sent the
 * same before. Once the delivery is recorded, removes the message that isn't on record.
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
