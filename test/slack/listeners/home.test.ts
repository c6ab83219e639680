import { describe, expect, it } from 'vitest';
import { actionId } from '../../../blocks/kit/value/button-values.ts';
import { until } from '../fake-slack.ts';
import { inEachMode, note, noteText } from '../harness.ts';
import { cancelButton, inForm } from '../payloads.ts';

const homeOpened = (event: object = {}) => ({
  type: 'event_callback',
  event_id: 'Ev9',
  team_id: 'T1',
  event: { type: 'app_home_opened', user: 'UANA', channel: 'D1', tab: 'home', ...event },
});

const onHome = (action: object, view: object = {}) => ({
  type: 'block_actions',
  user: { id: 'UANA', team_id: 'T1' },
  team: { id: 'T1' },
  container: { type: 'view', view_id: 'VH' },
  trigger_id: 'trigger-7',
  view: {
    id: 'VH',
    type: 'home',
    hash: 'h1',
    callback_id: '',
    private_metadata: JSON.stringify({ channel: 'D1', home: true }),
    ...view,
  },
  actions: [{ type: 'button', block_id: 'b', ...action }],
});

describe('Home', () => {
  inEachMode((bot) => {
    it('is noted when it is opened, with Slack’s mark of what it shows; opened messages are not', async () => {
      await bot().deliver('events_api', homeOpened());
      await bot().deliver('events_api', homeOpened({ view: { id: 'V1', hash: 'h1' } }));
      await bot().deliver('events_api', homeOpened({ tab: 'messages' }));
      const ana = { userId: 'UANA', teamId: 'T1', channel: 'D1' };
      expect(bot().homesOpened).toEqual([
        { ...ana, mark: undefined },
        { ...ana, mark: 'h1' },
      ]);
    });

    it('has no channel: a press on it is answered in a window', async () => {
      expect(await bot().deliver('interactive', onHome(cancelButton))).toEqual({});
      await until(() => bot().slack.callsOf('views.open').length === 1);
      expect(bot().seen).toMatchObject([
        {
          what: { verb: 'cancel', handle: 'a3f9' },
          request: { trigger: 'trigger-7', requester: { channel: 'D1', atHome: true } },
        },
      ]);
      const { trigger_id, view = '' } = bot().slack.callsOf('views.open')[0]?.args ?? {};
      expect(trigger_id).toBe('trigger-7');
      expect(view).toContain(noteText);
      expect(bot().slack.callsOf('chat.postEphemeral')).toEqual([]);
    });

    it('opens a window for an answer that takes its time, and returns its id', async () => {
      bot().slack.on('views.open', { body: { ok: true, view: { id: 'V9' } } });
      expect(await bot().windows.openAnswer('trigger-7', note, 'D1')).toEqual({
        ok: true,
        value: 'V9',
      });
      bot().slack.on('views.open', { body: { ok: false, error: 'expired_trigger_id' } });
      expect(await bot().windows.openAnswer('trigger-7', note, 'D1')).toMatchObject({ ok: false });
    });

    it('answers by direct message where the window comes too late', async () => {
      bot().slack.on('views.open', { body: { ok: false, error: 'expired_trigger_id' } });
      await bot().deliver('interactive', onHome(cancelButton));
      await until(() => bot().slack.callsOf('chat.postMessage').length === 1);
      expect(bot().slack.callsOf('chat.postMessage')[0]?.args).toMatchObject({ channel: 'D1' });
    });

    it('answers a press in such a window there', async () => {
      const action = { ...cancelButton, action_id: actionId('launch-anyway') };
      await bot().deliver('interactive', onHome(action, { id: 'V2', callback_id: 'answer' }));
      await until(() => bot().slack.callsOf('views.update').length === 1);
      expect(bot().seen[0]?.what).toEqual({ verb: 'launch-anyway', handle: 'a3f9' });
      expect(bot().slack.callsOf('views.update')[0]?.args).toMatchObject({ view_id: 'V2' });
    });

    it('opens the form of a template, or the choice of one', async () => {
      await bot().deliver(
        'interactive',
        onHome({ action_id: actionId('home-launch'), value: 'resnet' }),
      );
      await bot().deliver('interactive', onHome({ action_id: actionId('home-launch') }));
      await until(() => bot().seen.length === 2);
      expect(bot().seen).toMatchObject([
        {
          what: { verb: 'launch-form', template: 'resnet' },
          request: { trigger: 'trigger-7', requester: { atHome: true } },
        },
        { what: { verb: 'launch-form' } },
      ]);
    });

    it('counts each press of a button that only opens a form as its own', async () => {
      const pressed = { ...onHome({ action_id: actionId('home-launch'), value: 'resnet' }) };
      await bot().deliver('interactive', { ...pressed, trigger_id: 'trigger-8' });
      await bot().deliver('interactive', { ...pressed, trigger_id: 'trigger-9' });
      await until(() => bot().seen.length === 2);
      expect(new Set(bot().seen.map(({ request }) => request.key)).size).toBe(2);
    });

    it('shows the answer to a form, or what is wrong with its channel, in the form’s window', async () => {
      const home = { channel: 'D1', home: true, template: 'train', version: 'v1' };
      const form = inForm({ type: 'view_submission' });
      form.view.private_metadata = JSON.stringify(home);
      Object.assign(form.view.state.values, {
        'channel::': { value: { selected_conversation: 'C7' } },
      });
      expect(await bot().deliver('interactive', form)).toMatchObject({
        response_action: 'update',
        view: { callback_id: 'answer' },
      });
      expect(bot().seen[0]?.what).toContain('"channel":"C7"');
      // Where the answer to what is not decided yet will be.
      expect(bot().seen[0]?.request.requester).toMatchObject({
        atHome: true,
        window: { id: 'V1' },
      });
      bot().script.submitted = () => Promise.resolve({ ok: true, answer: undefined });
      expect(JSON.stringify(await bot().deliver('interactive', form))).toContain('One moment');
      bot().script.submitted = () =>
        Promise.resolve({ ok: false, problems: { parameters: {}, channel: 'Not `there`.' } });
      expect(await bot().deliver('interactive', form)).toEqual({
        response_action: 'errors',
        errors: { 'channel::': 'Not there.' },
      });
    });
  });
});
