import { describe, expect, it } from 'vitest';
import { inEachMode, noteText } from '../harness.ts';

describe('a command', () => {
  inEachMode((bot) => {
    it('is acked with its answer, for the requester only', async () => {
      expect(await bot().deliver('slash_commands', bot().command())).toMatchObject({
        response_type: 'ephemeral',
        text: expect.stringContaining(noteText) as unknown,
      });
      expect(bot().seen).toEqual([
        {
          what: '/job list',
          request: {
            key: 'command:trigger-1',
            trigger: 'trigger-1',
            requester: {
              userId: 'UANA',
              teamId: 'T1',
              channel: 'C1',
              responseUrl: `${bot().slack.url}/response_url`,
            },
          },
        },
      ]);
    });

    it('is taken by any name, and acked with nothing when its answer comes later', async () => {
      bot().script.reply = () => Promise.resolve(undefined);
      expect(
        await bot().deliver('slash_commands', bot().command({ command: '/train', text: '' })),
      ).toEqual({});
      expect(bot().seen[0]?.what).toBe('/train ');
    });

    it('is told when it could not be stored', async () => {
      bot().script.reply = () => Promise.reject(new Error('database is locked'));
      expect(await bot().deliver('slash_commands', bot().command())).toMatchObject({
        text: expect.stringContaining('could not store') as unknown,
      });
      expect(bot().log.lines).toContainEqual(
        expect.objectContaining({ message: 'a request from Slack could not be stored' }),
      );
    });

    it('that can’t be read is acked, and does nothing', async () => {
      const { trigger_id, ...rest } = bot().command();
      expect(trigger_id).toBeDefined();
      expect(await bot().deliver('slash_commands', rest)).toMatchObject({
        text: expect.stringContaining('can’t read') as unknown,
      });
      expect(bot().seen).toEqual([]);
    });
  });
});
