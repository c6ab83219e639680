// Follows a cancel of many until the ends of its jobs were read, and sums up: once, in the
// transaction that ends it.

import { isToldHere, type Bulk } from '../../domain/bulk/bulk.ts';
import { tallyOf, type Tally } from '../../domain/bulk/tally.ts';
import type { BulkEndedAct } from '../../domain/notification/channel-act.ts';
import { newThread } from '../../domain/notification/thread.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Store, Tx } from '../ports/store/store.ts';

/** How often it looks. Its message is edited no more often: all edits share a minute's fifty. */
const lookMs = 10_000;
/** Then what still goes on is said to: its own thread tells how it ends. */
const patienceMs = 2 * 60 * 60_000;

/** Looks how far it is. */
export async function followBulk(
  { store }: { readonly store: Store },
  { value: bulk, lease }: Claimed<Bulk>,
): Promise<void> {
  await store.transaction(async (tx) => {
    const tally = tallyOf(await tx.bulks.entries(bulk.id));
    const isOver = tally.open === 0 || tx.now > (bulk.confirmedAt ?? 0) + patienceMs;
    const isNews = tally.open !== bulk.openShown;
    const state = isOver ? 'done' : bulk.state;
    const next: Bulk = { ...bulk, state, openShown: tally.open };
    if (!(await tx.bulks.release(next, isOver ? undefined : tx.now + lookMs, lease))) return;
    if (isNews) await showProgress(tx, bulk);
    if (isOver) await sumUp(tx, bulk, tally);
  });
}

/** Edits its message. */
async function showProgress(tx: Tx, bulk: Bulk): Promise<void> {
  if ((await tx.threads.get(bulk.id)) !== undefined) await tx.threads.refreshCard(bulk.id);
}

/**
 * One message where it was asked. Asked of other channels' jobs, it goes to the requester alone:
 * nobody else here may know of them.
 */
async function sumUp(tx: Tx, bulk: Bulk, tally: Tally): Promise<void> {
  const { id, requester, filter, reason, sums } = bulk;
  const { userId, channel } = requester;
  const act: BulkEndedAct = {
    kind: 'bulk-ended',
    ...{ at: tx.now, by: userId, bulk: id, filter, reason, count: sums.count },
    ...{ hourly: tally.hourly, unpriced: tally.unpriced, fates: tally.counts },
  };
  if (isToldHere(bulk)) {
    await tx.threads.insert(
      newThread({ id: `${id}-end`, channel, requesterId: userId, digest: act }),
    );
    return;
  }
  const notice = { kind: 'bulk', act } as const;
  await tx.directNotes.insert({ id: `${id}-end`, userId, notice, since: tx.now, attempts: 0 });
}
