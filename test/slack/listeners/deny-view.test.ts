import { describe, expect, it } from 'vitest';
import { inEachMode } from '../harness.ts';

const inDenial = (carried: object, reason: string | null) => ({
  type: 'view_submission',
  user: { id: 'UANA', team_id: 'T1' },
  trigger_id: 'trigger-9',
  view: {
    id: 'V1',
    hash: 'h1',
    callback_id: 'deny-form',
    private_metadata: JSON.stringify(carried),
    state: { values: { 'deny-reason': { value: { value: reason } } } },
  },
});

describe('the window that asks why a launch is denied', () => {
  inEachMode((bot) => {
    it('is stored under its window with the reason', async () => {
      const denial = inDenial({ channel: 'C1', handle: 'a3f9' }, ' too much ');
      expect(await bot().deliver('interactive', denial)).toEqual({ response_action: 'clear' });
      expect(bot().seen).toMatchObject([
        {
          what: 'deny ["a3f9","too much"]',
          request: { key: 'view:V1', requester: { userId: 'UANA', channel: 'C1' } },
        },
      ]);
    });

    it('is answered in the window if it was opened from Home', async () => {
      const denial = inDenial({ channel: 'D1', handle: 'a3f9', home: true }, 'no');
      expect(await bot().deliver('interactive', denial)).toMatchObject({
        response_action: 'update',
      });
      expect(bot().seen).toMatchObject([
        { request: { requester: { atHome: true, window: { id: 'V1' } } } },
      ]);
    });

    it('stays open if it could not be stored', async () => {
      bot().script.reply = () => Promise.reject(new Error('the database is down'));
      const denial = inDenial({ channel: 'C1', handle: 'a3f9' }, 'no');
      expect(await bot().deliver('interactive', denial)).toEqual({
        response_action: 'errors',
        errors: { 'deny-reason': expect.stringContaining('it counts once') as string },
      });
    });

    it.each(['  \n ', null])('stays open without a reason: %j', async (reason) => {
      const denial = inDenial({ channel: 'C1', handle: 'a3f9' }, reason);
      expect(await bot().deliver('interactive', denial)).toEqual({
        response_action: 'errors',
        errors: { 'deny-reason': expect.stringContaining('needs a reason') as string },
      });
      expect(bot().seen).toEqual([]);
    });

    it('of another version does nothing', async () => {
      await bot().deliver('interactive', inDenial({ channel: 'C1' }, 'no'));
      expect(bot().seen).toEqual([]);
    });
  });
});
