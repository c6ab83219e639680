// What becomes of a notice when its turn comes: told, told unless they know, later, or never.

import { awaitsReason, isGathered } from '../../domain/notification/launcher-notice.ts';
import type { DirectNote } from '../../domain/notification/notice.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import { freeToTell } from './gather-notes.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { Lease } from '../ports/store/lease.ts';
import { budgetKeys } from '../../domain/notification/budget-keys.ts';
import type { Tx } from '../ports/store/store.ts';

/** users.conversations: about 50 calls a minute for the whole app (Slack's tier 3). */
const lookIntervalMs = 1_200;

const longestTurnMs = 60_000;

/** How often to check for an awaited reason. */
const reasonPauseMs = 5_000;

type Begun = {
  /** Whoever is in this channel knows already. */
  readonly unlessIn?: string | undefined;
  /** Only who may decide on this launch is asked to. */
  readonly asks?: Launch | undefined;
};

/** What to do now; undefined if nothing, and the note is settled. */
export async function begin(tx: Tx, note: DirectNote, lease: Lease): Promise<Begun | undefined> {
  const { notice } = note;
  // Gathered notices were gathered when handed over, and wait for nothing.
  if (notice.kind === 'watch-ended' || notice.kind === 'bulk') return {};
  if (notice.kind === 'gathered') return {};
  const thread = await tx.threads.get(notice.threadId);
  if (notice.kind === 'asked') return beginAsk(tx, note, thread, lease);
  if (notice.kind === 'parked') {
    // It could be posted meanwhile.
    if (thread?.parked !== undefined) return {};
    await tx.directNotes.release(note, undefined, lease);
    return undefined;
  }
  const update = await tx.threads.updateOf(notice.threadId, notice.key);
  const card = thread?.launchId && (await tx.cards.byLaunch(thread.launchId));
  if (thread === undefined || update === undefined || !card) {
    await tx.directNotes.release(note, undefined, lease);
    return undefined;
  }
  const waitsUntil = isGathered(update) ? await freeToTell(tx, note.userId) : undefined;
  if (waitsUntil !== undefined) {
    await tx.directNotes.release(note, waitsUntil, lease);
    return undefined;
  }
  if (awaitsReason(update, card.job, note.since, tx.now)) {
    await tx.directNotes.release(note, tx.now + reasonPauseMs, lease);
    return undefined;
  }
  if (notice.parked === true) return {};
  const freeAt = await takeLook(tx, note);
  if (freeAt === undefined) return { unlessIn: thread.channel };
  await tx.directNotes.release(note, freeAt, lease);
  return undefined;
}

/** An ask is told only while it waits. Nobody else is in a direct message that it stands in. */
async function beginAsk(
  tx: Tx,
  note: DirectNote,
  thread: Thread | undefined,
  lease: Lease,
): Promise<Begun | undefined> {
  const card = thread?.launchId && (await tx.cards.byLaunch(thread.launchId));
  if (thread === undefined || !card || card.launch.state !== 'waiting') {
    await tx.directNotes.release(note, undefined, lease);
    return undefined;
  }
  const asks = card.launch;
  const isReminder = note.notice.kind === 'asked' && note.notice.again === true;
  // Whoever is reminded was asked here, wherever they are now.
  if (isReminder || thread.channel.startsWith('D')) return { asks };
  const freeAt = await takeLook(tx, note);
  if (freeAt === undefined) return { asks, unlessIn: thread.channel };
  await tx.directNotes.release(note, freeAt, lease);
  return undefined;
}

/**
 * Takes the budget for one look-up, or says when to try again (Unix ms): when it is free and the notes
 * that wait for longer had their turns. They could settle sooner, so it is never long until then.
 */
async function takeLook(tx: Tx, note: DirectNote): Promise<number | undefined> {
  for (const [key, intervalMs] of [
    [budgetKeys.app, 0],
    [budgetKeys.looks, lookIntervalMs],
  ] as const) {
    const use = await tx.rateBudgets.take(key, intervalMs);
    if (use.taken) continue;
    const others = await tx.directNotes.countBefore(note);
    return use.freeAt + Math.min(others * lookIntervalMs, longestTurnMs);
  }
  return undefined;
}
