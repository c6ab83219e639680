import { beforeEach, describe, expect, test } from 'vitest';
import { failed } from '../../../app/domain/error/failure.ts';
import { recordRead } from '../../../app/usecase/poll/read-again.ts';
import { createHarness, settings, target, type Harness } from '../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const health = () => bot.store.transaction(async (tx) => (await tx.targets.list())[0]);

/** The job that is followed, as it is stored. */
const stored = () =>
  bot.store.transaction(async (tx) => {
    const [open] = await tx.jobs.open(target);
    return open && tx.jobs.lock(open.key);
  });

describe('a poll', () => {
  test('tells each change once, however often it is seen', async () => {
    await bot.launch();
    await bot.wait(3_000);
    bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
    for (let i = 0; i < 4; i++) await bot.poll();
    await bot.wait(5_000);
    expect(bot.told()).toEqual(['launched', 'state:RUNNING']);
  });

  test('after an outage tells what happened in one late reply', async () => {
    await bot.launch();
    await bot.wait(3_000);
    bot.set(bot.job().key.id, {
      state: 'SUCCEEDED',
      startTime: bot.now(),
      endTime: bot.now() + 60_000,
    });
    bot.skip(7_200_000);
    await bot.poll();
    await bot.wait(5_000);
    expect(bot.told()).toEqual(['launched', 'state:SUCCEEDED']);
  });

  test('reads a job that left the list, and tells a deleted one after two misses', async () => {
    await bot.launch();
    await bot.wait(3_000);
    bot.jobs.clear();
    await bot.poll();
    expect(bot.told()).toEqual(['launched']);
    await bot.poll();
    await bot.wait(3_000);
    expect(bot.told()).toEqual(['launched', 'gone:PENDING']);
    await bot.poll();
    await bot.wait(3_000);
    expect(bot.told()).toHaveLength(2);
  });

  test('sees again at once a job that only a read in between did not find', async () => {
    await bot.launch();
    await bot.wait(3_000);
    for (let i = 0; i < 2; i++) await bot.poll();
    const { key } = bot.job();
    const failure = { kind: 'user', message: 'not found', httpStatus: 404 } as const;
    await bot.store.transaction((tx) => recordRead(tx, key, failed(failure)));
    expect(await stored()).toMatchObject({ misses: 1 });
    await bot.poll();
    expect(await stored()).toMatchObject({ misses: 0 });
  });

  test('an entry that can’t be read stops nobody, and nobody is taken for missing by it', async () => {
    await bot.launch();
    await bot.wait(3_000);
    bot.vertexScript.odd = { count: 1, names: ['who?'] };
    bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
    await bot.poll();
    await bot.wait(5_000);
    expect(bot.told()).toEqual(['launched', 'state:RUNNING']);
    bot.jobs.clear();
    for (let i = 0; i < 3; i++) await bot.poll();
    await bot.wait(5_000);
    expect(bot.told()).toHaveLength(2);
    expect(await health()).toMatchObject({
      odd: { count: 1, names: ['who?'] },
      lastGoodPollAt: expect.any(Number) as number,
    });
    expect((await health())?.problem).toBeUndefined();
    // All can be read again: now it is missed.
    bot.vertexScript.odd = undefined;
    for (let i = 0; i < 2; i++) await bot.poll();
    await bot.wait(5_000);
    expect(bot.told().slice(2)).toEqual(['gone:RUNNING']);
    expect((await health())?.odd).toBeUndefined();
  });

  test('a followed job that can’t be read is shown so, and its target is not', async () => {
    await bot.launch();
    await bot.wait(3_000);
    bot.vertexScript.onGet = { kind: 'permanent', message: 'in a form I can’t read' };
    bot.jobs.clear();
    await bot.poll();
    expect((await health())?.problem).toBeUndefined();
    expect(await stored()).toMatchObject({ unreadable: 'in a form I can’t read' });
  });

  describe('a reason that comes late', () => {
    const failedReply = ['state:FAILED'];
    const completeReply = ['state:FAILED', 'reason:FAILED'];
    const fail = async (): Promise<void> => {
      await bot.launch();
      await bot.wait(3_000);
      bot.set(bot.job().key.id, { state: 'FAILED', endTime: bot.now() });
      await bot.poll();
      await bot.wait(30_000);
    };
    const giveReason = async (): Promise<void> => {
      bot.set(bot.job().key.id, { error: { code: 3, message: 'exit 1' } });
      await bot.poll();
      await bot.wait(3_000);
    };
    const replies = () => bot.posts.slice(1).map(({ kinds }) => kinds);

    test('completes the reply that told the failure', async () => {
      await fail();
      expect(replies()).toEqual([['launched'], failedReply]);
      await giveReason();
      expect(replies()).toEqual([['launched'], completeReply]);
    });

    test('completes a reply that may be a repetition, and leaves its mark', async () => {
      await bot.launch();
      await bot.wait(3_000);
      bot.faults.push({ outcome: { kind: 'in-doubt', why: 'timeout' }, recorded: true });
      bot.slackScript.find = { kind: 'unreadable', why: 'missing_scope' };
      bot.set(bot.job().key.id, { state: 'FAILED', endTime: bot.now() });
      await bot.poll();
      await bot.wait(settings.leaseMs + 5_000);
      await giveReason();
      expect(replies()).toEqual([['launched'], failedReply, completeReply]);
      expect(bot.posts.at(-1)).toMatchObject({ possiblyRepeated: true });
    });

    test('is shown again after an edit that nobody confirmed, also when that killed the bot', async () => {
      await fail();
      bot.faults.push({ outcome: { kind: 'in-doubt', why: 'timeout' }, recorded: false });
      bot.faults.push({ outcome: 'crash', recorded: false });
      await giveReason();
      expect(replies()).toEqual([['launched'], failedReply]);
      await bot.wait(3 * settings.leaseMs);
      expect(replies()).toEqual([['launched'], completeReply]);
    });

    test('has a reply of its own where the first one is gone', async () => {
      await fail();
      bot.faults.push({ outcome: { kind: 'root-gone' }, recorded: false });
      await giveReason();
      await bot.wait(3_000);
      expect(replies()).toEqual([['launched'], failedReply, ['reason:FAILED']]);
      expect(bot.roots()).toHaveLength(1);
      expect(await bot.store.transaction((tx) => tx.threads.countOpen())).toBe(0);
    });
  });

  test('that fails says so and changes nothing else', async () => {
    await bot.poll();
    const good = await health();
    // Two more polls are due within a minute and a half: before that nothing is old.
    expect(good?.staleFrom).toBe((good?.lastGoodPollAt ?? 0) + 90_000);
    bot.vertexScript.onList = { kind: 'transient', message: 'unreachable' };
    bot.skip(60_000);
    await bot.poll();
    expect(await health()).toMatchObject({
      target,
      lastGoodPollAt: good?.lastGoodPollAt,
      createdSince: good?.createdSince,
      problem: 'unreachable',
    });
    bot.vertexScript.onList = undefined;
    await bot.poll();
    expect((await health())?.problem).toBeUndefined();
  });

  test('ignores jobs of others, even with a copied label', async () => {
    await bot.launch();
    await bot.wait(3_000);
    const job = bot.job();
    bot.jobs.set('5', {
      ...job,
      key: { ...job.key, id: '5' },
      name: job.name.replace(/\d+$/, '5'),
    });
    await bot.poll();
    await bot.wait(3_000);
    expect(bot.told()).toEqual(['launched']);
  });

  test('does not take a clone that bears the label of a launch in doubt for its job', async () => {
    bot.vertexScript.onCreate = {
      failure: { kind: 'in-doubt', message: 'reset' },
      recorded: false,
    };
    await bot.launch();
    await bot.launches();
    await bot.launches();
    const [sent] = bot.creates;
    bot.jobs.set('5', {
      key: { projectNumber: '123', location: target.location, id: '5' },
      name: `projects/123/locations/${target.location}/customJobs/5`,
      displayName: 'a clone from the console',
      state: 'RUNNING',
      createTime: bot.now(),
      labels: sent?.labels ?? {},
    });
    await bot.poll();
    await bot.wait(10_000);
    expect(bot.told()).toEqual(['launch-in-doubt']);
  });

  describe('begins ten minutes before the last look', () => {
    /** A launch whose job no list has shown yet. */
    const doubt = async (): Promise<string> => {
      const failure = { kind: 'in-doubt', message: 'reset' } as const;
      bot.vertexScript.onCreate = { failure, recorded: true };
      const handle = await bot.launch();
      await bot.launches();
      await bot.launches();
      return handle;
    };
    const stateOf = (handle: string) =>
      bot.store.transaction(async (tx) => (await tx.launches.byHandle(handle))?.state);

    test('so that a job that lived and died before its list showed it is found', async () => {
      const handle = await doubt();
      const job = bot.job();
      bot.jobs.clear();
      bot.skip(60_000);
      await bot.poll();
      bot.jobs.set(job.key.id, { ...job, state: 'FAILED', endTime: bot.now() });
      await bot.poll();
      expect(await stateOf(handle)).toBe('bound');
    });

    test('by Google’s clock, whatever the bot’s own shows', async () => {
      bot.vertexScript.skewMs = -3_600_000;
      await bot.poll();
      const state = await health();
      expect(state?.createdSince).toBe(bot.now() - 3_600_000 - 600_000);
    });
  });

  test('that lost its target to another changes nothing by its old list', async () => {
    await bot.launch();
    await bot.wait(3_000);
    // Vertex does not always say when a job was updated, so that an old reading need not look old.
    bot.set(bot.job().key.id, { updateTime: undefined });
    bot.vertexScript.duringList = async () => {
      bot.skip(settings.leaseMs + 1_000);
      bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now(), updateTime: undefined });
      await bot.poll();
    };
    await bot.poll();
    await bot.wait(5_000);
    expect(bot.told()).toEqual(['launched', 'state:RUNNING']);
  });

  test('whose list comes late takes no job for missing that was made meanwhile', async () => {
    bot.vertexScript.duringList = async () => {
      await bot.launch();
      await bot.runUntilIdle();
    };
    await bot.poll();
    expect(await stored()).toMatchObject({ misses: 0, gone: false });
  });

  test('that could not read a single job is not a good one', async () => {
    await bot.launch();
    await bot.wait(3_000);
    await bot.poll();
    const good = await health();
    bot.skip(60_000);
    bot.jobs.clear();
    bot.vertexScript.onGet = { kind: 'transient', message: 'HTTP 503' };
    await bot.poll();
    expect(await health()).toMatchObject({
      lastGoodPollAt: good?.lastGoodPollAt,
      problem: 'HTTP 503',
    });
  });

  test('binds no job a second time that is followed already', async () => {
    const job = bot.make('hello 3');
    await bot.type('watch name="hello *"');
    await bot.runUntilIdle();
    await bot.poll();
    const failure = { kind: 'in-doubt', message: 'reset' } as const;
    bot.vertexScript.onCreate = { failure, recorded: false };
    const handle = await bot.launch();
    await bot.launches();
    await bot.launches();
    // An open one is known as followed. This one has ended, and is listed since it is new.
    bot.set(job.key.id, { state: 'SUCCEEDED', endTime: bot.now(), createTime: bot.now() });
    await bot.poll();
    // As if what was certainly not sent had arrived after all, and a watch had seen it first.
    bot.set(job.key.id, { labels: bot.creates[0]?.labels ?? {} });
    await bot.poll();
    const [launch, followed] = await bot.store.transaction(async (tx) => [
      await tx.launches.byHandle(handle),
      await tx.jobs.launchOf(job.key),
    ]);
    expect(launch).toMatchObject({ state: 'doubt' });
    expect(followed).toBeDefined();
    expect(followed).not.toBe(launch?.id);
  });
});
