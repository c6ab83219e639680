import { describe, expect, it } from 'vitest';
import { until } from '../fake-slack.ts';
import { inEachMode } from '../harness.ts';
import { mention } from '../payloads.ts';

const direct = (event: object = {}) => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: 'Ev2',
  event: {
    type: 'message',
    channel_type: 'im',
    user: 'UANA',
    text: 'list mine',
    ts: '2.0',
    event_ts: '2.0',
    channel: 'D1',
    ...event,
  },
});
const changed = (message: object, event: object = {}) =>
  direct({
    subtype: 'message_changed',
    hidden: true,
    user: undefined,
    text: undefined,
    ts: '3.0',
    message: { type: 'message', user: 'UANA', text: 'list all', ts: '2.0', ...message },
    ...event,
  });

describe('a direct message', () => {
  inEachMode((bot) => {
    it('is taken by its message, without a mention', async () => {
      await bot().deliver('events_api', direct({ thread_ts: '1.0' }));
      await until(() => bot().seen.length === 1);
      expect(bot().seen[0]).toEqual({
        what: '/job list mine @1.0',
        request: {
          key: 'message:D1:2.0',
          requester: { userId: 'UANA', teamId: 'T1', channel: 'D1', threadTs: '1.0' },
        },
      });
    });

    it.each([
      [
        'beginning with its mention',
        direct({ text: '<@UBOT>: list' }),
        '/job list @channel',
        'message:D1:2.0',
      ],
      [
        'with a file',
        direct({ subtype: 'file_share' }),
        '/job list mine @channel',
        'message:D1:2.0',
      ],
      [
        'edited by its author',
        changed({ edited: { user: 'UANA', ts: '3.0' } }),
        'edited',
        'edited:D1:2.0',
      ],
    ])('%s is heard', async (_, event, what, key) => {
      await bot().deliver('events_api', event);
      expect(bot().seen).toMatchObject([{ what, request: { key } }]);
    });

    it.each([
      ['the bot’s own', direct({ user: 'UBOT', bot_id: 'BBOT' })],
      ['of another bot', direct({ bot_id: 'BOTHER' })],
      ['of a workflow in the name of a person', direct({ bot_id: 'B9', user: 'UANA' })],
      ['of another subtype', direct({ subtype: 'message_deleted', deleted_ts: '2.0' })],
      ['of a name that was changed', direct({ subtype: 'channel_name' })],
      [
        'the bot’s own, edited',
        changed({ user: 'UBOT', bot_id: 'BBOT', edited: { user: 'UBOT' } }),
      ],
      ['with a link that was unfurled', changed({})],
      ['without an author', direct({ user: undefined })],
      ['in a channel', direct({ channel_type: 'channel', channel: 'C1', text: '<@UBOT> list' })],
      ['in a group of people', direct({ channel_type: 'mpim', channel: 'G1' })],
    ])('is ignored: %s', async (_, event) => {
      expect(await bot().deliver('events_api', event)).toEqual({});
      await bot().deliver('events_api', mention());
      await until(() => bot().seen.length > 0);
      expect(bot().seen).toMatchObject([{ what: '/job cancel too slow @1.0' }]);
    });
  });
});
