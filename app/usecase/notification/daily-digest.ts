// The daily digest. Invariant: it is made, and the next one scheduled, in one transaction under the
// channel's lease; the outbox delivers it. So a digest that was due while no bot ran is made late,
// once, and covers all the time since the last.

import { nextDaily } from '../../domain/notification/time-of-day.ts';
import { dailyOf } from '../../domain/notification/make-digest.ts';
import { endOf, endedAt } from '../../domain/notification/end.ts';
import { dearestOf } from '../../domain/launch/burn.ts';
import type { Target } from '../../domain/job/job.ts';
import { newThread } from '../../domain/notification/thread.ts';
import { targetHealth } from '../job/status.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { DigestDue } from '../ports/store/channels.ts';
import type { Claimed } from '../ports/store/lease.ts';

export type DigestDeps = {
  readonly store: Store;
  readonly newId: () => string;
  readonly targets: readonly Target[];
};

const dayMs = 86_400_000;
/** After a longer pause, a digest covers one day. */
const longestMs = 7 * dayMs;
/**
 * Other transactions may still be writing ends with slightly earlier times, which aren't visible
 * yet. The next digest tells them.
 */
const settledMs = 10_000;
/** When to retry if an earlier digest is still waiting. */
const waitMs = 10 * 60_000;
/** More running jobs are counted but not read. */
const mostLive = 500;

/** Makes the digest that is due, and schedules the next. */
export async function makeDigest(
  { store, newId, targets }: DigestDeps,
  { value, lease }: Claimed<DigestDue>,
): Promise<void> {
  await store.transaction(async (tx) => {
    const { digest: time, channel, setBy } = value;
    // Where the bot can't post, digests must not pile up. The waiting one goes first, and the next
    // covers all the time since.
    if (time !== undefined && (await tx.channels.digestWaits(channel))) {
      await tx.channels.release(value, tx.now + waitMs, lease);
      return;
    }
    const to = tx.now - settledMs;
    const next = time && nextDaily(time, tx.now);
    const settled = await tx.channels.release({ ...value, digestedUntil: to }, next, lease);
    // Somebody changed the schedule after this was claimed.
    if (!settled || time === undefined || setBy === undefined) return;
    const digest = await lookBack(tx, targets, channel, { from: beginOf(value, to), to });
    await tx.threads.insert(newThread({ id: newId(), channel, requesterId: setBy, digest }));
  });
}

function beginOf({ digestedUntil = 0 }: DigestDue, to: number): number {
  return to - digestedUntil > longestMs ? to - dayMs : digestedUntil;
}

async function lookBack(
  tx: Tx,
  targets: readonly Target[],
  channel: string,
  period: { readonly from: number; readonly to: number },
) {
  const told = await tx.channels.told(channel, period.from, period.to);
  const ended = told
    .flatMap(({ launchId, update }) => {
      const [end, at] = [endOf(update), endedAt(update)];
      return end === undefined || at === undefined ? [] : [{ launchId, end, at }];
    })
    // Many ends may have the same time; those stay sorted by handle.
    .toSorted((a, b) => a.at - b.at);
  const { cards, total } = await tx.cards.list({ channel, limit: mostLive });
  const { burners } = await tx.cards.live({ channel });
  const dearest = dearestOf(burners, period.to);
  const digest = dailyOf(period, ended, cards, await targetHealth(tx, targets), dearest);
  return { ...digest, liveCount: total, unpriced: digest.unpriced + total - cards.length };
}
