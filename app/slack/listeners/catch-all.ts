import type { App } from '@slack/bolt';
import type { SlackLog } from '../client/log.ts';
import { acked } from './surface.ts';

/**
 * Acks what nobody handles. Otherwise the person waits three seconds for a warning sign, in Socket
 * Mode without a line in the log. Commands, actions, shortcuts and submitted windows have their own
 * catch-alls.
 */
export function registerCatchAll(app: App, log: SlackLog): void {
  const unknown = async (what: string, ack: () => Promise<void>): Promise<void> => {
    log.warn('an interaction nobody handles', { what });
    await acked(log, ack);
  };
  app.options({}, ({ ack }) => unknown('options', () => ack({ options: [] })));
  app.view({ type: 'view_closed' }, ({ ack }) => unknown('view_closed', ack));
  app.error(async (error) => {
    log.error('a Slack payload could not be handled', { error });
    return Promise.resolve();
  });
}
