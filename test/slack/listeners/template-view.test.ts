import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SurfaceDeps } from '../../../app/slack/listeners/surface.ts';
import { handleTemplateSubmission } from '../../../app/slack/listeners/template-view.ts';
import { viewPayload } from '../../../app/slack/listeners/view-payload.ts';
import type { Interactions, TemplateSubmitted } from '../../../app/usecase/ports/interactions.ts';
import { until } from '../fake-slack.ts';
import { inEachMode } from '../harness.ts';
import { memoryLog } from '../values.ts';

const written = { channel: 'C1', name: 'train', base: 3 };
const inTemplate = (more: object = {}) => ({
  user: { id: 'UANA', team_id: 'T1' },
  trigger_id: 'trigger-9',
  view: {
    id: 'V1',
    hash: 'h1',
    callback_id: 'template-form',
    private_metadata: JSON.stringify(written),
    state: {
      values: {
        'template-text:3:1': { value: { value: 'b: 2' } },
        'template-text:3:0': { value: { value: 'a: 1' } },
        'template-note': { value: { value: ' why ' } },
      },
    },
  },
  ...more,
});
const text = { text: 'a: 1\nb: 2', note: 'why' };

describe('the window of a template', () => {
  inEachMode((bot) => {
    it('is stored under its window and version, its parts in order', async () => {
      const ack = await bot().deliver('interactive', inTemplate({ type: 'view_submission' }));
      expect(ack).toEqual({ response_action: 'clear' });
      expect(bot().seen).toMatchObject([
        {
          what: `save ${JSON.stringify([written, text])}`,
          request: { key: 'view:V1:3', requester: { userId: 'UANA', channel: 'C1' } },
        },
      ]);
      await until(() => bot().slack.callsOf('chat.postEphemeral').length === 1);
    });

    it('stays open with what is wrong under its text', async () => {
      bot().script.saved = () => Promise.resolve({ ok: false, problem: '`a` is wrong.' });
      expect(await bot().deliver('interactive', inTemplate({ type: 'view_submission' }))).toEqual({
        response_action: 'errors',
        errors: { 'template-text:3:1': 'a is wrong.' },
      });
      bot().script.saved = () => Promise.reject(new Error('database is locked'));
      expect(
        await bot().deliver('interactive', inTemplate({ type: 'view_submission' })),
      ).toMatchObject({
        errors: { 'template-text:3:1': expect.stringContaining('counts once') as unknown },
      });
    });

    it('is shown anew when somebody was quicker', async () => {
      const conflict = { author: 'UBO', at: 0, deleted: false, lines: [] };
      const form = { channel: 'C1', name: 'train', base: 4, text: 'a: 1', conflict };
      bot().script.saved = () =>
        Promise.resolve({ ok: false, window: { kind: 'template-form', form } });
      expect(
        await bot().deliver('interactive', inTemplate({ type: 'view_submission' })),
      ).toMatchObject({
        response_action: 'update',
        view: { private_metadata: JSON.stringify({ ...written, base: 4 }) },
      });
    });

    it('is saved with the file that was picked instead of the text', async () => {
      const url_private_download = `${bot().slack.url}/files-pri/F1`;
      const payload = inTemplate({ type: 'view_submission' });
      Object.assign(payload.view.state.values, {
        'template-file:3': { value: { files: [{ id: 'F1', url_private_download }] } },
      });
      bot().slack.on('files-pri/F1', { text: 'c: 3' });
      expect(await bot().deliver('interactive', payload)).toEqual({ response_action: 'clear' });
      expect(bot().seen[0]?.what).toContain('{"text":"c: 3","note":"why"}');
    });

    it('passes on that it is to be checked', async () => {
      const action = { type: 'button', action_id: 'template-check' };
      const payload = inTemplate({ type: 'block_actions', actions: [action] });
      expect(await bot().deliver('interactive', payload)).toEqual({});
      await until(() => bot().seen.length === 1);
      expect(bot().seen[0]).toMatchObject({ what: `check ${JSON.stringify([written, text])}` });
    });
  });
});

describe('a template', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const payload = viewPayload.parse({
    user: { id: 'UANA', team_id: 'T1' },
    view: {
      id: 'V1',
      hash: 'h1',
      callback_id: 'template-form',
      private_metadata: JSON.stringify({ channel: 'C1', name: 'train', base: 3 }),
      state: { values: { 'template-text:3:0': { value: { value: 'a: 1' } } } },
    },
  });

  it('that the database takes too long to store stays open, and says that Save can be pressed again', async () => {
    const slow = Promise.withResolvers<TemplateSubmitted>();
    const answers: unknown[] = [];
    const unused = (): never => {
      throw new Error('not used here');
    };
    const deps: SurfaceDeps = {
      interactions: { submitTemplate: () => slow.promise } as unknown as Interactions,
      answerer: { answer: (_, answer) => Promise.resolve(void answers.push(answer)) },
      contexts: { next: unused, commandUsed: unused },
      files: { read: unused },
      log: memoryLog(),
    };
    const acks: unknown[] = [];
    const handled = handleTemplateSubmission(deps, payload, (response) =>
      Promise.resolve(void acks.push(response)),
    );
    // Slack waits three seconds, and then shows a word of its own.
    await vi.advanceTimersByTimeAsync(2_900);
    expect(acks).toEqual([
      {
        response_action: 'errors',
        errors: { 'template-text:3:0': expect.stringContaining('it counts once') as string },
      },
    ]);
    slow.resolve({ ok: true, answer: { kind: 'note', note: { kind: 'watch-ended-before' } } });
    await handled;
    expect([acks.length, answers]).toEqual([1, []]);
  });
});
