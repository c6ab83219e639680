import { isChannelAct, type Digest, type NamedLaunch, type Root } from '../domain/digest.ts';
import type { Thread } from '../domain/thread.ts';
import { postedIn } from './card-in.ts';
import type { Tx } from './store-port.ts';

/** What a thread's root shows now; undefined when what it is about is not stored any more. */
export async function readRoot(tx: Tx, thread: Thread): Promise<Root | undefined> {
  const { channel, launchId, digest } = thread;
  if (digest !== undefined) {
    const launches = await named(tx, channel, digest);
    return { kind: 'digest', digest: { channel, digest, launches } };
  }
  const card = launchId === undefined ? undefined : await tx.cards.byLaunch(launchId);
  return card && { kind: 'card', card: postedIn(card, thread) };
}

/** The launches that a digest names, and where their cards are: a card that is posted later has no link yet. */
async function named(tx: Tx, channel: string, digest: Digest) {
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
