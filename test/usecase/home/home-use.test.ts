// The use of GPUs on Home: it delays nothing, and is read only for somebody who looks.

import { beforeEach, expect, test } from 'vitest';
import { failed, succeeded } from '../../../app/domain/error/failure.ts';
import { createHarness, type Harness } from '../harness.ts';

const minute = 60_000;
let bot: Harness;
/** A job with a GPU runs. */
beforeEach(async () => {
  bot = await createHarness();
  bot.file.machineType = 'g2-standard-8';
  await bot.launch();
  await bot.runUntilIdle();
  bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
  bot.skip(10 * minute);
  await bot.poll();
  await bot.runUntilIdle();
});

const open = () =>
  bot.interactions.homeOpened({
    userId: 'U0ANA',
    teamId: 'T1',
    channel: 'D0ANA',
    mark: bot.published.length === 0 ? undefined : `m${bot.published.length}`,
  });
const see = async () => {
  await open();
  await bot.homes();
  return uses();
};
const look = async (ms = 4_000) => {
  await bot.wait(ms);
  await bot.homes();
  return uses();
};
const uses = () => {
  const page = bot.published.at(-1)?.page;
  return page?.kind === 'open' ? page.burning.dearest.map(({ use }) => use) : undefined;
};
function reading(share: number) {
  const points = [{ at: bot.now(), share }];
  const series = [{ replica: 'workerpool0-0', labels: {}, points }];
  const use = { readAt: bot.now(), asOf: bot.now(), series };
  const jobs = new Map([[bot.job().key.id, use]]);
  return succeeded({ readAt: bot.now(), jobs, unreadable: new Set<string>() });
}
const average = (share: number) => ({
  kind: 'known',
  summary: { average: share, asOf: expect.any(Number) as number },
});

test('is shown to whoever opens it, also of the only job that burns', async () => {
  bot.use.reading = reading(0.02);
  expect(await see()).toMatchObject([average(0.02)]);
});

test('is not read of jobs without GPUs', async () => {
  bot = await createHarness();
  await bot.launch();
  await bot.runUntilIdle();
  bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
  expect(await see()).toEqual([undefined]);
  await bot.wait(2_000);
  await see();
  expect(bot.useReads).toEqual([]);
  expect(bot.published).toHaveLength(1);
});

test('that is slow holds up no page, and is shown once it is there', async () => {
  const slow = Promise.withResolvers<ReturnType<typeof reading>>();
  bot.use.reading = slow.promise;
  expect(await see()).toEqual([{ kind: 'being-read' }]);
  await look();
  await look();
  expect(bot.published).toHaveLength(1);
  slow.resolve(reading(0.5));
  expect(await look()).toMatchObject([average(0.5)]);
  expect(bot.published).toHaveLength(2);
});

test('that may not be read is not known, and read no more often for that', async () => {
  bot.use.reading = failed({ kind: 'permanent', message: 'no', httpStatus: 403 });
  const denied = { kind: 'not-known', why: { kind: 'use-forbidden', project: 'ml-prod' } };
  expect(await see()).toEqual([denied]);
  for (let round = 0; round < 10; round++) await look();
  expect(bot.useReads).toHaveLength(1);
  expect(bot.published).toHaveLength(1);
});

test('is no reason to show a page again, and Cloud Monitoring is let be', async () => {
  bot.use.reading = reading(0.5);
  await see();
  for (let round = 0; round < 10; round++) {
    bot.use.reading = reading(round / 10);
    await look();
  }
  expect(bot.published).toHaveLength(1);
  expect(bot.useReads).toHaveLength(1);
  // Each page that is shown for another reason has it anew (its times move every ten minutes), until
  // an hour after it was opened.
  for (let round = 0; round < 200; round++) {
    bot.skip(minute);
    await bot.poll();
    await bot.homes();
  }
  expect(bot.useReads).toHaveLength(6);
});

test('is read anew for somebody who opens it again, though nothing else has changed', async () => {
  bot.use.reading = reading(0.5);
  await see();
  bot.use.reading = reading(0.25);
  await bot.wait(2_000);
  expect(await see()).toMatchObject([average(0.25)]);
  await look();
  expect(bot.published).toHaveLength(2);
});

test('as it was a minute ago is shown rather than that it is being read', async () => {
  bot.use.reading = reading(0.5);
  await see();
  bot.use.reading = new Promise(() => undefined);
  await bot.wait(minute);
  await bot.launch('launch hello steps=9');
  expect(await look()).toMatchObject([average(0.5)]);
  expect(bot.published).toHaveLength(2);
  // Older than that, it stays as it is until the newer one is there.
  await bot.wait(2 * minute);
  await bot.poll();
  await look();
  const before = bot.published.length;
  await see();
  expect(bot.published).toHaveLength(before);
});

test('a page that Slack refuses is not sent again and again', async () => {
  bot.use.reading = reading(0.5);
  await see();
  bot.homeFaults.push({ kind: 'page-refused', why: 'invalid_blocks' });
  await bot.wait(2_000);
  await see();
  for (let round = 0; round < 5; round++) await look();
  expect(bot.published).toHaveLength(1);
  expect(bot.homeFaults).toEqual([]);
});
