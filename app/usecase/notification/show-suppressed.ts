import type { Answer } from '../../domain/answer/answer.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { cardIn, nearestThread } from '../job/card-in.ts';
import { suppressedWindowMs } from './channel-settings.ts';
import type { Find } from '../job/find-job.ts';
import type { Tx } from '../ports/store/store.ts';
import type { SuppressedQuery, SuppressedUpdate } from '../ports/store/suppressed-updates.ts';

/** As many as are readable in one message. */
const mostShown = 20;

/** Recently suppressed updates in this channel by job, newest first. */
export async function showSuppressedHere(tx: Tx, { userId, channel }: Requester): Promise<Answer> {
  const here = { userId, channels: [channel] };
  return show(tx, here, channel, { channel, since: tx.now - suppressedWindowMs });
}

/** A job's suppressed updates, in this channel if it has a thread here. */
export async function showSuppressedOf(
  tx: Tx,
  { channel }: Requester,
  viewer: Viewer,
  find: Find,
): Promise<Answer> {
  const found = await find(tx, viewer);
  if ('answer' in found) return found.answer;
  const thread = await nearestThread(tx, found.card, channel, viewer);
  if (thread === undefined) return { kind: 'suppressed', jobs: [], more: 0 };
  return show(tx, viewer, thread.channel, { threadId: thread.id });
}

async function show(
  tx: Tx,
  viewer: Pick<Viewer, 'userId' | 'channels'>,
  channel: string,
  where: SuppressedQuery,
): Promise<Answer> {
  const { updates } = await tx.suppressed.count(where);
  const suppressed = await tx.suppressed.list(where, mostShown);
  const jobs = [];
  for (const [launchId, some] of Map.groupBy(suppressed, (one) => one.launchId)) {
    const card = await tx.cards.byLaunch(launchId);
    if (card === undefined) continue;
    const thread = await nearestThread(tx, card, channel, viewer);
    jobs.push({ card: thread ? cardIn(card, thread) : card, updates: inOrder(some) });
  }
  return { kind: 'suppressed', jobs, more: updates - suppressed.length };
}

/** Oldest first, as they would have been told. */
function inOrder(newestFirst: readonly SuppressedUpdate[]) {
  return newestFirst.toReversed().map(({ at, update }) => ({ at, update }));
}
