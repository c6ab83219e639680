// Delivers a notice to a person's direct messages. All questions to Slack here are safe to repeat:
// whether they are in the channel, and their conversation with the bot. The message itself becomes
// a thread, created in the transaction that ends the note; the outbox posts it.

import { backOffMs } from '../../domain/error/back-off.ts';
import type { DirectNote, Notice } from '../../domain/notification/notice.ts';
import { newThread } from '../../domain/notification/thread.ts';
import { gather, takeTurn } from './gather-notes.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { mayApprove } from '../permission/may-approve.ts';
import type { Claimed, Lease } from '../ports/store/lease.ts';
import type { Announcer } from '../ports/slack.ts';
import { begin } from './begin-direct.ts';

export type DirectDeps = ApprovalDeps & {
  readonly announcer: Pick<Announcer, 'openDirect'>;
  readonly newId: () => string;
  readonly count: (outcome: 'told' | 'in-channel' | 'late' | 'given-up') => void;
  readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
};

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
