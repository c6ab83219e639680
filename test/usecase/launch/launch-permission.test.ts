// A launch takes more than its template once that is gone, or where it was sent unchecked.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { createHarness, target, type Harness } from '../harness.ts';
import {
  createTemplateInteractions,
  request,
  type TemplateInteractions,
} from '../template/template-interactions.ts';

const roles = { lead: { people: ['U0BO'] } };

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

/** The answer to a command, whether it comes at once or from the loop. */
async function ask(text: string, userId: string): Promise<Answer | undefined> {
  const answer = await bot.type(text, userId);
  await bot.wait(3_000);
  return answer ?? bot.answers.at(-1);
}

describe('a re-run of a template that is gone', () => {
  let handle = '';
  beforeEach(async () => {
    const first = await ask('launch hello', 'U0ANA');
    handle = first?.kind === 'launch-stored' ? first.handle : '';
    bot.file.name = 'renamed';
  });

  test('counts as one from a spec where a policy names roles, and says why', async () => {
    bot.setPolicy({ roles, grants: { template: ['lead'] } });
    const refused = await ask(`rerun ${handle} steps=5`, 'U0ANA');
    expect(refused).toMatchObject({
      kind: 'refused',
      why: { kind: 'template-gone', template: 'hello', roles: ['lead'] },
    });
    if (refused === undefined) throw new Error('no answer');
    const { text } = renderAnswer(refused, { now: 0, command: '/job', token: 't' });
    expect(text).toContain('is not there any more');
    expect(bot.creates).toHaveLength(1);
    expect(await ask(`rerun ${handle} steps=5`, 'U0BO')).toMatchObject({ kind: 'launch-stored' });
  });

  test('is for workspace admins if the policy says nothing of templates', async () => {
    bot.setPolicy({ roles });
    expect(await ask(`rerun ${handle} steps=5`, 'U0ANA')).toMatchObject({
      why: { kind: 'template-gone', template: 'hello' },
    });
  });

  test('is as always without a policy file', async () => {
    expect(await ask(`rerun ${handle} steps=5`, 'U0ANA')).toMatchObject({ kind: 'launch-stored' });
  });
});

describe('what is sent unchecked', () => {
  const bare = `workerPoolSpecs:
- machineSpec: { machineType: a4x-highgpu-4g, acceleratorType: NVIDIA_GB300, acceleratorCount: 4 }
  replicaCount: 1
  containerSpec: { imageUri: gcr.io/x/y }
`;
  let interactions: TemplateInteractions;
  beforeEach(async () => {
    interactions = createTemplateInteractions(bot);
    await interactions.keep('train', bare);
  });

  async function send(userId: string, key: string): Promise<Answer | undefined> {
    const template = await bot.ask('launch train dry-run', userId);
    if (template?.kind !== 'dry-run') throw new Error('no preview');
    const { name, version } = template.template;
    const who = { userId, teamId: 'T1', channel: 'C0JOBS' };
    return bot.interactions.press(request(key, who), {
      ...{ verb: 'send-unchecked', template: name, version, target, maxTimeMs: undefined },
    });
  }

  test('is for who may change templates when it is accepted, too', async () => {
    const grants = { template: ['lead'] };
    bot.setPolicy({ roles, grants });
    await send('U0BO', 'k');
    bot.setPolicy({ roles: { lead: { people: ['U0ADMIN'] } }, grants });
    await bot.wait(3_000);
    expect(bot.creates).toEqual([]);
    expect(bot.answers.at(-1)).toMatchObject({
      kind: 'refused',
      why: { kind: 'not-granted', verb: 'template' },
    });
  });

  test('and so is a re-run of it', async () => {
    bot.setPolicy({ roles, grants: { template: ['lead'] } });
    await send('U0BO', 'k');
    await bot.wait(3_000);
    const launch = await bot.store.transaction((tx) => tx.launches.byRequestKey('k'));
    expect(bot.creates).toHaveLength(1);
    bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    expect(await ask(`rerun ${launch?.handle ?? ''}`, 'U0ANA')).toMatchObject({ kind: 'refused' });
    expect(bot.creates).toHaveLength(1);
  });

  test.each([
    [['train'], 1],
    [['other'], 0],
  ])('in a channel that takes %j, it is launched as its template', async (templates, made) => {
    bot.setPolicy({ roles, grants: { template: ['lead'] }, channels: { C0JOBS: { templates } } });
    await send('U0BO', 'k');
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(made);
  });
});

test('a repeated request is answered by its launch, whatever became of the template', async () => {
  const first = await bot.decided(bot.type('launch hello', 'U0ANA', 'same'));
  expect(first).toMatchObject({ kind: 'launch-stored' });
  bot.file.name = 'renamed';
  expect(await bot.type('launch hello', 'U0ANA', 'same')).toEqual(first);
});

test('so is one that was asked about', async () => {
  await bot.launch();
  const question = await bot.type('launch hello', 'U0ANA', 'same');
  expect(question).toMatchObject({ kind: 'launch-needs-confirmation' });
  bot.file.name = 'renamed';
  expect(await bot.type('launch hello', 'U0ANA', 'same')).toMatchObject({
    kind: 'launch-needs-confirmation',
  });
});
