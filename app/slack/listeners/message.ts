import type { App } from '@slack/bolt';
import { z } from 'zod';
import { hear } from './hear.ts';
import type { SaidDeps } from './mention.ts';
import { messageFields, readDirect, type Spoken } from './said.ts';

/**
 * https://docs.slack.dev/reference/events/message.im in its envelope. `message` is set for a
 * changed message (https://docs.slack.dev/reference/events/message/message_changed).
 */
const messageBody = z.looseObject({
  team_id: z.string(),
  event: messageFields.extend({
    channel: z.string(),
    channel_type: z.string().optional(),
    message: messageFields.optional(),
  }),
});
type MessageEvent = z.infer<typeof messageBody>['event'];

/** Commands in direct messages, without a mention. */
export function registerMessage(app: App, deps: SaidDeps): void {
  app.event('message', async ({ body, context }) => {
    const parsed = messageBody.safeParse(body);
    const botUserId = deps.identity()?.botUserId;
    if (!parsed.success || botUserId === undefined) {
      deps.log.warn('a message arrived in an unknown shape');
      return;
    }
    const { team_id, event } = parsed.data;
    if (event.channel_type !== 'im') return;
    const written = event.subtype === 'message_changed' ? event.message : event;
    const spoken = written && readWritten(event, written, botUserId);
    if (written === undefined || spoken === undefined) return;
    await hear(deps, context, spoken, {
      teamId: written.user_team ?? team_id,
      channel: event.channel,
      threadTs: written.thread_ts,
      ts: written.ts,
    });
  });
}

/** Changes not made by the author don't count. */
function readWritten(
  event: MessageEvent,
  written: MessageEvent | NonNullable<MessageEvent['message']>,
  botUserId: string,
): Spoken | undefined {
  const spoken = readDirect(written, botUserId);
  return written !== event && spoken?.edited === false ? undefined : spoken;
}
