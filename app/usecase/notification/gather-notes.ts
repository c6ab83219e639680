// When many jobs of one person end at once, they don't get many direct messages. The first end is
// told at once; ends within a minute after it are told together.

import { isBadEnd, endOf } from '../../domain/notification/end.ts';
import {
  awaitsReason,
  gatherMs,
  isGathered,
  mostGathered,
} from '../../domain/notification/launcher-notice.ts';
import type { DirectNote, Notice, ToldNotice } from '../../domain/notification/notice.ts';
import type { Update } from '../../domain/notification/update.ts';
import type { Tx } from '../ports/store/store.ts';

const budgetOf = (userId: string): string => `direct:${userId}`;
/** More wait for the next message. */
const mostAtOnce = 500;

/** When a person may be told the next end (Unix ms); undefined: now. */
export async function freeToTell(tx: Tx, userId: string): Promise<number | undefined> {
  const use = await tx.rateBudgets.take(budgetOf(userId), 0);
  return use.taken ? undefined : use.freeAt;
}

/**
 * Takes a person's turn for an end, or says when it is free (Unix ms). Must come before other
 * locks, so that no two workers gather for the same person.
 */
export async function takeTurn(
  tx: Tx,
  { userId, notice }: DirectNote,
): Promise<number | undefined> {
  if (notice.kind !== 'told' || (await endAt(tx, notice)) === undefined) return undefined;
  const use = await tx.rateBudgets.take(budgetOf(userId), gatherMs);
  return use.taken ? undefined : use.freeAt;
}

/** The notice, merged with all waiting ones like it, which are deleted. */
export async function gather(tx: Tx, { id, userId, notice }: DirectNote): Promise<Notice> {
  const own = notice.kind === 'told' ? await endAt(tx, notice) : undefined;
  if (own === undefined || notice.kind !== 'told') return notice;
  const ends = [{ notice, update: own.update }];
  for (const other of await tx.directNotes.ofPerson(userId, mostAtOnce)) {
    if (other.id === id || other.notice.kind !== 'told') continue;
    const end = await endAt(tx, other.notice);
    if (end?.channel !== own.channel || awaitsReason(end.update, end.job, other.since, tx.now)) {
      continue;
    }
    ends.push({ notice: other.notice, update: end.update });
    await tx.directNotes.forget(other.id);
  }
  return ends.length === 1 ? notice : asOne(own.channel, ends);
}

/**
 * The end that a notice reports, and where; undefined if it reports something else or is no longer
 * stored.
 */
async function endAt(tx: Tx, { threadId, key }: ToldNotice) {
  const thread = await tx.threads.get(threadId);
  const update = await tx.threads.updateOf(threadId, key);
  if (thread === undefined || update === undefined || !isGathered(update)) return undefined;
  const card = thread.launchId && (await tx.cards.byLaunch(thread.launchId));
  return card ? { channel: thread.channel, update, job: card.job } : undefined;
}

/** Bad ends are named first. */
function asOne(
  channel: string,
  ends: readonly { readonly notice: ToldNotice; readonly update: Update }[],
): Notice {
  const isBad = ({ update }: { readonly update: Update }): boolean => {
    const end = endOf(update);
    return end !== undefined && isBadEnd(end);
  };
  const bad = ends.filter(isBad);
  const items = [...bad, ...ends.filter((one) => !isBad(one))]
    .slice(0, mostGathered)
    .map(({ notice: { threadId, key } }) => ({ threadId, key }));
  return { kind: 'gathered', channel, items, count: ends.length, bad: bad.length };
}
