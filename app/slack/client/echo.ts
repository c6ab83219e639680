// Whether direct messages reach the bot. Slack has no call that lists an app's event subscriptions,
// but an app that receives message.im also receives its own posts there. If none came back, it
// doesn't receive people's, either.

import type { App } from '@slack/bolt';
import { z } from 'zod';

export interface Echo {
  /** The bot posted in this channel. */
  posted(channel: string): void;
  /** Undefined if not known. */
  hears(): boolean | undefined;
  /** Watches everything Slack sends, before Bolt drops the bot's own messages. */
  listen(app: App): void;
}

/** Far longer than an event takes. */
const echoMs = 60_000;

const direct = z.looseObject({
  event: z.looseObject({ type: z.literal('message'), channel_type: z.literal('im') }),
});

/**
 * `alone`: this process receives all events. Otherwise another replica may have received the echo,
 * and its absence proves nothing.
 */
export function createEcho(deps: {
  readonly alone: boolean;
  readonly monotonic: () => number;
}): Echo {
  let postedAt: number | undefined;
  let heard = false;
  return {
    posted(channel) {
      if (channel.startsWith('D')) postedAt ??= deps.monotonic();
    },
    hears() {
      if (heard) return true;
      const isOverdue = postedAt !== undefined && deps.monotonic() - postedAt > echoMs;
      return deps.alone && isOverdue ? false : undefined;
    },
    listen(app) {
      const process = app.processEvent.bind(app);
      app.processEvent = async (event) => {
        heard ||= direct.safeParse(event.body).success;
        await process(event);
      };
    },
  };
}
