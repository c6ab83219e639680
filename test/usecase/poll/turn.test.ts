import { beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../../app/domain/error/failure.ts';
import { createHarness, target, type Harness } from '../harness.ts';

const second = 1_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const state = () => bot.store.transaction(async (tx) => (await tx.targets.list())[0]);
const lastGood = async () => (await state())?.lastGoodPollAt;

/** Ticks of the schedule; returns how many of them polled, well or not. */
async function tick(count: number): Promise<number> {
  let polls = 0;
  for (let nth = 0; nth < count; nth++) {
    const before = (await state())?.nextPollAt;
    await bot.poll();
    if ((await state())?.nextPollAt !== before) polls++;
    await bot.wait(10 * second);
  }
  return polls;
}

describe('a target whose list takes more than the share allows at each tick', () => {
  beforeEach(async () => {
    bot.vertexScript.pages = 100;
    await bot.poll();
  });

  test('is polled less often, and what is shown of it becomes stale accordingly later', async () => {
    const began = bot.now();
    await bot.wait(10 * second);
    expect(await tick(2)).toBe(0);
    expect(await lastGood()).toBe(began);
    expect(await tick(1)).toBe(1);
    const after = await state();
    expect(after?.pace).toMatchObject({ everyMs: 33_333, reads: 100 });
    // Twice the time between polls, and a tick.
    expect(after?.staleFrom).toBe((after?.lastGoodPollAt ?? 0) + 90 * second);
    bot.polls.twoMs = 20 * second;
    await tick(4);
    const short = await state();
    expect((short?.staleFrom ?? 0) - (short?.lastGoodPollAt ?? 0)).toBe(76_666);
  });

  test('shows a just launched job at the next tick all the same, and later its end by the list', async () => {
    await bot.launch();
    await bot.wait(3 * second);
    const polled = await lastGood();
    bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
    await bot.poll();
    await bot.wait(5 * second);
    expect(await lastGood()).toBe(polled);
    expect(bot.told()).toEqual(['launched', 'state:RUNNING']);
    bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    bot.skip(60 * second);
    await bot.poll();
    await bot.wait(5 * second);
    expect(bot.told().at(-1)).toBe('state:SUCCEEDED');
  });

  test('reads just launched jobs once a tick, however many replicas tick', async () => {
    await bot.launch();
    await bot.wait(3 * second);
    bot.vertex.takeReads(target);
    for (let replica = 0; replica < 3; replica++) await bot.poll();
    expect(bot.vertex.takeReads(target)).toBeLessThanOrEqual(1);
    await bot.wait(10 * second);
    await bot.poll();
    expect((await state())?.singleReads).toBe(1);
  });

  test('follows a cancel without waiting for the list', async () => {
    const handle = await bot.launch();
    await bot.wait(3 * second);
    await bot.type(`cancel ${handle}`);
    const polled = await lastGood();
    await bot.wait(2 * second);
    expect(bot.told().at(-1)).toBe('state:CANCELLING');
    expect(await lastGood()).toBe(polled);
  });

  test('finds a launch in doubt without waiting for the list', async () => {
    const failure: Failure = { kind: 'in-doubt', message: 'no answer' };
    bot.vertexScript.onCreate = { failure, recorded: true };
    await bot.launch();
    const polled = await lastGood();
    await bot.wait(15 * second);
    expect(bot.told()).toContain('launched');
    expect(await lastGood()).toBe(polled);
  });

  test('is polled at each tick again once it is small', async () => {
    bot.vertexScript.pages = 1;
    await tick(4);
    expect(await tick(5)).toBe(5);
    expect((await state())?.pace).toMatchObject({ everyMs: 10 * second });
  });
});

test('reads of single jobs put polls off, whoever made them', async () => {
  await bot.poll();
  // Another replica's are in the store, this one's are counted by its client.
  await bot.store.transaction((tx) => tx.targets.addReads(target, 50));
  for (let nth = 0; nth < 50; nth++) {
    await bot.vertex.get({ projectNumber: '123', location: target.location, id: '1' });
  }
  await bot.wait(10 * second);
  // They count with the next poll: of the 33 s that they take, the 30 s that they can put a poll off.
  expect(await tick(3)).toBe(1);
  expect(await tick(3)).toBe(3);
});

test('of very many jobs that left the list, each poll reads as many as the share allows a minute', async () => {
  bot.polls.share = 1;
  for (let nth = 0; nth < 8; nth++) {
    await bot.launch(`launch hello steps=${nth}`);
    await bot.wait(3 * second);
  }
  bot.skip(60 * second);
  await bot.poll();
  bot.skip(120 * second);
  bot.jobs.clear();
  await bot.poll();
  expect((await state())?.problem).toMatch(/^More jobs left the list/);
  const misses = async () => {
    const jobs = await bot.store.transaction(async (tx) =>
      tx.jobs.byKeys((await tx.jobs.open(target)).map(({ key }) => key)),
    );
    return jobs.map((job) => job.misses).sort();
  };
  expect(await misses()).toEqual([0, 0, 1, 1, 1, 1, 1, 1]);
  for (let nth = 0; nth < 3; nth++) {
    bot.skip(200 * second);
    await bot.poll();
  }
  expect(await misses()).toEqual([]);
  expect((await state())?.problem).toBeUndefined();
});

describe('a 429', () => {
  const refusal: Failure = {
    kind: 'transient',
    message: 'Quota exceeded.',
    httpStatus: 429,
    status: 'RESOURCE_EXHAUSTED',
  };

  test('of the list makes polls fewer until it answers', async () => {
    await bot.poll();
    bot.vertexScript.onList = refusal;
    await bot.wait(10 * second);
    expect(await tick(30)).toBe(4);
    expect((await state())?.pace?.slowMs).toBe(160 * second);
    expect(bot.warnings.filter((said) => said.startsWith('Vertex AI refuses reads'))).toHaveLength(
      1,
    );
    bot.vertexScript.onList = undefined;
    await tick(40);
    const after = await state();
    expect(after?.problem).toBeUndefined();
    expect(after?.pace).toMatchObject({ everyMs: 10 * second });
    expect(after?.pace?.slowMs).toBeUndefined();
  });

  test('of a single job makes polls fewer, too', async () => {
    await bot.launch();
    await bot.wait(3 * second);
    bot.jobs.clear();
    bot.vertexScript.onGet = refusal;
    await bot.poll();
    expect((await state())?.pace?.slowMs).toBe(20 * second);
  });

  test('is not any other failure', async () => {
    await bot.poll();
    bot.vertexScript.onList = { ...refusal, httpStatus: 503 };
    await bot.wait(10 * second);
    expect(await tick(6)).toBe(6);
  });
});
