// Delivers a notice to a person's direct messages. All questions to Slack here are safe to repeat:
// whether they are in the channel, and their conversation with the bot. The message itself becomes
// a thread, created in the transaction that ends the note; the outbox posts it.

import { backOffMs } from '../../domain/error/back-off.ts';
import { awaitsReason, isGathered } from '../../domain/notification/launcher-notice.ts';
import type { DirectNote, Notice } from '../../domain/notification/notice.ts';
import { newThread, type Thread } from '../../domain/notification/thread.ts';
import { freeToTell, gather, takeTurn } from './gather-notes.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { mayApprove } from '../permission/may-approve.ts';
import type { Claimed, Lease } from '../ports/store/lease.ts';
import { budgetKeys } from '../../domain/notification/budget-keys.ts';
import type { Announcer } from '../ports/slack.ts';
import type { Tx } from '../ports/store/store.ts';

export type DirectDeps = ApprovalDeps & {
  readonly announcer: Pick<Announcer, 'openDirect'>;
  readonly newId: () => string;
  readonly count: (outcome: 'told' | 'in-channel' | 'late' | 'given-up') => void;
  readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
};

/** users.conversations: about 50 calls a minute for the whole app (Slack's tier 3). */
const lookIntervalMs = 1_200;
const longestTurnMs = 60_000;
/** How often to check for an awaited reason. */
const reasonPauseMs = 5_000;
/** The longest pause after a failed look-up. */
const longestPauseMs = 10 * 60_000;

/** Delivers one notice, or finds that it isn't needed. */
export async function tellDirectly(
  deps: DirectDeps,
  { value: note, lease }: Claimed<DirectNote>,
): Promise<void> {
  const begun = await deps.store.transaction((tx) => begin(tx, note, lease));
  if (begun === undefined) return;
  const away = begun.unlessIn === undefined || (await isAway(deps, begun.unlessIn, note, lease));
  if (away && (await isTheirs(deps, begun.asks, note, lease))) await handOver(deps, note, lease);
}

type Begun = {
  /** Whoever is in this channel knows already. */
  readonly unlessIn?: string | undefined;
  /** Only who may decide on this launch is asked to. */
  readonly asks?: Launch | undefined;
};

/** What to do now; undefined if nothing, and the note is settled. */
async function begin(tx: Tx, note: DirectNote, lease: Lease): Promise<Begun | undefined> {
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

/** Whether a person is certainly not in a channel. If they are, the note is settled. */
async function isAway(
  deps: DirectDeps,
  channel: string,
  note: DirectNote,
  lease: Lease,
): Promise<boolean> {
  const member = await deps.directory.isMember(channel, note.userId);
  if (!member.ok) {
    const { kind, message, retryAfterMs } = member.failure;
    if (kind === 'user') await giveUp(deps, note, lease, message);
    else await later(deps, note, lease, message, retryAfterMs);
    return false;
  }
  if (!member.value) return true;
  deps.count('in-channel');
  await deps.store.transaction((tx) => tx.directNotes.release(note, undefined, lease));
  return false;
}

/**
 * Whether somebody may still decide on what they are asked, by fresh facts: the ask shows what is
 * launched in a channel that they aren't in. If they may not, the note is settled.
 */
async function isTheirs(
  deps: DirectDeps,
  launch: Launch | undefined,
  note: DirectNote,
  lease: Lease,
): Promise<boolean> {
  if (launch === undefined) return true;
  const { teamId, channel } = launch.requester;
  const decision = await mayApprove(deps, { userId: note.userId, teamId, channel }, launch);
  if ('later' in decision) await later(deps, note, lease, decision.why);
  else if (!decision.allowed) await giveUp(deps, note, lease, 'they may not approve this launch');
  return !('later' in decision) && decision.allowed;
}

/** Hands the note over to the outbox as a thread in the person's direct messages. */
async function handOver(deps: DirectDeps, note: DirectNote, lease: Lease): Promise<void> {
  const { store, announcer, newId } = deps;
  const { userId } = note;
  const opened = await announcer.openDirect(userId);
  switch (opened.kind) {
    case 'opened': {
      const { channel } = opened;
      const isOurs = await store.transaction(async (tx) => {
        const waitsUntil = await takeTurn(tx, note);
        const isOver = await tx.directNotes.release(note, waitsUntil, lease);
        if (waitsUntil !== undefined || !isOver) return false;
        const digest = { kind: 'direct', notice: await gather(tx, note) } as const;
        const id = isFoundAgain(note.notice) ? note.id : newId();
        if ((await tx.threads.get(id)) !== undefined) return false;
        await tx.threads.insert(newThread({ id, channel, requesterId: userId, digest }));
        return true;
      });
      if (isOurs) deps.count('told');
      return;
    }
    case 'channel-refused':
      return giveUp(deps, note, lease, opened.why);
    case 'app-refused':
      return later(deps, note, lease, opened.why);
    case 'not-sent':
      return later(deps, note, lease, opened.why, opened.retryAfterMs);
  }
}

/** An ask is edited later; of a guard’s warning it counts that it was posted. */
function isFoundAgain(notice: Notice): boolean {
  return notice.kind === 'asked' || (notice.kind === 'told' && notice.parked === true);
}

async function later(
  { store, count, log }: DirectDeps,
  note: DirectNote,
  lease: Lease,
  why: string,
  retryAfterMs = 0,
): Promise<void> {
  log.warn('a direct message has to wait', { userId: note.userId, why });
  count('late');
  const attempts = note.attempts + 1;
  await store.transaction((tx) => {
    const pauseMs = backOffMs(attempts, { longestMs: longestPauseMs });
    const dueAt = tx.now + Math.max(retryAfterMs, pauseMs);
    return tx.directNotes.release({ ...note, attempts }, dueAt, lease);
  });
}

/** The person is gone or takes no messages. */
async function giveUp(
  { store, count, log }: DirectDeps,
  note: DirectNote,
  lease: Lease,
  why: string,
): Promise<void> {
  log.warn('a direct message can not be told, and is given up', {
    userId: note.userId,
    about: note.notice.kind,
    why,
  });
  count('given-up');
  await store.transaction((tx) => tx.directNotes.release(note, undefined, lease));
}
