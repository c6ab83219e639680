import type { CardView } from '../domain/card.ts';
import type { Thread } from '../domain/thread.ts';
import type { Tx } from './store-port.ts';

/** A card as this thread shows it. */
export function cardIn(
  card: CardView,
  { channel, requester }: Pick<Thread, 'channel' | 'requester'>,
): CardView {
  const { origin, asker } = card.launch;
  // A channel that did not launch it has its thread by a watch.
  const isWatched = origin !== undefined || asker.channel !== channel;
  return isWatched ? { ...card, watched: { by: requester, channel } } : card;
}

/** The thread that somebody in a channel means: the one there, else the one where the job was launched or watched first. */
export async function nearestThread(
  tx: Tx,
  { launch }: CardView,
  channel: string,
): Promise<Thread | undefined> {
  const threads = await tx.threads.ofLaunch(launch.id);
  return (
    threads.find((one) => one.channel === channel) ??
    threads.find((one) => one.channel === launch.asker.channel)
  );
}
