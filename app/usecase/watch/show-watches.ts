import type { Answer, WatchView } from '../../domain/command/answer.ts';
import type { Watch } from '../../domain/watch/watch.ts';
import type { Tx } from '../ports/store.ts';

/** Each has a button: as many as a message bears. */
const mostShown = 15;

/** What `watch` alone shows: the watches of a channel. */
export async function showWatches(tx: Tx, channel: string): Promise<Answer> {
  const watches = await tx.watches.ofChannel(channel);
  const views: WatchView[] = [];
  for (const watch of watches.slice(0, mostShown)) views.push(await viewOf(tx, watch));
  return { kind: 'watches', views, more: watches.length - views.length };
}

export async function viewOf(tx: Tx, watch: Watch): Promise<WatchView> {
  return { watch, counts: await tx.watches.count(watch.id) };
}
