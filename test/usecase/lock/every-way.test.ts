// The rarer ways to launch meet a lock, too, and doctor tells of it.

import { beforeEach, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { createHarness, requester, type Harness } from '../harness.ts';
import {
  addForeignJob,
  createTemplateInteractions,
  request,
  specWithEnv,
  type TemplateInteractions,
} from '../template/template-interactions.ts';

let bot: Harness;
let interactions: TemplateInteractions;
beforeEach(async () => {
  bot = await createHarness();
  interactions = createTemplateInteractions(bot);
});

const lockAll = () => bot.ask('lock all the data moves', 'U0ADMIN');

async function isRefused(answer: Promise<Answer | undefined>): Promise<void> {
  expect(await bot.decided(answer)).toMatchObject({
    kind: 'refused',
    act: 'launch',
    why: { kind: 'locked', lock: { reason: 'the data moves' } },
  });
  await bot.wait(60_000);
  expect(bot.creates).toEqual([]);
}

test('a preview that is sent unchecked', async () => {
  const bare = `workerPoolSpecs:
- machineSpec: { machineType: a4x-highgpu-4g, acceleratorType: NVIDIA_GB300, acceleratorCount: 4 }
  replicaCount: 1
  containerSpec: { imageUri: gcr.io/x/y }
`;
  await interactions.keep('train', bare);
  const preview = await interactions.type('launch train dry-run');
  if (preview?.kind !== 'dry-run') throw new Error('no preview');
  const { template, target } = preview;
  await lockAll();
  await isRefused(
    bot.interactions.press(request('a'), {
      verb: 'send-unchecked',
      template: template.name,
      version: template.version,
      target,
      maxTimeMs: undefined,
    }),
  );
});

test('a job that was made elsewhere, made again from its spec', async () => {
  const name = addForeignJob(bot, specWithEnv([]), { displayName: 'theirs' });
  await lockAll();
  await isRefused(interactions.type(`rerun ${name}`));
});

test('what is said to the bot', async () => {
  await lockAll();
  const said = { key: 'm:1', requester: { ...requester, threadTs: '1.1' } };
  await bot.interactions.hear(said, '/job', { text: 'launch hello', rootTs: '1.1' });
  await bot.runUntilIdle();
  expect(bot.answers.at(-1)).toMatchObject({ kind: 'refused', why: { kind: 'locked' } });
  await bot.wait(60_000);
  expect(bot.creates).toEqual([]);
});

test('a direct message: nobody else is told there, and it is locked for all', async () => {
  await bot.ask('lock all the data moves', 'U0ADMIN', 'k1', 'D0ADMIN');
  await bot.wait(5_000);
  expect(bot.acts).toEqual([]);
  await isRefused(bot.type('launch hello'));
});

test('doctor tells of locks while they are in force', async () => {
  const found = async () => {
    const answer = await bot.ask('doctor');
    return answer?.kind === 'doctor'
      ? answer.findings.filter(({ about }) => about === 'locks')
      : undefined;
  };
  expect(await found()).toEqual([]);
  await bot.ask('lock all until=2h the data moves', 'U0ADMIN');
  expect(await found()).toMatchObject([{ grade: 'warning', locks: [{ number: 1 }] }]);
  bot.skip(2 * 3_600_000);
  expect(await found()).toEqual([]);
});
