import type { Digest, NamedLaunch, Root } from '../domain/digest.ts';
import type { Thread } from '../domain/thread.ts';
import type { Tx } from './store-port.ts';

/** What a thread's root shows now; undefined when what it is about is not stored any more. */
export async function readRoot(
  tx: Tx,
  { channel, launchId, digest, requester }: Thread,
): Promise<Root | undefined> {
  if (digest !== undefined) {
    const launches = await named(tx, channel, digest);
    return { kind: 'digest', digest: { channel, digest, launches } };
  }
  const card = launchId === undefined ? undefined : await tx.cards.byLaunch(launchId);
  if (card === undefined) return undefined;
  const { origin, asker } = card.launch;
  // A channel that did not launch it has its thread by a watch.
  const isWatched = origin !== undefined || asker.channel !== channel;
  const watched = isWatched ? { by: requester, channel } : undefined;
  return { kind: 'card', card: { ...card, watched } };
}

/** The launches that a digest names, and where their cards are: a card that is posted later has no link yet. */
async function named(tx: Tx, channel: string, digest: Digest) {
  const found = new Map<string, NamedLaunch>();
  const ids = digest.kind === 'daily' ? [...digest.failed, ...digest.live] : digest.failed;
  for (const id of new Set(ids)) {
    const card = await tx.cards.byLaunch(id);
    if (card === undefined) continue;
    const threads = await tx.threads.ofLaunch(id);
    const rootTs = threads.find((one) => one.channel === channel)?.rootTs;
    found.set(id, { card, rootTs });
  }
  return found;
}
