import type { App, Context } from '@slack/bolt';
import { z } from 'zod';

const eventBody = z.looseObject({ type: z.literal('event_callback') });
const key = 'unacked';

/**
 * Bolt acks an event before it is handled, so that one which could not be stored would be lost. Here an event is acked when its
 * listeners are done, unless one of them asked to leave it: then Slack sends it again (up to three times in an hour).
 * https://docs.slack.dev/apis/events-api#retries
 */
export function ackEventsAfterwards(app: App): void {
  const process = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    if (!eventBody.safeParse(event.body).success) return process(event);
    const note = { left: false };
    await process({
      ...event,
      customProperties: { ...event.customProperties, [key]: note },
      ack: () => Promise.resolve(),
    });
    if (!note.left) await event.ack();
  };
}

/** Called by a listener: the event shall come again. */
export function leaveUnacked(context: Context): void {
  const note = z.object({ left: z.boolean() }).safeParse(context[key]);
  if (note.success && typeof context[key] === 'object') Object.assign(context[key], { left: true });
}
