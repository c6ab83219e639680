import type { Answer } from '../domain/answer.ts';
import { heldWindowMs } from './channel-settings.ts';
import type { Found } from './find-job.ts';
import type { Tx } from './store-port.ts';
import type { HeldQuery, HeldUpdate } from './held-port.ts';

/** As many as a message holds in readable form. */
const mostShown = 20;

/** What was held back in this channel of late, by job: the newest first. */
export async function showHeldHere(tx: Tx, channel: string): Promise<Answer> {
  return show(tx, { channel, since: tx.now - heldWindowMs });
}

/** What was held back of one job, wherever the bot tells of it first. */
export async function showHeldOf(tx: Tx, find: () => Promise<Found>): Promise<Answer> {
  const found = await find();
  if ('answer' in found) return found.answer;
  const { id, asker } = found.card.launch;
  const threads = await tx.threads.ofLaunch(id);
  const thread = threads.find(({ channel }) => channel === asker.channel);
  if (thread === undefined) return { kind: 'held', jobs: [], more: 0 };
  return show(tx, { threadId: thread.id });
}

async function show(tx: Tx, where: HeldQuery): Promise<Answer> {
  const { updates } = await tx.held.count(where);
  const held = await tx.held.list(where, mostShown);
  const jobs = [];
  for (const [launchId, some] of Map.groupBy(held, (one) => one.launchId)) {
    const card = await tx.cards.byLaunch(launchId);
    if (card !== undefined) jobs.push({ card, updates: inOrder(some) });
  }
  return { kind: 'held', jobs, more: updates - held.length };
}

/** As they would have been told. */
function inOrder(newestFirst: readonly HeldUpdate[]) {
  return newestFirst.toReversed().map(({ at, update }) => ({ at, update }));
}
