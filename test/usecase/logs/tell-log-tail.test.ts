import { beforeEach, describe, expect, test } from 'vitest';
import { failed, succeeded, type Failure } from '../../../app/domain/error/failure.ts';
import { createHarness, settings, type Harness } from '../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const found = (...texts: readonly string[]) =>
  succeeded({
    entries: texts.map((text) => ({ at: 1, severity: 'ERROR', replica: 'workerpool0-0', text })),
    more: false,
    cutShort: false,
  });
const error = { code: 3, message: 'The replica workerpool0-0 exited with a non-zero status of 1.' };
const id = () => bot.job(-1).key.id;

/** Launches a job, lets it run and fail; what was read of its log before its end is told is up to the test. */
async function fail(more: object = { error }): Promise<void> {
  await bot.launch();
  await bot.wait(3_000);
  bot.skip(1);
  bot.set(id(), { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
  await bot.wait(3_000);
  bot.set(id(), { state: 'FAILED', endTime: bot.now(), ...more });
  await bot.poll();
  await bot.wait(2_000);
}
const failure = () => bot.posts.at(-1)?.kinds;
const minutes = (count: number) => bot.wait(count * 60_000);

test('the failure is told at once, and completed when its log has come to rest', async () => {
  bot.log.reading = found('Traceback', 'ValueError: password=hunter2');
  await fail();
  expect(failure()).toEqual(['state:FAILED']);
  expect(bot.logReads).toEqual([]);
  const posts = bot.posts.length;
  await bot.wait(settings.tailPauseMs);
  expect(failure()).toEqual(['state:FAILED', 'log-tail']);
  expect(bot.posts).toHaveLength(posts);
  expect(bot.logReads).toMatchObject([{ replica: 'workerpool0-0', most: 40 }]);
  await minutes(20);
  expect(bot.logReads).toHaveLength(1);
  expect(bot.told().filter((kind) => kind === 'log-tail')).toHaveLength(1);
});

test('a log that is empty at first is read again, and not for ever', async () => {
  await fail();
  await bot.wait(20_000);
  expect(bot.logReads).toHaveLength(1);
  bot.log.reading = found('late');
  await minutes(1);
  expect(failure()).toEqual(['state:FAILED', 'log-tail']);

  bot.log.reading = succeeded({ entries: [], more: false, cutShort: false });
  const before = bot.logReads.length;
  await fail();
  await minutes(30);
  expect(bot.logReads.length - before).toBe(6);
  expect(failure()).toEqual(['state:FAILED']);
});

test.each<[Failure, number]>([
  [{ kind: 'permanent', message: 'no', httpStatus: 403 }, 1],
  [{ kind: 'transient', message: 'down' }, 6],
])('a log that can’t be read changes nothing about what is told: %j', async (trouble, reads) => {
  bot.log.reading = failed(trouble);
  await fail();
  await minutes(30);
  expect(failure()).toEqual(['state:FAILED']);
  expect(bot.logReads).toHaveLength(reads);
});

test('a job that never ran, or ended otherwise, has none', async () => {
  bot.log.reading = found('x');
  await fail({ error, startTime: undefined });
  await bot.launch('launch hello steps=4');
  await bot.wait(3_000);
  bot.set(id(), { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
  bot.set(id(), { state: 'SUCCEEDED', endTime: bot.now() + 1 });
  await bot.poll();
  await minutes(5);
  expect(bot.told()).not.toContain('log-tail');
});

describe('together with a reason that comes late', () => {
  test.each(['before', 'after'])('%s the last lines', async (order) => {
    if (order === 'after') bot.log.reading = found('x');
    await fail({ error: undefined });
    if (order === 'after') await bot.wait(settings.tailPauseMs);
    bot.skip(1);
    bot.set(id(), { error });
    await bot.poll();
    await bot.wait(3_000);
    bot.log.reading = found('x');
    await minutes(5);
    const both = ['reason:FAILED', 'log-tail'];
    expect(failure()).toEqual(['state:FAILED', ...(order === 'before' ? both : both.toReversed())]);
  });
});

describe('a kill', () => {
  test('before the log is read, or while what was read is told, loses and repeats nothing', async () => {
    bot.log.reading = found('x');
    await fail();
    // Claimed by a process that died.
    bot.skip(settings.tailPauseMs);
    await bot.store.transaction((tx) => tx.logTails.claimDue(10, settings.leaseMs));
    await bot.wait(settings.leaseMs - 5_000);
    expect(failure()).toEqual(['state:FAILED']);
    bot.faults.push({ outcome: 'crash', recorded: true });
    await bot.wait(2 * settings.leaseMs + 20_000);
    expect(failure()).toEqual(['state:FAILED', 'log-tail']);
    expect(bot.told().filter((kind) => kind === 'log-tail')).toHaveLength(1);
  });

  test('of two readers only one tells', async () => {
    await fail();
    bot.log.reading = found('x');
    bot.skip(settings.tailPauseMs);
    const slow = await bot.store.transaction((tx) => tx.logTails.claimDue(1, 1));
    bot.skip(10);
    await bot.runUntilIdle();
    expect(slow).toHaveLength(1);
    const [claimed] = slow;
    if (claimed === undefined) throw new Error('nothing was due');
    const settled = await bot.store.transaction((tx) =>
      tx.logTails.release(claimed.value, undefined, claimed.lease),
    );
    expect(settled).toBe(false);
    await minutes(5);
    expect(bot.told().filter((kind) => kind === 'log-tail')).toHaveLength(1);
  });
});

test('a reply that is gone by then: its last lines are a reply of their own', async () => {
  await fail();
  bot.log.reading = found('x');
  bot.faults.push({ outcome: { kind: 'root-gone' }, recorded: false });
  await bot.wait(settings.tailPauseMs + 20_000);
  expect(failure()).toEqual(['log-tail']);
});
