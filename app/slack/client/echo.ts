// Whether messages that are written to the bot reach it. Slack has no call that tells which events an app subscribes to, but an app that gets
// message.im gets its own posts in direct messages as well: if none came back, it does not get those of people either.

import type { App } from '@slack/bolt';
import { z } from 'zod';

export interface Echo {
  /** The bot has posted in this channel. */
  posted(channel: string): void;
  /** Undefined: that is not known. */
  hears(): boolean | undefined;
  /** Looks at all that Slack brings, before Bolt drops what is the bot's own. */
  listen(app: App): void;
}

/** Far longer than an event takes. */
const echoMs = 60_000;

const direct = z.looseObject({
  event: z.looseObject({ type: z.literal('message'), channel_type: z.literal('im') }),
});

/** `alone`: Slack brings all events to this process. Another replica may have had the echo, so that its absence says nothing there. */
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
