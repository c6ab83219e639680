// With a policy file in force: who writes templates and launches raw specs, on their surfaces.

import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, target, type Harness } from '../harness.ts';
import { leastSpec, yaml } from '../template/template-interactions.ts';
import { atHome, createActs, dm, lead, prod, requestOf, type Doing } from './acting.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});
const { type, press, outcomeOf, refused, done } = createActs(() => bot);

describe('templates', () => {
  const files = [
    { roles: lead, grants: { template: ['lead'] } },
    {
      roles: lead,
      grants: { template: ['members'] },
      channels: { [prod]: { template: ['lead'] } },
    },
  ];
  const save =
    (channel = prod, more: object = {}): Doing =>
    (act) =>
      bot.interactions.submitTemplate(
        requestOf(act, channel, more),
        { channel, name: 'train', base: 0 },
        { text: yaml(), note: 'why' },
      );
  const versions = () =>
    bot.store.transaction(async (tx) => (await tx.templateSaves.history('train', 9)).length);

  test.each(files)('are written only by who may, by %j', async (file) => {
    bot.setPolicy(file);
    const before = bot.shown.length;
    // An admin of Slack is none of the bot’s, with a file that says who may.
    const who = file.grants.template.includes('members') ? 'U0BO' : 'U0ADMIN';
    const result = await save()({ userId: who, key: 'k1' });
    expect(result).toMatchObject({ ok: false });
    await refused(
      type(() => 'template save train'),
      'template',
      who,
    );
    expect(bot.shown).toHaveLength(before);
    expect(await versions()).toBe(0);
    await done(save());
    expect(await versions()).toBe(1);
    await save()({ userId: who, key: 'k2' });
    for (const text of ['template restore train v1', 'template delete train']) {
      await type(() => text)({ userId: who, key: text });
      await bot.wait(3_000);
      expect(await outcomeOf(text)).toMatch(/template: refused/);
    }
    expect(await versions()).toBe(1);
    await done(type(() => 'template delete train'));
    expect(await versions()).toBe(2);
  });

  test('have a channel’s rules at Home, too: nothing about them is still to be chosen', async () => {
    bot.setPolicy({
      ...{ roles: lead, grants: { template: ['members'] } },
      channels: { default: { template: ['lead'] } },
    });
    expect(await save(dm, atHome)({ userId: 'U0BO', key: 'k1' })).toMatchObject({ ok: false });
    expect(await versions()).toBe(0);
  });
});

describe('a raw spec', () => {
  const rerun = (job: string): Doing => type(() => `rerun ${job}`);

  test.each([
    { roles: lead, grants: { template: ['lead'], launch: ['members'] } },
    { roles: lead, grants: { template: ['members'], launch: ['lead'] } },
    { roles: lead, grants: { template: ['members'] }, channels: { [prod]: { launch: ['lead'] } } },
    {
      roles: lead,
      grants: { template: ['members'] },
      channels: { [prod]: { template: ['lead'] } },
    },
  ])('of a watched job is launched by who may write templates and launch: %j', async (file) => {
    const { name } = bot.make('theirs', { jobSpec: leastSpec });
    bot.setPolicy(file);
    await rerun(name)({ userId: 'U0BO', key: 'k1' });
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(0);
    expect(await outcomeOf('k1')).toMatch(/refused/);
    await done(rerun(name));
    expect(bot.creates).toHaveLength(1);
  });

  test('is none of the templates that a channel lists', async () => {
    const { name } = bot.make('theirs', { jobSpec: leastSpec });
    bot.setPolicy({
      grants: { template: ['members'] },
      channels: { [prod]: { templates: ['*'] } },
    });
    await rerun(name)({ userId: 'U0BO', key: 'k1' });
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(0);
    expect(await outcomeOf('k1')).toMatch(/refused/);
  });

  test.each([
    { roles: lead, grants: { template: ['members'] }, templates: { 'tr*': { launch: ['lead'] } } },
    { roles: lead, grants: { template: ['lead'] } },
  ])('what a preview showed is sent only by who may: %j', async (file) => {
    const text = `displayName: train\njobSpec:\n  workerPoolSpecs:\n    - machineSpec: { machineType: n1-standard-4 }\n      containerSpec: { imageUri: gcr.io/x/y }\n`;
    await bot.store.transaction((tx) =>
      tx.templateSaves.add(
        { name: 'train', number: 1, action: 'save', text, author: 'U0ANA' },
        'kept',
      ),
    );
    const send = press(() => ({
      verb: 'send-unchecked',
      template: 'train',
      version: 'v1',
      target,
    }));
    bot.setPolicy(file);
    await send({ userId: 'U0BO', key: 'k1' });
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(0);
    expect(await outcomeOf('k1')).toMatch(/refused/);
    await done(send);
    expect(bot.creates).toHaveLength(1);
  });
});
