import type { App, Context, ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';
import type { SlackLog } from '../client/log.ts';
import { acked } from './surface.ts';

const eventBody = z.looseObject({ type: z.literal('event_callback') });
const named = z.looseObject({ type: z.string() });
const key = 'unacked';

/**
 * Acks everything Slack sends, and never fails. Slack repeats what isn't acked, shows people a
 * warning sign, and disables events that fail too often. Bolt rejects payloads of unexpected shape
 * where nobody can catch it.
 *
 * Bolt acks an event before handling it, so one that couldn't be stored would be lost. Here, an
 * event is acked after its listeners are done, unless one of them asked not to: then Slack sends it
 * again (up to three times within an hour). https://docs.slack.dev/apis/events-api#retries
 */
export function ackAll(app: App, log: SlackLog): void {
  const process = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const isEvent = eventBody.safeParse(event.body).success;
    const note = { acked: false, left: false };
    const ack: ReceiverEvent['ack'] = async (response: unknown) => {
      if (isEvent) return;
      note.acked = true;
      await event.ack(response);
    };
    try {
      const customProperties = { ...event.customProperties, [key]: note };
      await process({ ...event, customProperties, ack });
    } catch (error) {
      log.error('a Slack payload could not be handled', { error });
    }
    if (note.acked || note.left) return;
    if (!isEvent) {
      log.warn('an interaction nobody handles', { what: named.safeParse(event.body).data?.type });
    }
    await acked(log, () => event.ack());
  };
}

/** For listeners: leaves the event unacked, so that Slack sends it again. */
export function leaveUnacked(context: Context): void {
  const note = z.object({ left: z.boolean() }).safeParse(context[key]);
  if (note.success && typeof context[key] === 'object') Object.assign(context[key], { left: true });
}
