import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { until } from '../fake-slack.ts';
import { inEachMode, note } from '../harness.ts';
import { mention } from '../payloads.ts';

describe('a mention', () => {
  inEachMode((bot) => {
    it('is taken by its message, not by its delivery, and in its thread', async () => {
      await bot().deliver('events_api', mention());
      await until(() => bot().seen.length === 1);
      expect(bot().seen[0]).toEqual({
        what: '/job cancel too slow @1.0',
        request: {
          key: 'message:C1:2.0',
          requester: { userId: 'UANA', teamId: 'T1', channel: 'C1', threadTs: '1.0' },
        },
      });
    });

    it.each([
      ['a colon after its name', { text: '<@UBOT>: list' }, '/job list'],
      ['a comma after its name', { text: '<@UBOT>, list' }, '/job list'],
      ['a file besides', { text: '<@UBOT> list', subtype: 'file_share' }, '/job list'],
      ['a reply shown in the channel', { subtype: 'thread_broadcast' }, '/job cancel too slow'],
      ['an edit', { edited: { user: 'UANA', ts: '3.0' } }, 'edited'],
    ])('with %s is heard', async (_, event, what) => {
      await bot().deliver('events_api', mention(event));
      expect(bot().seen).toMatchObject([{ what: expect.stringContaining(what) as string }]);
    });

    it.each([
      ['prose that names the bot', { text: 'stop worrying, <@UBOT> tells us when it is done' }],
      ['a reply that does not name the bot', { text: 'stop by my desk when it is done' }],
      ['an edit of prose', { text: 'thanks to <@UBOT>', edited: { user: 'UANA', ts: '3.0' } }],
      ['of a workflow or another app in a person’s name', { bot_id: 'BWORKFLOW' }],
      ['of nobody', { user: undefined }],
      ['what somebody does', { subtype: 'me_message' }],
      ['the bot’s own', { user: 'UBOT' }],
    ])('is not heard: %s', async (_, event) => {
      await bot().deliver('events_api', mention(event));
      expect(bot().seen).toEqual([]);
      expect(bot().slack.callsOf('chat.postEphemeral')).toEqual([]);
    });

    it('is acked once it is stored, and left to come again where it can’t be', async () => {
      const work = Promise.withResolvers<Answer | undefined>();
      bot().script.reply = () => work.promise;
      const acked = bot().deliver('events_api', mention());
      const first = await Promise.race([
        acked.then(() => 'acked'),
        until(() => bot().seen.length === 1).then(() => 'in hand'),
      ]);
      expect(first).toBe('in hand');
      work.resolve(undefined);
      await acked;
      bot().script.reply = () => Promise.reject(new Error('database is locked'));
      let wasAcked = false;
      // Over HTTP Slack is told to bring it again; over a socket it gets no answer.
      const lost = bot()
        .deliver('events_api', mention())
        .then(() => (wasAcked = true));
      lost.catch(() => undefined);
      await until(() =>
        bot().log.lines.some(({ message }) => message === 'what was said could not be stored'),
      );
      // What comes later is answered later.
      bot().script.reply = () => Promise.resolve(note);
      await bot().deliver('slash_commands', bot().command());
      expect(wasAcked).toBe(false);
    });
  });
});
