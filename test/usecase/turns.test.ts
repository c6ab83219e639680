// One job that changes at each look must not keep its channel from anything else.

import { expect, test } from 'vitest';
import { createHarness } from './harness.ts';

const second = 1_000;

test('a job that flaps at each poll is folded, and a launch and an act of its channel come at once', async () => {
  const bot = await createHarness();
  await bot.launch();
  await bot.settle();
  const [flapping = ''] = bot.jobs.keys();
  let changes = 0;
  const flap = async (times: number) => {
    for (let nth = 0; nth < times; nth++) {
      bot.set(flapping, {
        state: changes % 2 === 0 ? 'RUNNING' : 'PENDING',
        startTime: bot.now() - second,
      });
      changes += 1;
      await bot.sweep();
      await bot.wait(second);
    }
  };
  await flap(30);
  const postsBefore = bot.posts.length;
  // Thirty looks, and a handful of posts; no update is left behind for more than a minute.
  expect(postsBefore).toBeLessThan(16);

  const handle = await bot.launch('launch hello steps=2');
  await flap(3);
  expect(bot.roots()).toHaveLength(2);
  expect(handle).not.toBe('');

  await flap(15);
  bot.set(flapping, { state: 'SUCCEEDED', endTime: bot.now() });
  await bot.sweep();
  await bot.wait(3 * second);
  // Told at once, with what waited; every change was told, once and in order.
  const states = bot.updates.flatMap((update) =>
    update.kind === 'job' && update.change.to !== 'SUCCEEDED' ? [update.change.to] : [],
  );
  expect(bot.told().at(-1)).toBe('state:SUCCEEDED');
  expect(states.filter((state) => state === 'RUNNING')).toHaveLength(Math.ceil(changes / 2));
  expect(await bot.store.transaction((tx) => tx.threads.countOpen())).toBe(0);
});
