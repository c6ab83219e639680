// One answer for one request: nothing is said of what is asked for until it is decided.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Action } from '../../../app/usecase/ports/interactions.ts';
import { requester, createHarness, type Harness } from '../harness.ts';
import { request, yaml } from '../template/template-interactions.ts';

let bot: Harness;
let handle: string;
beforeEach(async () => {
  bot = await createHarness();
  bot.make('resnet', { labels: { team: 'vision' } });
  handle = await bot.launch('launch hello steps=1');
  await bot.wait(3_000);
});

const cantSay = { kind: 'transient', message: 'ratelimited' } as const;

/** Kinds of all that somebody was answered, in the ack and later. */
async function answersTo(text: string, userId = 'U0ANA'): Promise<readonly string[]> {
  const acked = await bot.type(text, userId);
  await bot.wait(70_000);
  return [...(acked === undefined ? [] : [acked]), ...bot.answers].map(({ kind }) => kind);
}

const requests = () => [
  'launch hello steps=2',
  `rerun ${handle} steps=3`,
  `cancel ${handle}`,
  'watch label.team=vision',
  'unwatch label.team=vision',
  'template delete hello',
  'channel quiet',
  'list',
  'top all',
  'help',
  'launch hello dry-run',
  'launch nope',
];

describe.each([true, false])('whoever is known already: %s', (known) => {
  test.each(['U0ANA', 'U0BO', 'U0GUEST'])('%s is answered each request once', async (userId) => {
    bot.remembers.value = known;
    for (const text of requests()) {
      bot.answers.length = 0;
      expect(await answersTo(text, userId), text).toHaveLength(1);
    }
  });

  test('where the bot can’t post, so is a launch and a watch', async () => {
    bot.remembers.value = known;
    bot.invited.value = false;
    expect(await answersTo('launch hello steps=2')).toEqual(['refused']);
    bot.answers.length = 0;
    expect(await answersTo('watch label.team=vision')).toEqual(['refused']);
  });
});

test('where Slack never says who asks, each request is answered once as well', async () => {
  bot.remembers.value = false;
  bot.lookUp.failure = cantSay;
  for (const text of requests()) {
    bot.answers.length = 0;
    expect(await answersTo(text), text).toHaveLength(1);
  }
  expect(bot.creates).toHaveLength(1);
});

test('a launch whose requester lost their role since Slack last spoke of them is refused, and nothing else', async () => {
  bot.said.set('U0ANA', { person: bot.people.get('U0ANA'), at: bot.now() - 120_000 });
  bot.people.change('U0ANA', { deactivated: true });
  expect(await answersTo('launch hello steps=2')).toEqual(['refused']);
});

test('a launch that is cancelled before it was decided is answered once, too', async () => {
  const transaction = bot.store.transaction.bind(bot.store);
  expect(await bot.type('launch hello steps=2')).toBeUndefined();
  expect(await bot.type('cancel last')).toBeUndefined();
  await bot.cancels();
  await bot.cancels();
  await bot.wait(3_000);
  expect(bot.answers.map(({ kind }) => kind)).toEqual(['cancel-stored', 'note']);
  expect(await transaction((tx) => tx.launches.nextDueAt())).toBeUndefined();
  expect(bot.creates).toHaveLength(1);
});

test('a press on a question, a form and a message: once each, where they were asked', async () => {
  bot.remembers.value = false;
  const threadTs = '7.0';
  const press = (act: Action, more: object) =>
    bot.interactions.press(
      { key: `button:${act.verb}`, requester: { ...requester, ...more } },
      act,
    );
  expect(await press({ verb: 'cancel', handle }, { asked: true, threadTs })).toBeUndefined();
  await bot.wait(70_000);
  expect(bot.answers).toMatchObject([{ kind: 'cancel-stored', handle }]);
  expect(bot.answeredTo.at(-1)).toMatchObject({ asked: true, threadTs });

  bot.answers.length = 0;
  const window = { id: 'V1' };
  const home = { ...requester, atHome: true, window } as const;
  const context = { channel: requester.channel, template: 'hello', version: 'v1' };
  const form = { key: 'view:1', requester: home };
  const submitted = await bot.interactions.submitForm(form, context, {
    parameters: { steps: '5' },
  });
  expect(submitted).toEqual({ ok: true, answer: undefined });
  await bot.wait(70_000);
  expect(bot.answers).toMatchObject([{ kind: 'launch-stored' }]);
  expect(bot.answeredTo.at(-1)).toMatchObject({ atHome: true, window });

  bot.answers.length = 0;
  const said = { text: 'launch hello steps=6', rootTs: undefined };
  await bot.interactions.hear({ key: 'm:1', requester: { ...requester, threadTs } }, '/job', said);
  await bot.wait(70_000);
  expect(bot.answers).toMatchObject([{ kind: 'launch-stored' }]);
  expect(bot.answeredTo.at(-1)).toMatchObject({ threadTs });
});

test('a template is not saved behind a look-up that comes too late for its window', async () => {
  const { directory } = bot.deps;
  const person = directory.person.bind(directory);
  const said = Promise.withResolvers<undefined>();
  directory.person = async (...asked) => {
    await said.promise;
    return person(...asked);
  };
  bot.patience.resolve(undefined);
  const save = () =>
    bot.interactions.submitTemplate(
      request('view:1'),
      { channel: requester.channel, name: 'train', base: 0 },
      { text: yaml() },
    );
  expect(await save()).toMatchObject({ ok: false });
  said.resolve(undefined);
  await bot.wait(3_000);
  const newest = await bot.store.transaction((tx) => tx.templateSaves.newest('train'));
  expect(newest).toBeUndefined();
});
