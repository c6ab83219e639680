import { describe, expect, it } from 'vitest';
import { inEachMode } from '../harness.ts';

describe('what nobody handles', () => {
  inEachMode((bot) => {
    it.each([
      ['a message shortcut', { type: 'message_action', callback_id: 'x', user: { id: 'UANA' } }],
      ['a global shortcut', { type: 'shortcut', callback_id: 'x', user: { id: 'UANA' } }],
      [
        'a submitted view',
        { type: 'view_submission', view: { callback_id: 'x' }, user: { id: 'UANA' } },
      ],
      ['a closed view', { type: 'view_closed', view: { callback_id: 'x' }, user: { id: 'UANA' } }],
    ])('%s is acked and logged', async (_name, payload) => {
      await bot().deliver('interactive', { team: { id: 'T1' }, ...payload });
      expect(bot().log.lines).toContainEqual(
        expect.objectContaining({ message: 'an interaction nobody handles' }),
      );
    });
  });
});
