// What dies in the middle of a cancel of many: it goes on where it was, no job gets two cancels, and the sum is told once.

import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, settings, type Harness } from '../harness.ts';
import { endAll, launchMany, pressMany, questionIn } from './bulk-steps.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const begin = async (count: number) => {
  await launchMany(bot, count);
  const question = questionIn(await bot.ask('cancel template=hello'));
  await pressMany(bot, question);
};
const rows = () =>
  bot.store.transaction(async (tx) => {
    const { rows } = await tx.audit.page({ since: 0, limit: 200 });
    return rows.filter(({ verb }) => verb === 'cancel').map(({ job }) => job);
  });
const finish = async () => {
  await bot.wait(settings.leaseMs + 20_000);
  await bot.poll();
  await endAll(bot);
  await bot.wait(60_000);
};

describe('a bot that dies', () => {
  test('between two steps leaves the rest of the set to the next', async () => {
    await begin(25);
    // One step of it.
    await bot.bulks();
    expect(await rows()).toHaveLength(20);
    await finish();
    expect((await rows()).toSorted()).toEqual([...new Set(await rows())].toSorted());
    expect(await rows()).toHaveLength(25);
    expect(bot.acts.at(-1)).toMatchObject({ kind: 'bulk-ended', fates: { cancelled: 25 } });
  });

  test('with a step in hand does it once', async () => {
    await begin(5);
    // Claimed, and never worked off.
    await bot.store.transaction((tx) => tx.bulks.claimDue(1, settings.leaseMs));
    await bot.wait(1_000);
    expect(await rows()).toEqual([]);
    await finish();
    expect(await rows()).toHaveLength(5);
    expect(new Set(bot.cancelCalls.map(({ id }) => id)).size).toBe(5);
  });

  test('in the middle of a step leaves nothing of it', async () => {
    await begin(3);
    const person = bot.directory.person.bind(bot.directory);
    const broken = { calls: 0 };
    bot.directory.person = (...asked) => {
      broken.calls += 1;
      return Promise.reject(new Error(`killed ${asked.length}`));
    };
    await bot.bulks();
    bot.directory.person = person;
    expect(broken.calls).toBe(1);
    expect(await rows()).toEqual([]);
    await finish();
    expect(await rows()).toHaveLength(3);
  });

  test('while it sums up does so once', async () => {
    await begin(3);
    await bot.wait(5_000);
    await endAll(bot);
    bot.faults.push({ outcome: 'crash', recorded: true });
    await bot.wait(settings.leaseMs + 60_000);
    expect(bot.acts.filter(({ kind }) => kind === 'bulk-ended')).toHaveLength(1);
    expect(bot.posts.filter(({ kinds }) => kinds.includes('bulk-ended'))).toHaveLength(1);
  });
});

test('Slack that can’t say who asks holds it up for a minute, then refuses and says so', async () => {
  await launchMany(bot, 2);
  await launchMany(bot, 1, { userId: 'U0ADMIN', first: 50 });
  const question = questionIn(await bot.ask('cancel template=hello', 'U0ADMIN'));
  await pressMany(bot, question);
  bot.skip(6 * 60_000);
  bot.remembers.value = false;
  bot.lookUp.failure = { kind: 'transient', message: 'no answer' };
  await bot.wait(30_000);
  expect(bot.cancelCalls).toHaveLength(0);
  await bot.wait(120_000);
  await endAll(bot);
  await bot.wait(60_000);
  expect(bot.acts.at(-1)).toMatchObject({ kind: 'bulk-ended', fates: { refused: 3 } });
});
