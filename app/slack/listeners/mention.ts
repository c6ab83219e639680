import type { App } from '@slack/bolt';
import { z } from 'zod';
import { hear } from './hear.ts';
import { messageFields, readMentioning } from './said.ts';
import type { SurfaceDeps } from './surface.ts';
import type { SlackIdentity } from '../client/web.ts';

/** https://docs.slack.dev/reference/events/app_mention in its envelope. */
const mentionBody = z.looseObject({
  team_id: z.string(),
  event: messageFields.extend({ channel: z.string() }),
});

export type SaidDeps = SurfaceDeps & { readonly identity: () => SlackIdentity | undefined };

/** Commands in channels by mention, also in threads, where slash commands can't be used. */
export function registerMention(app: App, deps: SaidDeps): void {
  app.event('app_mention', async ({ body, context }) => {
    const parsed = mentionBody.safeParse(body);
    const botUserId = deps.identity()?.botUserId;
    if (!parsed.success || botUserId === undefined) {
      deps.log.warn('a mention arrived in an unknown shape');
      return;
    }
    const { team_id, event } = parsed.data;
    const spoken = readMentioning(event, botUserId);
    if (spoken === undefined) return;
    await hear(deps, context, spoken, {
      teamId: event.user_team ?? team_id,
      channel: event.channel,
      threadTs: event.thread_ts,
      ts: event.ts,
    });
  });
}
