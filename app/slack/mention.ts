import type { App } from '@slack/bolt';
import { z } from 'zod';
import { commandIn } from '../domain/mention.ts';
import type { Answer } from '../domain/answer.ts';
import type { Request } from '../usecase/desk-port.ts';
import { leaveUnacked } from './ack-all.ts';
import type { SurfaceDeps } from './surface.ts';
import type { SlackIdentity } from './web.ts';

/** https://docs.slack.dev/reference/events/app_mention, in its envelope. */
const mentionBody = z.looseObject({
  event_id: z.string(),
  team_id: z.string(),
  event: z.looseObject({
    user: z.string(),
    user_team: z.string().optional(),
    text: z.string(),
    ts: z.string(),
    channel: z.string(),
    thread_ts: z.string().optional(),
  }),
});

export type SaidDeps = SurfaceDeps & { readonly identity: () => SlackIdentity | undefined };

/** What is said to the bot in a channel: the same commands as the slash command's, which can't be typed in threads. */
export function registerMention(app: App, deps: SaidDeps): void {
  app.event('app_mention', async ({ body, context }) => {
    const { log, contexts, desk } = deps;
    const parsed = mentionBody.safeParse(body);
    const botUserId = deps.identity()?.botUserId;
    if (!parsed.success || botUserId === undefined) {
      log.warn('a mention arrived in an unknown shape');
      return;
    }
    const { event_id, team_id, event } = parsed.data;
    const asker = {
      userId: event.user,
      teamId: event.user_team ?? team_id,
      channel: event.channel,
      threadTs: event.thread_ts,
    };
    // The same event may come again: its id makes that harmless.
    const request = { key: `event:${event_id}`, asker };
    const text = commandIn(event.text, botUserId);
    const done = await say(deps, request, () =>
      desk().mention(request, contexts.next().command, text, event.thread_ts),
    );
    if (!done) leaveUnacked(context);
  });
}

/** Does what was asked for and answers; false when it could not be stored, and Slack should ask again. */
export async function say(
  { answerer, log }: SurfaceDeps,
  { asker }: Request,
  work: () => Promise<Answer | undefined>,
): Promise<boolean> {
  try {
    const answer = await work();
    // Nobody waits for it: the event is acked by what was stored.
    if (answer !== undefined) void answerer.answer(asker, answer);
    return true;
  } catch (error) {
    log.error('what was said could not be stored', { error });
    return false;
  }
}
