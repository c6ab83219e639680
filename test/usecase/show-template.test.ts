import { beforeEach, expect, test } from 'vitest';
import { createHarness, type Harness } from './harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});
const ask = async (text: string, userId?: string) => {
  expect(await bot.type(text, userId)).toBeUndefined();
  await bot.settle();
  return bot.answers.at(-1);
};

test('templates are listed, and one is shown with its text', async () => {
  expect(await ask('template')).toMatchObject({
    kind: 'templates',
    templates: [{ name: 'hello' }],
  });
  expect(await ask('template show hello')).toMatchObject({
    kind: 'template',
    template: { name: 'hello' },
    source: '# v1',
  });
});

test('one that is not there is named, with the nearest', async () => {
  expect(await ask('template show helo')).toMatchObject({
    kind: 'problem',
    problems: [expect.stringContaining('hello')],
  });
});

test('a stranger is shown nothing', async () => {
  expect(await ask('template', 'U0STRANGER')).toMatchObject({ kind: 'refused', act: 'view' });
});
