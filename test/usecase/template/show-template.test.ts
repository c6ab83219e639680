import { beforeEach, expect, test } from 'vitest';
import { requester, createHarness, type Harness } from '../harness.ts';
import { createTemplateInteractions, yaml } from './template-interactions.ts';
import { saying } from '../../domain/text/written.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

test('templates are listed, and one is shown with its text', async () => {
  expect(await bot.askSlow('template')).toMatchObject({
    kind: 'templates',
    templates: [{ name: 'hello' }],
  });
  expect(await bot.askSlow('template show hello')).toMatchObject({
    kind: 'template',
    template: { name: 'hello' },
    source: '# v1',
  });
});

test('what can’t be launched here now is marked', async () => {
  const closed = async (userId?: string) => {
    const answer = await bot.askSlow('template', userId);
    return answer?.kind === 'templates' ? answer.closed : undefined;
  };
  expect(await closed()).toEqual([]);
  bot.setPolicy({
    roles: { lead: { people: ['U0BO'] } },
    templates: { hello: { launch: 'lead' } },
  });
  expect(await closed('U0BO')).toEqual([]);
  expect(await closed()).toEqual([{ name: 'hello', isRefused: true, isLocked: false }]);
  await bot.askSlow('lock template=hel* the disk is full', 'U0ADMIN');
  expect(await closed('U0BO')).toEqual([{ name: 'hello', isRefused: false, isLocked: true }]);
  await bot.askSlow('unlock 1', 'U0ADMIN');
  expect(await closed('U0BO')).toEqual([]);
  // Its only target.
  await bot.askSlow('lock in=us-central1 the disk is full', 'U0ADMIN');
  expect(await closed('U0BO')).toEqual([{ name: 'hello', isRefused: false, isLocked: true }]);
});

test('one too long for a message is shown whole in a window besides', async () => {
  await bot.interactions.command(
    { key: 'c', requester, trigger: 't' },
    '/job',
    'template show hello',
  );
  await bot.runUntilIdle();
  expect(bot.shown).toEqual([]);
  bot.file.version = `v${'1'.repeat(6_000)}`;
  await bot.interactions.command(
    { key: 'd', requester, trigger: 't' },
    '/job',
    'template show hello',
  );
  await bot.runUntilIdle();
  expect(bot.answers.at(-1)).toMatchObject({ kind: 'template' });
  expect(bot.shown).toMatchObject([
    { kind: 'whole-template', template: { name: 'hello', text: `# ${bot.file.version}` } },
  ]);
});

test('one that is not there is named, with the nearest', async () => {
  expect(await bot.askSlow('template show helo')).toMatchObject({
    kind: 'problem',
    problems: [saying('hello')],
  });
});

test('a stranger is shown nothing', async () => {
  expect(await bot.askSlow('template', 'U0STRANGER')).toMatchObject({
    kind: 'refused',
    act: 'view',
  });
});

test.each([
  [20, false],
  [21, true],
])(
  'a history of %i versions shows the newest twenty, and says if there are older ones',
  async (count, more) => {
    const { keep } = createTemplateInteractions(bot);
    for (let number = 1; number <= count; number++) await keep('train', yaml(number), number);
    const answer = await bot.askSlow('template history train');
    expect(answer).toMatchObject({ kind: 'template-history', more });
    const numbers =
      answer?.kind === 'template-history' ? answer.saves.map(({ number }) => number) : [];
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => count - index));
  },
);

test('older versions are listed by the command that the history ends with', async () => {
  const { keep } = createTemplateInteractions(bot);
  for (let number = 1; number <= 23; number++) await keep('train', yaml(number), number);
  const older = await bot.askSlow('template history train before v4');
  expect(older).toMatchObject({
    kind: 'template-history',
    saves: [{ number: 3 }, { number: 2 }, { number: 1 }],
    more: false,
  });
  expect(await bot.askSlow('template history train before v1')).toMatchObject({
    problems: [saying('`train` has no version before v1.')],
  });
  expect(await bot.askSlow('template history nope before v4')).toMatchObject({
    problems: [saying('no template `nope`')],
  });
});
