import type { Answer } from '../../domain/answer/answer.ts';
import type { WatchView } from '../../domain/answer/watch-answer.ts';
import type { Watch } from '../../domain/watch/watch.ts';
import type { Tx } from '../ports/store/store.ts';

/** As many as fit into a message, with a button each. */
const mostShown = 15;

/** A channel's watches, for `watch` alone. */
export async function showWatches(tx: Tx, channel: string): Promise<Answer> {
  const watches = await tx.watches.ofChannel(channel);
  const views: WatchView[] = [];
  for (const watch of watches.slice(0, mostShown)) views.push(await viewOf(tx, watch));
  return { kind: 'watches', views, more: watches.length - views.length };
}

/** A watch with the number of its jobs by state. */
export async function viewOf(tx: Tx, watch: Watch): Promise<WatchView> {
  return { watch, counts: await tx.watches.count(watch.id) };
}
