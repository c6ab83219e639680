import type { CardView } from '../../domain/notification/card.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import type { Tx } from '../ports/store.ts';

/** A card as it is posted in this thread: a channel is told of no job that is not there. */
export function postedIn(
  card: CardView,
  thread: Pick<Thread, 'channel' | 'requesterId'>,
): CardView {
  const { rerunOf } = card;
  const isThere = rerunOf?.channel === thread.channel;
  return cardIn(isThere ? card : { ...card, rerunOf: undefined }, thread);
}

/** A card as this thread shows it. */
export function cardIn(
  card: CardView,
  { channel, requesterId }: Pick<Thread, 'channel' | 'requesterId'>,
): CardView {
  const { origin, requester } = card.launch;
  // A channel that did not launch it has its thread by a watch.
  const isWatched = origin !== undefined || requester.channel !== channel;
  return isWatched ? { ...card, watched: { by: requesterId, channel } } : card;
}

/**
 * The thread that somebody in a channel means: the one there, else the one where the job was launched or watched first, else any; none
 * where they may not look, but for their own job's.
 */
export async function nearestThread(
  tx: Tx,
  { launch }: CardView,
  channel: string,
  viewer: Pick<Viewer, 'userId' | 'channels'>,
): Promise<Thread | undefined> {
  const threads = await tx.threads.ofLaunch(launch.id);
  const open = threads.filter(
    (one) => viewer.channels.includes(one.channel) || one.requesterId === viewer.userId,
  );
  return (
    open.find((one) => one.channel === channel) ??
    open.find((one) => one.channel === launch.requester.channel) ??
    open[0]
  );
}
