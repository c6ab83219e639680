import { App, type ReceiverEvent } from '@slack/bolt';
import { beforeEach, expect, it } from 'vitest';
import { createEcho, type Echo } from '../../../app/slack/client/echo.ts';

let now: number;
let app: App;
beforeEach(() => {
  now = 0;
  const nothing = () => Promise.resolve();
  app = new App({
    receiver: { init: () => undefined, start: nothing, stop: nothing },
    convoStore: false,
    authorize: () => Promise.resolve({ botToken: 'xoxb', botUserId: 'UBOT', botId: 'BBOT' }),
  });
});

function create(alone = true): Echo {
  const echo = createEcho({ alone, monotonic: () => now });
  echo.listen(app);
  return echo;
}

const bring = (event: object): Promise<void> => {
  const body = { type: 'event_callback', event };
  const received: ReceiverEvent = { body, ack: () => Promise.resolve() };
  return app.processEvent(received);
};
const own = { type: 'message', channel_type: 'im', channel: 'D1', user: 'UBOT', bot_id: 'BBOT' };

it('knows nothing before it has posted to a person', () => {
  const echo = create();
  echo.posted('C1');
  now = 600_000;
  expect(echo.hears()).toBeUndefined();
});

it('hears nothing when no post of its own came back within a minute', () => {
  const echo = create();
  echo.posted('D1');
  now = 60_000;
  expect(echo.hears()).toBeUndefined();
  now = 60_001;
  echo.posted('D1');
  expect(echo.hears()).toBe(false);
});

it('hears when its own came back, or a person’s came', async () => {
  const echo = create();
  echo.posted('D1');
  now = 90_000;
  await bring({ ...own, channel_type: 'channel' });
  await bring({ type: 'app_mention', channel: 'D1' });
  expect(echo.hears()).toBe(false);
  await bring(own);
  expect(echo.hears()).toBe(true);
});

it('can’t tell where another process may have had it', () => {
  const echo = create(false);
  echo.posted('D1');
  now = 90_000;
  expect(echo.hears()).toBeUndefined();
});
