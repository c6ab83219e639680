import { beforeEach, describe, expect, test } from 'vitest';
import { failed, succeeded, type Failure } from '../../../app/domain/error/failure.ts';
import { tellRunUse } from '../../../app/usecase/use/tell-run-use.ts';
import { createHarness, settings, type Harness } from '../harness.ts';

const minuteMs = 60_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.file.machineType = 'g2-standard-8';
});

const id = () => bot.job(-1).key.id;
const last = () => bot.posts.at(-1)?.kinds;
const minutes = (count: number) => bot.wait(count * minuteMs);

/** Launches a job and lets it run for so long; what Cloud Monitoring says of it is up to the test. */
async function run(lasts: number, more: object = {}): Promise<void> {
  await bot.launch();
  await bot.wait(3_000);
  bot.skip(1);
  bot.set(id(), { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
  await bot.wait(3_000);
  bot.skip(lasts * minuteMs);
  bot.set(id(), { state: 'SUCCEEDED', endTime: bot.now(), ...more });
  await bot.poll();
  await bot.wait(2_000);
}

/** A point a minute until now, of which the newest `late` are missing; a third of them idle. */
function measured(late = 0) {
  const points = Array.from({ length: 200 - late }, (_, one) => ({
    at: bot.now() - (200 - one) * minuteMs,
    share: one % 3 === 0 ? 0 : 0.6,
  }));
  const series = [{ replica: 'workerpool0-0', labels: {}, points }];
  const use = { readAt: bot.now(), asOf: undefined, series };
  bot.use.reading = succeeded({
    readAt: bot.now(),
    jobs: new Map([[id(), use]]),
    unreadable: new Set<string>(),
  });
}

test('the end is told at once, and completed once the points must have come', async () => {
  await run(120);
  measured();
  expect(last()).toEqual(['state:SUCCEEDED']);
  expect(bot.runReads).toEqual([]);
  const posts = bot.posts.length;
  await bot.wait(settings.usePauseMs);
  expect(last()).toEqual(['state:SUCCEEDED', 'run-use']);
  expect(bot.posts).toHaveLength(posts);
  const { startTime = 0, endTime = 0 } = bot.job(-1);
  expect(bot.runReads).toEqual([{ jobId: id(), run: { fromMs: startTime, untilMs: endTime } }]);
  await minutes(600);
  expect(bot.runReads).toHaveLength(1);
  expect(bot.told().filter((kind) => kind === 'run-use')).toHaveLength(1);
});

test('points that come later are waited for, and not for ever', async () => {
  await run(120);
  measured(20);
  await minutes(6);
  expect(last()).toEqual(['state:SUCCEEDED']);
  measured();
  await minutes(10);
  expect(last()).toEqual(['state:SUCCEEDED', 'run-use']);

  await run(120);
  measured(20);
  const before = bot.runReads.length;
  await minutes(3_000);
  expect(bot.runReads.length - before).toBe(6);
  expect(last()).toEqual(['state:SUCCEEDED']);
});

test.each<[Failure, number]>([
  [{ kind: 'permanent', message: 'no', httpStatus: 403 }, 1],
  [{ kind: 'transient', message: 'down' }, 6],
])('what can’t be read changes nothing about what is told: %j', async (trouble, reads) => {
  bot.use.reading = failed(trouble);
  await run(120);
  await minutes(3_000);
  expect(last()).toEqual(['state:SUCCEEDED']);
  expect(bot.runReads).toHaveLength(reads);
});

test('is not asked for of a short run, one without GPUs, or what never ran', async () => {
  await run(29);
  bot.file.machineType = 'n1-standard-4';
  await run(120);
  bot.file.machineType = 'g2-standard-8';
  await run(120, { startTime: undefined });
  await minutes(600);
  expect(bot.runReads).toEqual([]);
});

test('goes where the end went: in a quiet channel nowhere', async () => {
  await bot.ask('channel quiet');
  await bot.runUntilIdle();
  await run(120);
  measured();
  await minutes(10);
  expect(bot.runReads).toHaveLength(1);
  expect(bot.told()).not.toContain('run-use');
});

describe('a kill', () => {
  test('before it is read, or while it is told, loses and repeats nothing', async () => {
    await run(120);
    measured();
    // Claimed by a process that died.
    bot.skip(settings.usePauseMs);
    await bot.store.transaction((tx) => tx.useTails.claimDue(10, settings.leaseMs));
    await bot.wait(settings.leaseMs - 5_000);
    expect(last()).toEqual(['state:SUCCEEDED']);
    bot.faults.push({ outcome: 'crash', recorded: true });
    await bot.wait(2 * settings.leaseMs + 20_000);
    expect(last()).toEqual(['state:SUCCEEDED', 'run-use']);
    expect(bot.told().filter((kind) => kind === 'run-use')).toHaveLength(1);
  });

  test('of two readers only one tells', async () => {
    await run(120);
    measured();
    bot.skip(settings.usePauseMs);
    const [slow] = await bot.store.transaction((tx) => tx.useTails.claimDue(1, 1));
    if (slow === undefined) throw new Error('nothing was due');
    bot.skip(10);
    await bot.store.transaction((tx) => tx.useTails.claimDue(1, settings.leaseMs));
    bot.skip(20_000);
    await tellRunUse(bot.deps, slow);
    await bot.runUntilIdle();
    expect(bot.told()).not.toContain('run-use');
    await minutes(5);
    expect(bot.told().filter((kind) => kind === 'run-use')).toHaveLength(1);
  });
});
