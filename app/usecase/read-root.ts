import { isChannelAct, type ChannelDigest, type NamedLaunch } from '../domain/digest.ts';
import { withReason } from '../domain/launcher-notice.ts';
import type { Notice } from '../domain/notice.ts';
import type { ChannelRoot, NoticeView, Root } from '../domain/root.ts';
import type { Thread } from '../domain/thread.ts';
import { postedIn } from './card-in.ts';
import type { Tx } from './store-port.ts';

/** What a thread's root shows now; undefined when what it is about is not stored any more. */
export async function readRoot(tx: Tx, thread: Thread): Promise<Root | undefined> {
  if (thread.digest?.kind !== 'direct') return readChannelRoot(tx, thread);
  const notice = await readNotice(tx, thread.digest.notice);
  return notice && { kind: 'notice', notice };
}

async function readChannelRoot(tx: Tx, thread: Thread): Promise<ChannelRoot | undefined> {
  const { channel, launchId, digest } = thread;
  if (digest !== undefined && digest.kind !== 'direct') {
    const launches = await named(tx, channel, digest);
    return { kind: 'digest', digest: { channel, digest, launches } };
  }
  const card = launchId === undefined ? undefined : await tx.cards.byLaunch(launchId);
  return card && { kind: 'card', card: postedIn(card, thread) };
}

async function readNotice(tx: Tx, notice: Notice): Promise<NoticeView | undefined> {
  if (notice.kind === 'watch-ended') return notice;
  const { kind, threadId } = notice;
  const thread = await tx.threads.get(threadId);
  if (thread === undefined) return undefined;
  const root = await readChannelRoot(tx, thread);
  if (root === undefined) return undefined;
  const { channel, rootTs } = thread;
  if (kind === 'parked') return { kind, channel, root, why: notice.why };
  const update = await tx.threads.updateOf(threadId, notice.key);
  if (update === undefined || root.kind !== 'card') return undefined;
  const { card } = root;
  return { kind, channel, rootTs, card, update: withReason(update, card.job) };
}

/** The launches that a digest names, and where their cards are: a card that is posted later has no link yet. */
async function named(tx: Tx, channel: string, digest: ChannelDigest) {
  const found = new Map<string, NamedLaunch>();
  if (isChannelAct(digest)) return found;
  const ids = digest.kind === 'daily' ? [...digest.failed, ...digest.live] : digest.failed;
  for (const id of new Set(ids)) {
    const card = await tx.cards.byLaunch(id);
    if (card === undefined) continue;
    const threads = await tx.threads.ofLaunch(id);
    const thread = threads.find((one) => one.channel === channel);
    found.set(id, {
      card: thread === undefined ? card : postedIn(card, thread),
      rootTs: thread?.rootTs,
    });
  }
  return found;
}
