import type { App } from '@slack/bolt';
import type { SlackIdentity } from './web.ts';
import type { SurfaceDeps } from './surface.ts';

/**
 * The bot joined a channel: what waits for it there may go. Bolt acks an event before it is handled, and this one is only a hint (parked
 * threads are tried again anyway). An event that must not be lost would have to be acked after its commit: see `createReceiver`.
 */
export function registerEvents(
  app: App,
  { desk, log, identity }: SurfaceDeps & { readonly identity: () => SlackIdentity | undefined },
): void {
  app.event('member_joined_channel', async ({ event }) => {
    if (event.user !== identity()?.botUserId) return;
    try {
      await desk().channelOpened(event.channel);
    } catch (error) {
      log.error('a channel that was opened could not be noted', { error, channel: event.channel });
    }
  });
}
