// One job that changes at each look must not keep its channel from anything else.

import { expect, test } from 'vitest';
import { budgetKeys } from '../../../app/domain/notification/budget-keys.ts';
import { deliver } from '../../../app/usecase/notification/deliver.ts';
import { requester, createHarness, settings } from '../harness.ts';

const second = 1_000;

test('a job that flaps at each poll is folded, and a launch and an act of its channel come at once', async () => {
  const bot = await createHarness();
  await bot.launch();
  await bot.runUntilIdle();
  const flapping = bot.job().key.id;
  let changes = 0;
  const flap = async (times: number) => {
    for (let nth = 0; nth < times; nth++) {
      bot.set(flapping, {
        state: changes % 2 === 0 ? 'RUNNING' : 'PENDING',
        startTime: bot.now() - second,
      });
      changes += 1;
      await bot.poll();
      await bot.wait(second);
    }
  };
  await flap(30);
  const postsBefore = bot.posts.length;
  // Thirty looks, and a handful of posts; no update is left behind for more than a minute.
  expect(postsBefore).toBeLessThan(16);

  await bot.launch('launch hello steps=2');
  await flap(3);
  expect(bot.roots()).toHaveLength(2);

  await flap(15);
  bot.set(flapping, { state: 'SUCCEEDED', endTime: bot.now() });
  await bot.poll();
  await bot.wait(3 * second);
  // Told at once, with what waited; every change was told, once and in order.
  const states = bot.updates.flatMap((update) =>
    update.kind === 'job' && update.change.to !== 'SUCCEEDED' ? [update.change.to] : [],
  );
  expect(bot.told().at(-1)).toBe('state:SUCCEEDED');
  expect(states.filter((state) => state === 'RUNNING')).toHaveLength(Math.ceil(changes / 2));
  expect(await bot.store.transaction((tx) => tx.threads.countOpen())).toBe(0);
});

test.each(['PAUSED', 'MIGRATING'])(
  'a job that flaps through %s is folded as well, and nothing of it is lost',
  async (middle) => {
    const bot = await createHarness();
    await bot.launch();
    await bot.runUntilIdle();
    const { id } = bot.job().key;
    const before = bot.posts.length;
    const flips = 61;
    for (let nth = 0; nth < flips; nth++) {
      const state = nth % 2 === 0 ? 'RUNNING' : middle;
      bot.set(id, { state, startTime: bot.now() - second });
      await bot.poll();
      await bot.wait(second);
    }
    await bot.wait(60 * second);
    expect(bot.posts.length - before).toBeLessThan(16);
    const states = bot.updates.flatMap((one) => (one.kind === 'job' ? [one.change.to] : []));
    expect(states.filter((state) => state === middle)).toHaveLength(30);
    expect(states.filter((state) => state === 'RUNNING')).toHaveLength(31);
  },
);

test('routine news that was claimed leaves its channel’s turn to a card that came since', async () => {
  const bot = await createHarness();
  await bot.launch();
  await bot.wait(5 * second);
  const { id } = bot.job().key;
  const { channel } = requester;
  await bot.store.transaction((tx) =>
    tx.rateBudgets.close(budgetKeys.posts(channel), tx.now + second),
  );
  bot.set(id, { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
  bot.skip(second);
  const [news] = await bot.store.transaction((tx) => tx.threads.claimDue(1, settings.leaseMs));
  if (news === undefined) throw new Error('no news');
  await bot.launch('launch hello steps=2');
  await bot.launches();
  const before = bot.posts.length;
  await deliver(bot.deps, news);
  expect(bot.posts).toHaveLength(before);
  await bot.wait(3 * second);
  expect(bot.posts.slice(before, before + 2).map(({ kinds }) => kinds)).toEqual([
    ['root'],
    ['state:RUNNING'],
  ]);
});
