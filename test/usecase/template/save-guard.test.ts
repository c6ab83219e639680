// The guard of a template that is saved: what can't be one is refused with its place, and what comes to
// nothing beside the policy's is said.

import { beforeEach, describe, expect, test } from 'vitest';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { saying } from '../../domain/text/written.ts';
import { createHarness, type Harness } from '../harness.ts';
import {
  admin,
  createTemplateInteractions,
  yaml,
  type TemplateInteractions,
} from './template-interactions.ts';

const hour = 3_600_000;
let bot: Harness;
let interactions: TemplateInteractions;
beforeEach(async () => {
  bot = await createHarness();
  interactions = createTemplateInteractions(bot);
});

const guarded = (guard: string) => `${yaml()}\nguard: ${guard}\n`;
async function saved(guard: string, base = 0) {
  const answer = await interactions.save(guarded(guard), base, `view:${base}`);
  if (!('answer' in answer)) throw new Error(JSON.stringify(answer));
  if (answer.answer.kind !== 'template-saved') throw new Error(answer.answer.kind);
  return answer.answer;
}

describe('a guard that is looser than the policy’s', () => {
  beforeEach(() => {
    bot.setPolicy({ guards: { default: { maxDuration: '12h', onExceed: 'cancel' } } });
  });

  test('is saved, and it is said which limit holds', async () => {
    const answer = await saved('{ maxDuration: 20h, maxCost: 400, onExceed: cancel }');
    expect(answer).toMatchObject({
      save: { number: 1 },
      outdone: [
        {
          rule: { kind: 'duration', ms: 20 * hour, source: 'template' },
          by: { ms: 12 * hour, source: 'policy' },
        },
      ],
    });
    const { text } = renderAnswer(answer, { now: bot.now(), command: '/job', token: 't' });
    expect(text).toContain(
      'ℹ️ The policy cancels after 12 h of running; the template’s limit of 20 h of running adds nothing.',
    );
  });

  test('in what follows alone, too', async () => {
    const answer = await saved('{ maxDuration: 12h }');
    const { text } = renderAnswer(answer, { now: bot.now(), command: '/job', token: 't' });
    expect(text).toContain(
      'cancels after 12 h of running; the template’s warning at 12 h of running adds nothing.',
    );
  });

  test('by less than a tenth of a percent, in words that differ', async () => {
    const idle = (below: string) => ({ idleGpu: { below, for: '30m' }, onExceed: 'cancel' });
    bot.setPolicy({ guards: { default: idle('5.04%') } });
    const answer = await saved('{ idleGpu: { below: 5%, for: 30m }, onExceed: cancel }');
    const { text } = renderAnswer(answer, { now: bot.now(), command: '/job', token: 't' });
    expect(text).toContain(
      'cancels after GPUs below 5.04% for 30 min; the template’s limit of GPUs below 5% for 30 min adds nothing.',
    );
  });

  test('is said again when it is restored, and nothing is said of one that is stricter', async () => {
    await saved('{ maxDuration: 20h }');
    const stricter = await saved('{ maxDuration: 10h, onExceed: cancel }', 1);
    expect(stricter.outdone).toEqual([]);
    expect(await interactions.type('template restore train v1', admin)).toMatchObject({
      kind: 'template-saved',
      outdone: [{ rule: { ms: 20 * hour } }],
    });
  });
});

test.each([
  ['{ maxDuration: 0h }', '`guard.maxDuration` must be a duration'],
  ['{ maxDuration: -1h }', '`guard.maxDuration` must be a duration'],
  ['{ maxDuration: 3600 }', '`guard.maxDuration` must be a duration'],
  ['{ maxDuration: 400d }', '`guard.maxDuration` must be at most 90d'],
  [`{ maxDuration: ${'9'.repeat(400)}d }`, '`guard.maxDuration` must be'],
  ['{ maxDuration: 0.5h }', '`guard.maxDuration` must be a duration'],
  ['{ maxWaiting: 0s }', '`guard.maxWaiting` must be a duration'],
  ['{ maxWaiting: -45m }', '`guard.maxWaiting` must be a duration'],
  ['{ maxWaiting: 91d }', '`guard.maxWaiting` must be at most 90d'],
  ['{ maxCost: 5, silent: 0m }', '`guard.silent` must be a duration'],
  ['{ silent: -3m }', '`guard.silent` must be a duration'],
  ['{ silent: 100d }', '`guard.silent` must be at most 90d'],
  ['{ maxCost: 0 }', '`guard.maxCost` must be more than 0'],
  ['{ maxCost: -4 }', '`guard.maxCost` must be more than 0'],
  ['{ maxCost: .inf }', '`guard.maxCost` must be'],
  ['{ maxCost: 1e300 }', '`guard.maxCost` must be at most 1,000,000,000'],
  ['{ maxDuration: 1h, grace: 0m }', '`guard.grace` must be a duration'],
  ['{ maxDuration: 1h, grace: -30m }', '`guard.grace` must be a duration'],
  ['{ maxDuration: 1h, grace: 8d }', '`guard.grace` must be at most 7d'],
  ['{ maxDuration: 1h, warnAt: 0% }', '`guard.warnAt` must be a share above 0%'],
  ['{ maxDuration: 1h, warnAt: -5% }', '`guard.warnAt` must be a share above 0%'],
  ['{ maxDuration: 1h, warnAt: 101% }', '`guard.warnAt` must be a share above 0%'],
  ['{ idleGpu: { below: 0%, for: 30m } }', '`guard.idleGpu.below` must be a share above 0%'],
  ['{ idleGpu: { below: 5%, for: -30m } }', '`guard.idleGpu.for` must be a duration'],
  ['{ idleGpu: { below: 5%, for: 0m } }', '`guard.idleGpu.for` must be a duration'],
  ['{ idleGpu: { below: 5%, for: 1s } }', '`guard.idleGpu.for` must be at least 5m'],
  ['{ idleGpu: { below: 5%, for: 9h } }', '`guard.idleGpu.for` must be at most 5h'],
  ['{ idleGpu: { below: 5%, for: 1h, share: 0 } }', '`guard.idleGpu.share` must be above 0'],
  ['{ idleGpu: { below: 5%, for: 1h, share: -1 } }', '`guard.idleGpu.share` must be above 0'],
  ['{ idleGpu: { below: 5%, for: 1h, share: 2 } }', '`guard.idleGpu.share` must be at most 1'],
])('`guard: %s` is refused with its place', async (guard, problem) => {
  expect(await interactions.save(guarded(guard), 0, 'view:1')).toMatchObject({
    ok: false,
    problem: saying(problem),
  });
  expect(await interactions.versions()).toEqual([]);
});
