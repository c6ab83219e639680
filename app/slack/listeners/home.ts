import type { App } from '@slack/bolt';
import { z } from 'zod';
import { leaveUnacked } from './ack-all.ts';
import type { SurfaceDeps } from './surface.ts';

/**
 * https://docs.slack.dev/reference/events/app_home_opened in its envelope. `view` is set once a
 * page was published.
 */
const openedBody = z.looseObject({
  team_id: z.string(),
  event: z.looseObject({
    user: z.string(),
    channel: z.string(),
    tab: z.string().optional(),
    view: z.looseObject({ hash: z.string().optional() }).nullish(),
  }),
});

/**
 * Somebody opened Home: stored, so that any replica can show it. Opening the Messages tab doesn't
 * count.
 */
export function registerHome(app: App, { interactions, log }: SurfaceDeps): void {
  app.event('app_home_opened', async ({ body, context }) => {
    const parsed = openedBody.safeParse(body);
    if (!parsed.success) {
      log.warn('an opened Home arrived in an unknown shape');
      return;
    }
    const { team_id: teamId, event } = parsed.data;
    if (event.tab !== 'home') return;
    const { user: userId, channel, view } = event;
    try {
      await interactions.homeOpened({ userId, teamId, channel, mark: view?.hash });
    } catch (error) {
      log.error('an opened Home could not be noted', { error });
      leaveUnacked(context);
    }
  });
}
