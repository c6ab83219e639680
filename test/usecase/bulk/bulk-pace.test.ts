// Vertex AI takes 600 calls a minute: judged by its own books, with the polls and reads that go on meanwhile.

import { expect, test } from 'vitest';
import { createHarness } from '../harness.ts';
import { launchMany, pressMany, questionIn } from './bulk-steps.ts';

const count = 40;
const minute = 60_000;

test('the cancels of many leave room: never more than 200 a minute, also after an outage', async () => {
  const bot = await createHarness();
  await launchMany(bot, count);
  const sentAt: number[] = [];
  const cancel = bot.vertex.cancel.bind(bot.vertex);
  let isOut = false;
  bot.vertex.cancel = (key) => {
    sentAt.push(bot.now());
    return isOut
      ? Promise.resolve({ ok: false, failure: { kind: 'transient', message: 'down' } })
      : cancel(key);
  };
  await pressMany(bot, questionIn(await bot.ask('cancel template=hello')));
  await bot.wait(6_000);
  isOut = true;
  // Nothing runs for a while: all turns pass.
  bot.skip(5 * minute);
  await bot.wait(10_000);
  isOut = false;
  await bot.wait(2 * minute);
  expect(new Set(bot.cancelCalls.map(({ id }) => id)).size).toBe(count);
  const most = Math.max(
    ...sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + 3_000).length),
  );
  // Time goes by in seconds here, so three of them may have the turns of four.
  expect(most).toBeLessThanOrEqual(14);
});
