import type { Context } from '@slack/bolt';
import type { Requester } from '../../domain/launch/launch.ts';
import { leaveUnacked } from './ack-all.ts';
import type { Spoken } from './said.ts';
import type { SurfaceDeps } from './surface.ts';

/** Where a message was written, and its author's workspace. */
type Place = Pick<Requester, 'teamId' | 'channel' | 'threadTs'> & { readonly ts: string };

/**
 * Passes on a message. It is identified by channel and ts, which stay the same when it is
 * redelivered, edited or unfurled; an event's id doesn't. If it couldn't be stored, it stays
 * unacked, and Slack delivers it again.
 */
export async function hear(
  { interactions, log, contexts }: SurfaceDeps,
  context: Context,
  { userId, text, edited }: Spoken,
  { teamId, channel, threadTs, ts }: Place,
): Promise<void> {
  const requester = { userId, teamId, channel, threadTs };
  const message = `${channel}:${ts}`;
  try {
    if (edited) await interactions.hearEdit({ key: `edited:${message}`, requester });
    else {
      const request = { key: `message:${message}`, requester };
      await interactions.hear(request, contexts.next().command, { text, rootTs: threadTs });
    }
  } catch (error) {
    log.error('what was said could not be stored', { error });
    leaveUnacked(context);
  }
}
