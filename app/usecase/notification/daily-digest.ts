// The daily digest. The invariant: it is made, and the next one set, in one transaction under the channel's lease; it goes out as any
// message of the outbox. So one that was due while no bot ran is made late, once, and tells of all the time since the last.

import { nextDaily } from '../../domain/notification/daily-time.ts';
import { dailyOf, endOf, endedAt } from '../../domain/notification/digest.ts';
import type { Target } from '../../domain/job/job.ts';
import { digestThread } from './burst.ts';
import { targetHealth } from '../job/status.ts';
import type { Store, Tx } from '../ports/store.ts';
import type { DigestDue } from '../ports/channels.ts';
import type { Claimed } from '../ports/lease.ts';

export type DigestDeps = {
  readonly store: Store;
  readonly newId: () => string;
  readonly targets: readonly Target[];
};

const dayMs = 86_400_000;
/** A digest that was off for longer begins anew with a day. */
const longestMs = 7 * dayMs;
/** What other transactions are just writing has a time before ours, and is not to be seen yet: the next digest tells it. */
const settledMs = 10_000;
/** How often a digest that another one holds up is tried again. */
const waitMs = 10 * 60_000;
/** More that run at once are counted, and not looked at. */
const mostLive = 500;

/** Makes the digest that is due, and sets the next. */
export async function makeDigest(
  { store, newId, targets }: DigestDeps,
  { value, lease }: Claimed<DigestDue>,
): Promise<void> {
  await store.transaction(async (tx) => {
    const { digest: time, channel, setBy } = value;
    // Where the bot can't post they must not pile up: the one that waits goes first, and the next tells of all the time since.
    if (time !== undefined && (await tx.channels.digestWaits(channel))) {
      await tx.channels.release(value, tx.now + waitMs, lease);
      return;
    }
    const to = tx.now - settledMs;
    const next = time && nextDaily(time, tx.now);
    const settled = await tx.channels.release({ ...value, digestedUntil: to }, next, lease);
    // Somebody has set it anew since it was claimed.
    if (!settled || time === undefined || setBy === undefined) return;
    const digest = await lookBack(tx, targets, channel, { from: beginOf(value, to), to });
    await tx.threads.insert(digestThread({ id: newId(), channel, requesterId: setBy, digest }));
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
    // Many were read in one look: those of the same moment stay by handle.
    .toSorted((a, b) => a.at - b.at);
  const { cards, total } = await tx.cards.list({ channel, limit: mostLive });
  const digest = dailyOf(period, ended, cards, await targetHealth(tx, targets));
  return { ...digest, liveCount: total, unpriced: digest.unpriced + total - cards.length };
}
