import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { actionId, writeActionValue } from '../../../blocks/kit/value/button-values.ts';
import { renderCard } from '../../../blocks/job/card.ts';
import type { Message } from '../../../blocks/kit/message.ts';
import { writePageValue } from '../../../blocks/kit/value/page-value.ts';
import { jobOf, launchOf } from '../../blocks/samples.ts';
import { until } from '../fake-slack.ts';
import { inEachMode } from '../harness.ts';
import { cancelButton } from '../payloads.ts';
import { card } from '../values.ts';

const context = { now: 0, command: '/job', token: 'abc' };

/** What can be pressed in a message. */
function actionsOf({ blocks }: Message) {
  const actions = blocks.find(({ type }) => type === 'actions');
  if (actions?.type !== 'actions') throw new Error('nothing to press');
  return actions;
}

describe('a press', () => {
  inEachMode((bot) => {
    it('of a button is acked once it is stored, and answered through the response_url', async () => {
      expect(await bot().deliver('interactive', bot().press(cancelButton))).toEqual({});
      await until(() => bot().slack.callsOf('response_url').length === 1);
      expect(bot().seen).toMatchObject([
        {
          what: { verb: 'cancel', handle: 'a3f9' },
          request: {
            key: 'button:abc:cancel:a3f9:UANA',
            requester: { userId: 'UANA', channel: 'C1' },
          },
        },
      ]);
    });

    it('keeps the reason that was typed before the bot asked which job', async () => {
      const candidates = [card, card];
      const asked = renderAnswer(
        { kind: 'picker', verb: 'cancel', typed: 'x', candidates, more: 0, reason: 'wrong data' },
        context,
      );
      const value = writeActionValue({ handle: 'b7k2', token: 'abc' });
      const action_id = actionId('pick-cancel');
      const picked = { type: 'static_select', action_id, selected_option: { value } };
      await bot().deliver(
        'interactive',
        bot().press({ ...picked, block_id: actionsOf(asked).block_id }),
      );
      expect(bot().seen[0]?.what).toEqual({ verb: 'cancel', handle: 'b7k2', reason: 'wrong data' });
    });

    it('of an option under ⋯ is that of the button it stands for, or only opens a URL', async () => {
      const ended = { launch: launchOf('resnet'), job: jobOf('resnet', { state: 'SUCCEEDED' }) };
      const menu = actionsOf(renderCard(ended, context)).elements.find(
        ({ type }) => type === 'overflow',
      );
      if (menu?.type !== 'overflow') throw new Error('no ⋯');
      expect(menu.options).toHaveLength(3);
      for (const selected_option of menu.options) {
        const pressed = { type: 'overflow', action_id: menu.action_id, selected_option };
        expect(await bot().deliver('interactive', bot().press(pressed))).toEqual({});
      }
      const { handle } = ended.launch;
      expect(bot().seen).toMatchObject([
        {
          what: { verb: 'rerun-form', handle },
          request: { key: `button:abc:rerun-form:${handle}:UANA` },
        },
      ]);
    });

    it('is a yes to a cancel, with its reason, or a no: its answer takes the place of the question', async () => {
      const question = renderAnswer(
        { kind: 'cancel-asks', card, channel: 'C1', reason: 'wrong data' },
        context,
      );
      const actions = actionsOf(question);
      for (const one of actions.elements) {
        await bot().deliver('interactive', bot().press({ ...one, block_id: actions.block_id }));
      }
      expect(bot().seen).toMatchObject([
        {
          what: { verb: 'cancel', handle: 'a3f9', reason: 'wrong data' },
          request: { key: 'button:abc:confirm-cancel:a3f9:UANA', requester: { asked: true } },
        },
        { what: { verb: 'let-run', handle: 'a3f9' } },
      ]);
    });

    it('is a yes or a no to a re-run', async () => {
      const { target } = card.launch;
      const question = renderAnswer(
        { kind: 'rerun-asks', handle: 'c4m2', card, channel: 'C1', target },
        context,
      );
      const actions = actionsOf(question);
      for (const one of actions.elements)
        await bot().deliver('interactive', bot().press({ ...one }));
      expect(bot().seen).toMatchObject([
        {
          what: { verb: 'launch-anyway', handle: 'c4m2' },
          request: { requester: { asked: true } },
        },
        { what: { verb: 'not-this', handle: 'c4m2' }, request: { requester: { asked: true } } },
      ]);
    });

    it('opens the form', async () => {
      const offer = renderAnswer(
        { kind: 'problem', problems: ['Which template?'], form: true },
        context,
      );
      const actions = actionsOf(offer);
      for (const one of actions.elements)
        await bot().deliver('interactive', bot().press({ ...one }));
      expect(bot().seen).toMatchObject([{ what: { verb: 'menu' } }]);
    });

    it('says which job was picked', async () => {
      const value = writeActionValue({ handle: 'b7k2', token: 'abc' });
      await bot().deliver(
        'interactive',
        bot().press({
          type: 'static_select',
          action_id: actionId('pick-status'),
          selected_option: { value },
        }),
      );
      expect(bot().seen[0]?.what).toEqual({ verb: 'status', handle: 'b7k2' });
    });

    it('says which page of a list is wanted, and in which thread the list stands', async () => {
      const filter = { scope: 'all', states: ['FAILED'] } as const;
      const turn = { to: 'older', requestedAt: 5, id: 'l1' } as const;
      const value = writePageValue({ filter, turn, token: 'abc' });
      const container = { channel_id: 'C1', is_ephemeral: true, thread_ts: '1.5' };
      await bot().deliver(
        'interactive',
        bot().press({ action_id: actionId('list-older'), value }, { container }),
      );
      expect(bot().seen).toMatchObject([
        {
          what: { verb: 'list', filter, turn },
          request: { key: 'button:abc:list-older::UANA', requester: { threadTs: '1.5' } },
        },
      ]);
    });

    it.each([
      ['a foreign value', { action_id: actionId('cancel'), value: 'https://evil.example' }],
      ['a page of another version', { action_id: actionId('list-older'), value: '{"turn":9}' }],
      ['an unknown action', { action_id: 'constructor', value: cancelButton.value }],
    ])('with %s is acked, does nothing and says so', async (_name, action) => {
      expect(await bot().deliver('interactive', bot().press(action))).toEqual({});
      await until(() => bot().slack.callsOf('response_url').length === 1);
      expect(bot().slack.callsOf('response_url')[0]?.args.json).toContain('nothing was done');
      expect(bot().seen).toEqual([]);
    });

    it('of a link, or of an unknown shape, is acked and nothing else', async () => {
      const calls = bot().slack.calls.length;
      expect(
        await bot().deliver('interactive', bot().press({ action_id: 'link-console' })),
      ).toEqual({});
      expect(await bot().deliver('interactive', bot().press({ name: 'legacy' }))).toEqual({});
      expect(await bot().drain(1_000)).toBe(true);
      expect([bot().seen, bot().slack.calls.length]).toEqual([[], calls]);
    });
  });
});
