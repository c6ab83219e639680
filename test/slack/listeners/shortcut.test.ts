import { describe, expect, it } from 'vitest';
import { until } from '../fake-slack.ts';
import { inEachMode } from '../harness.ts';

describe('a message’s shortcut', () => {
  inEachMode((bot) => {
    it('shows the job of the message’s thread', async () => {
      const payload = {
        type: 'message_action',
        callback_id: 'job_actions',
        user: { id: 'UANA', team_id: 'T1' },
        channel: { id: 'C1' },
        message: { ts: '3.0', thread_ts: '1.0' },
        trigger_id: 'trigger-9',
      };
      await bot().deliver('interactive', payload);
      await until(() => bot().seen.length === 1);
      expect(bot().seen[0]).toMatchObject({
        what: '/job  @1.0',
        request: { trigger: 'trigger-9' },
      });
    });
  });
});
