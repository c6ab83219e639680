import { tallyOf } from '../../domain/bulk/tally.ts';
import {
  isChannelAct,
  type ChannelDigest,
  type NamedLaunch,
} from '../../domain/notification/digest.ts';
import { withReason } from '../../domain/notification/launcher-notice.ts';
import type { Notice, ToldNotice } from '../../domain/notification/notice.ts';
import type { ChannelRoot, NoticeView, Root, ToldView } from '../../domain/notification/root.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import { fromOutside } from '../../domain/permission/viewer.ts';
import { postedIn } from '../job/card-in.ts';
import type { Tx } from '../ports/store/store.ts';

/** What a thread's root shows now; undefined if its subject is no longer stored. */
export async function readRoot(tx: Tx, thread: Thread): Promise<Root | undefined> {
  if (thread.digest?.kind !== 'direct') return readChannelRoot(tx, thread);
  const notice = await readNotice(tx, thread.digest.notice);
  return notice && { kind: 'notice', notice };
}

async function readChannelRoot(tx: Tx, thread: Thread): Promise<ChannelRoot | undefined> {
  const { channel, launchId, digest } = thread;
  if (digest !== undefined && digest.kind !== 'direct') {
    const launches = await named(tx, channel, digest);
    const open = digest.kind === 'bulk-begun' ? await openOf(tx, digest.bulk) : undefined;
    return { kind: 'digest', digest: { channel, digest, launches, open } };
  }
  const card = launchId === undefined ? undefined : await tx.cards.byLaunch(launchId);
  return card && { kind: 'card', card: postedIn(card, thread) };
}

async function readNotice(tx: Tx, notice: Notice): Promise<NoticeView | undefined> {
  if (notice.kind === 'watch-ended' || notice.kind === 'bulk') return notice;
  if (notice.kind === 'gathered') {
    const { kind, channel, items, count, bad } = notice;
    const told: ToldView[] = [];
    for (const item of items) {
      const one = await readTold(tx, item);
      if (one !== undefined) told.push(one);
    }
    return { kind, channel, told, count, bad };
  }
  const thread = await tx.threads.get(notice.threadId);
  if (thread === undefined) return undefined;
  const { kind } = notice;
  const { channel } = thread;
  if (kind === 'told') {
    const told = await readTold(tx, notice);
    return told && { kind, channel, ...told };
  }
  const root = await readChannelRoot(tx, thread);
  if (notice.kind === 'asked') {
    if (root?.kind !== 'card') return undefined;
    return { kind: 'asked', channel, card: fromOutside(root.card), again: notice.again === true };
  }
  return root && { kind: notice.kind, channel, root, why: notice.why };
}

/** How many jobs of a cancel of many haven't ended; undefined if it is no longer stored. */
async function openOf(tx: Tx, bulk: string): Promise<number | undefined> {
  const entries = await tx.bulks.entries(bulk);
  return entries.length === 0 ? undefined : tallyOf(entries).open;
}

/** The update of a thread with this key, with a reason that arrived later. */
async function readTold(
  tx: Tx,
  { threadId, key }: Omit<ToldNotice, 'kind'>,
): Promise<ToldView | undefined> {
  const thread = await tx.threads.get(threadId);
  const root = thread && (await readChannelRoot(tx, thread));
  const update = await tx.threads.updateOf(threadId, key);
  if (thread === undefined || update === undefined || root?.kind !== 'card') return undefined;
  const { card } = root;
  return { rootTs: thread.rootTs, card, update: withReason(update, card.job) };
}

/**
 * The launches a digest names, with links to their cards. A card that isn't posted yet has no link.
 */
async function named(tx: Tx, channel: string, digest: ChannelDigest) {
  const found = new Map<string, NamedLaunch>();
  if (isChannelAct(digest)) return found;
  const { failed } = digest;
  const ids =
    digest.kind === 'daily'
      ? [...new Set([...failed, ...digest.live, ...(digest.dearest ?? [])])]
      : failed;
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
