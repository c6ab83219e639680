import type { Context } from '@slack/bolt';
import type { Requester } from '../../domain/launch/launch.ts';
import { leaveUnacked } from './ack-all.ts';
import type { Spoken } from './said.ts';
import type { SurfaceDeps } from './surface.ts';

/** Where a message was said, and by which workspace's person. */
export type Place = Pick<Requester, 'teamId' | 'channel' | 'threadTs'> & { readonly ts: string };

/**
 * Hands on what was said. A message is known by its place, which stays the same when it is delivered again, edited or unfurled;
 * an event's id does not. What could not be stored stays unacked, and Slack brings it again.
 */
export async function hear(
  { interactions: interactions, log, contexts }: SurfaceDeps,
  context: Context,
  { userId, text, edited }: Spoken,
  { teamId, channel, threadTs, ts }: Place,
): Promise<void> {
  const requester = { userId, teamId, channel, threadTs };
  const message = `${channel}:${ts}`;
  try {
    if (edited) await interactions().hearEdit({ key: `edited:${message}`, requester });
    else {
      const request = { key: `message:${message}`, requester };
      await interactions().hear(request, contexts.next().command, { text, rootTs: threadTs });
    }
  } catch (error) {
    log.error('what was said could not be stored', { error });
    leaveUnacked(context);
  }
}
