import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SurfaceDeps } from '../../../app/slack/listeners/surface.ts';
import { handleTemplateSubmission } from '../../../app/slack/listeners/template-view.ts';
import { viewPayload } from '../../../app/slack/listeners/view-payload.ts';
import type { Interactions, TemplateSubmitted } from '../../../app/usecase/ports/interactions.ts';
import { memoryLog } from '../values.ts';

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

test('a template that the database takes too long to store stays in its window, which says that Save can be pressed again', async () => {
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
