import { describe, expect, it } from 'vitest';
import { until } from '../fake-slack.ts';
import { inEachMode } from '../harness.ts';

describe('a channel that is joined', () => {
  inEachMode((bot) => {
    it('is noted when the bot joins it, and not when others do', async () => {
      const joined = (user: string, channel: string) =>
        bot().deliver('events_api', {
          type: 'event_callback',
          team_id: 'T1',
          event: { type: 'member_joined_channel', user, channel },
        });
      await joined('UANA', 'C1');
      await joined('UBOT', 'C2');
      await until(() => bot().channelsOpened.length > 0);
      expect(bot().channelsOpened).toEqual(['C2']);
    });
  });
});
