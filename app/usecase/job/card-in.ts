import type { CardView } from '../../domain/launch/card.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import type { Tx } from '../ports/store/store.ts';

/** A card as it is posted in this thread. It mentions no job that the channel may not see. */
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
  // A channel that didn't launch the job has its thread because of a watch.
  const isWatched = origin !== undefined || requester.channel !== channel;
  return isWatched ? { ...card, watched: { by: requesterId, channel } } : card;
}

/**
 * The job's thread closest to a channel: the one there, else the first where it was launched or
 * watched, else any. Threads that the person may not see don't count, except for their own job.
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
