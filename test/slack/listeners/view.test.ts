import { describe, expect, it } from 'vitest';
import { until } from '../fake-slack.ts';
import { inEachMode } from '../harness.ts';
import { inForm } from '../payloads.ts';

const context = { channel: 'C1', template: 'train', version: 'v1' };
const entries = {
  parameters: { lr: '0.5', gpu: 'L4' },
  target: 'p/l',
  maxTime: '6h',
  maxCost: '$200',
};

describe('the launch form', () => {
  inEachMode((bot) => {
    it('is stored under its window’s id and closed, and its requester is answered', async () => {
      const ack = await bot().deliver('interactive', inForm({ type: 'view_submission' }));
      expect(ack).toEqual({ response_action: 'clear' });
      expect(bot().seen).toEqual([
        {
          what: `submit ${JSON.stringify([context, entries])}`,
          request: {
            key: 'view:V1',
            requester: { userId: 'UANA', teamId: 'T1', channel: 'C1' },
          },
        },
      ]);
      await until(() => bot().slack.callsOf('chat.postEphemeral').length === 1);
      expect(bot().slack.callsOf('chat.postEphemeral')[0]?.args).toMatchObject({ channel: 'C1' });
    });

    it('that is not decided yet is closed without a word', async () => {
      bot().script.submitted = () => Promise.resolve({ ok: true, answer: undefined });
      const form = inForm({ type: 'view_submission' });
      expect(await bot().deliver('interactive', form)).toEqual({ response_action: 'clear' });
      expect(await bot().drain(1_000)).toBe(true);
      expect(bot().slack.callsOf('chat.postEphemeral')).toEqual([]);
    });

    it('stays open with what is wrong under its fields', async () => {
      const parameters = { lr: '`lr` is too big.' };
      const problems = { parameters, maxCost: 'No amount.', whole: 'And more.' };
      bot().script.submitted = () => Promise.resolve({ ok: false, problems });
      expect(await bot().deliver('interactive', inForm({ type: 'view_submission' }))).toEqual({
        response_action: 'errors',
        errors: {
          'parameter:train@v1:lr': 'lr is too big.',
          'max-time:train@v1:': 'And more.',
          'max-cost:train@v1:': 'No amount.',
        },
      });
    });

    it('that could not be stored stays open and says so', async () => {
      bot().script.submitted = () => Promise.reject(new Error('database is locked'));
      expect(await bot().deliver('interactive', inForm({ type: 'view_submission' }))).toMatchObject(
        {
          errors: { 'max-time:train@v1:': expect.stringContaining('counts once') as unknown },
        },
      );
    });

    it.each([
      [{ action_id: 'form-template', selected_option: { value: 'eval' } }, 'choose eval in V1/h1'],
      [{ action_id: 'form-preview' }, `preview ${JSON.stringify([context, entries])}`],
    ])('passes on what is pressed in it: %j', async (action, what) => {
      const payload = inForm({ type: 'block_actions', actions: [{ type: 'button', ...action }] });
      expect(await bot().deliver('interactive', payload)).toEqual({});
      await until(() => bot().seen.length === 1);
      expect(bot().seen[0]).toMatchObject({ what, request: { trigger: 'trigger-9' } });
    });
  });
});
