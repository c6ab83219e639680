// A job runs only as an account that the policy lists, on every way to launch it.

import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, requester, type Harness } from '../harness.ts';
import {
  addForeignJob,
  createTemplateInteractions,
  specWithEnv,
} from '../template/template-interactions.ts';

const hour = 3_600_000;
const trainer = 'trainer@acme.iam.gserviceaccount.com';
const owner = 'owner@acme.iam.gserviceaccount.com';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.file.account = owner;
});

const request = (key: string) => ({ key, requester: { ...requester, userId: 'U0ANA' } });
const press = (key: string, verb: 'rerun' | 'launch-again' | 'launch-anyway', handle: string) =>
  bot.decided(bot.interactions.press(request(key), { verb, handle }));
const stored = (handle: string) => bot.store.transaction((tx) => tx.launches.byHandle(handle));
const audit = (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key));
const why = { kind: 'account-not-listed', account: owner, by: { kind: 'all' }, listed: [trainer] };
const refused = { kind: 'refused', act: 'launch', why };

describe('an account that is not listed is refused', () => {
  beforeEach(() => {
    bot.setPolicy({ runAs: [trainer] });
  });

  test('when it is typed, with the rule on record; one that is listed runs', async () => {
    expect(await bot.type('launch hello', 'U0ANA', 'k1')).toMatchObject(refused);
    expect(await audit('command:k1:refused')).toMatchObject({
      outcome: expect.stringMatching(/^refused: account-not-listed /) as string,
      verdict: 'refused',
      rule: 'account-not-listed:all',
    });
    bot.file.account = trainer;
    bot.file.version = 'v2';
    await bot.launch();
    await bot.wait(1_000);
    expect(bot.creates).toMatchObject([{ jobSpec: { serviceAccount: trainer } }]);
  });

  test('and so is a job that names none, unless the list says that it may', async () => {
    bot.file.account = undefined;
    const none = { kind: 'refused', why: { kind: 'account-not-listed', account: undefined } };
    expect(await bot.type('launch hello')).toMatchObject(none);
    bot.setPolicy({ runAs: [trainer, 'default'] });
    await bot.launch();
    await bot.wait(1_000);
    expect(bot.creates).toHaveLength(1);
  });

  test('in the form, and foreseen by a dry-run', async () => {
    const context = { channel: 'C0JOBS', template: 'hello', version: bot.file.version };
    const entries = { parameters: { steps: '8' } };
    expect(await bot.interactions.submitForm(request('v1'), context, entries)).toMatchObject({
      ok: false,
      problems: { whole: { kind: 'account-not-listed' } },
    });
    const foreseen = { kind: 'refused', why };
    expect(await bot.ask('launch hello dry-run')).toMatchObject({ kind: 'dry-run', foreseen });
  });
});

describe('a list that came after a launch', () => {
  const list = () => {
    bot.setPolicy({ runAs: trainer });
  };

  test('refuses its re-run, typed and pressed', async () => {
    const handle = await bot.launch();
    await bot.runUntilIdle();
    list();
    expect(await press('p1', 'rerun', handle)).toMatchObject(refused);
    expect(await bot.decided(bot.type(`rerun ${handle} steps=5`))).toMatchObject(refused);
    expect(bot.creates).toHaveLength(1);
  });

  test('refuses Launch again', async () => {
    const lost = { kind: 'in-doubt', message: 'reset' } as const;
    bot.vertexScript.onCreate = { failure: lost, recorded: false };
    const handle = await bot.launch();
    await bot.wait(hour);
    list();
    expect(await press('p1', 'launch-again', handle)).toMatchObject(refused);
  });

  test('refuses what is not accepted yet', async () => {
    await bot.type('launch hello', 'U0ANA', 'k1');
    list();
    await bot.wait(hour);
    expect(bot.answers.at(-1)).toMatchObject(refused);
    expect(bot.creates).toEqual([]);
  });

  test('stops what was accepted and is not sent: its thread is told', async () => {
    await bot.type('launch hello', 'U0ANA', 'k1');
    await bot.launches();
    const [answer] = bot.answers;
    const handle = answer?.kind === 'launch-stored' ? answer.handle : '';
    list();
    await bot.wait(hour);
    expect(await stored(handle)).toMatchObject({ state: 'blocked', blocked: why });
    expect(bot.creates).toEqual([]);
    expect(bot.told()).toEqual(['launch-blocked']);
  });
});

test('a job of somebody else is not made again from its spec as an account that is not listed', async () => {
  const spec = { ...specWithEnv([]), serviceAccount: owner };
  const name = addForeignJob(bot, spec, { displayName: 'theirs' });
  const rerun = () => createTemplateInteractions(bot).type(`rerun ${name}`);
  bot.setPolicy({ runAs: [trainer] });
  expect(await rerun()).toMatchObject(refused);
  await bot.wait(hour);
  expect(bot.creates).toEqual([]);
  bot.setPolicy({ runAs: [trainer, owner] });
  await rerun();
  await bot.wait(1_000);
  expect(bot.creates).toMatchObject([{ jobSpec: { serviceAccount: owner } }]);
});

test('a channel’s list and a template’s count on top', async () => {
  const both = [trainer, owner];
  bot.setPolicy({ runAs: both, channels: { C0JOBS: { runAs: [trainer] } } });
  expect(await bot.type('launch hello')).toMatchObject({ why: { by: { kind: 'channel' } } });
  bot.setPolicy({ runAs: both, templates: { 'hel*': { runAs: [trainer] } } });
  expect(await bot.type('launch hello')).toMatchObject({
    why: { by: { kind: 'template', template: 'hello' } },
  });
  bot.setPolicy({
    runAs: both,
    channels: { C0OTHER: { runAs: [] } },
    templates: { x: { runAs: [] } },
  });
  await bot.launch();
  await bot.wait(1_000);
  expect(bot.creates).toHaveLength(1);
});
