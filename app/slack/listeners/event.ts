import type { App } from '@slack/bolt';
import type { Membership } from '../client/people/membership.ts';
import type { SlackIdentity } from '../client/web.ts';
import type { SurfaceDeps } from './surface.ts';

/**
 * The bot joined a channel or one was reopened: parked threads may go. Somebody joined or left:
 * they see other jobs. These events are only hints (parked threads are retried anyway), so they are
 * acked even if they couldn't be stored.
 */
export function registerEvents(
  app: App,
  {
    interactions,
    log,
    identity,
    membership,
  }: SurfaceDeps & {
    readonly identity: () => SlackIdentity | undefined;
    readonly membership: Pick<Membership, 'changed'>;
  },
): void {
  const opened = async (channel: string): Promise<void> => {
    try {
      await interactions.channelOpened(channel);
    } catch (error) {
      log.error('a channel that was opened could not be noted', { error, channel });
    }
  };
  app.event('member_left_channel', ({ event }) => {
    membership.changed(event.user);
    return Promise.resolve();
  });
  app.event('member_joined_channel', async ({ event }) => {
    membership.changed(event.user);
    if (event.user === identity()?.botUserId) await opened(event.channel);
  });
  app.event('channel_unarchive', ({ event }) => opened(event.channel));
  app.event('group_unarchive', ({ event }) => opened(event.channel));
}
