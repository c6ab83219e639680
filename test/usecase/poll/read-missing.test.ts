// Jobs that left the list, many at once.

import { describe, expect, test } from 'vitest';
import { failed, succeeded } from '../../../app/domain/error/failure.ts';
import type { Observation } from '../../../app/domain/job/job.ts';
import { isTerminal } from '../../../app/domain/job/state.ts';
import { track } from '../../../app/domain/job/transition.ts';
import { readMissing } from '../../../app/usecase/poll/read-missing.ts';
import { dice } from '../../dice.ts';
import { aLaunch } from '../../store/samples.ts';
import { createHarness, target, type Harness } from '../harness.ts';
import { readBooks, startOnServer } from '../on-server.ts';

const hour = 3_600_000;
const spec = {
  workerPoolSpecs: [
    {
      machineSpec: { machineType: 'n1-standard-4' },
      replicaCount: '1',
      containerSpec: { imageUri: 'us-docker.pkg.dev/x/y/runaway:1' },
    },
  ],
};

type AtEnd = (stop: () => Promise<void>) => void;

const follow = (bot: Harness, jobs: readonly Observation[]) =>
  bot.store.transaction(async (tx) => {
    for (const [nth, seen] of jobs.entries()) {
      const launch = aLaunch(`l${nth}`, { state: 'bound', job: seen.key });
      await tx.launches.insert(launch, tx.now);
      await tx.jobs.insert(track({ handle: launch.handle, target, seen }, tx.now).job, launch.id);
    }
  });

const stored = (bot: Harness, jobs: readonly Observation[]) =>
  bot.store.transaction((tx) => tx.jobs.byKeys(jobs.map(({ key }) => key)));

describe('by the books of the sandbox’s server', () => {
  async function start(count: number, atEnd: AtEnd) {
    const { bot, server } = await startOnServer(atEnd);
    const control = (path: string, body: unknown = {}) =>
      fetch(`${server.url}/sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) });
    const make = (name: string) =>
      control('jobs', {
        ...target,
        job: { displayName: name, jobSpec: spec },
        scenario: 'runaway',
      });
    await Promise.all(Array.from({ length: count }, (_, nth) => make(`job ${nth}`)));
    const listing = await bot.vertex.listUnfinished(target, 0);
    if (!listing.ok) throw new Error(listing.failure.message);
    const { jobs } = listing.value;
    await follow(bot, jobs);
    bot.skip(hour);
    await bot.poll();
    return {
      bot,
      jobs,
      control,
      make,
      end: ({ key }: Observation, state = 'SUCCEEDED') =>
        control(`jobs/${key.id}/state`, { state }),
      /** Polls, and says what the server was asked. */
      poll: async () => {
        const before = (await readBooks(server)).requests.length;
        bot.skip(60_000);
        await bot.poll();
        const { requests } = await readBooks(server);
        const calls = requests.slice(before).map(({ call }) => call);
        return { lists: calls.filter((call) => call === 'list').length, all: calls.length };
      },
      state: () => bot.store.transaction(async (tx) => (await tx.targets.list())[0]),
    };
  }

  test(
    'a thousand ends at once take a request for a hundred of them',
    { timeout: 120_000 },
    async ({ onTestFinished }) => {
      const { bot, jobs, end, poll, state } = await start(1_000, onTestFinished);
      await Promise.all(jobs.map((job) => end(job)));
      // One for the list of what is live.
      expect(await poll()).toEqual({ lists: 1 + 10, all: 1 + 10 });
      const states = (await stored(bot, jobs)).map((job) => job.state);
      expect(states).toEqual(Array(1_000).fill('SUCCEEDED'));
      expect((await state())?.problem).toBeUndefined();
      expect((await state())?.pace?.reads).toBe(11);
    },
  );

  test('what was deleted meanwhile is in no list, and is told only after reads of its own', async ({
    onTestFinished,
  }) => {
    const { bot, jobs, control, end, poll } = await start(40, onTestFinished);
    for (const [nth, job] of jobs.entries()) {
      await (nth < 5 ? control(`jobs/${job.key.id}/delete`) : end(job, 'FAILED'));
    }
    expect(await poll()).toEqual({ lists: 2, all: 2 + 5 });
    const after = await stored(bot, jobs);
    expect(after.filter(({ misses }) => misses === 1)).toHaveLength(5);
    expect(after.filter((job) => job.state === 'FAILED')).toHaveLength(35);
    expect(after.some(({ gone }) => gone)).toBe(false);
  });

  test('others that ended then make pages that are not worth it: the rest is read by itself', async ({
    onTestFinished,
  }) => {
    const { jobs, control, make, end, poll } = await start(11, onTestFinished);
    await control('page-size', { max: 20 });
    for (let nth = 0; nth < 60; nth++) await make(`other ${nth}`);
    for (const job of jobs) await end(job);
    expect((await poll()).all).toBeLessThanOrEqual(4 + 2 + 11);
  });
});

describe('whatever the lists lack or show late', () => {
  const list = async (bot: Harness, keys: readonly Observation[]) =>
    readMissing(
      { store: bot.store, vertex: bot.vertex, share: 100 },
      target,
      keys.map(({ key }) => key),
    );

  test.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'story %i: each job is what a read of its own says',
    async (seed) => {
      const roll = dice(seed + 1);
      const bot = await createHarness();
      const jobs = Array.from({ length: 60 }, (_, nth) =>
        bot.make(`job ${nth}`, { createTime: bot.now() - Math.floor(roll() * 6) * 2 * hour }),
      );
      await follow(bot, jobs);
      for (const { key } of jobs) {
        const fate = roll();
        if (fate < 0.1) bot.jobs.delete(key.id);
        else if (fate < 0.9) bot.set(key.id, { state: fate < 0.5 ? 'FAILED' : 'SUCCEEDED' });
      }
      const truth = await Promise.all(
        jobs.map(async ({ key }) => ({ key, read: await bot.vertex.get(key) })),
      );
      const isShown = new Map(jobs.map(({ key }) => [key.id, roll() < 0.8]));
      const failsAt = Math.floor(roll() * 8);
      let pages = 0;
      const whole = bot.vertex.listEnded.bind(bot.vertex);
      // It lacks some, shows some as they were, and fails now and then.
      bot.vertex.listEnded = async function* (at, span) {
        for await (const page of whole(at, span)) {
          if (pages++ === failsAt || !page.ok) {
            yield failed({ kind: 'transient', message: 'unavailable', httpStatus: 503 });
            return;
          }
          yield succeeded([
            ...page.value.filter(({ key }) => isShown.get(key.id)),
            ...jobs.filter(({ key }) => !isShown.get(key.id)),
          ]);
        }
      };
      bot.vertex.takeReads(target);
      const readings = await list(bot, jobs);
      const byId = new Map(readings.map((one) => [one.key.id, one]));
      expect(jobs.map(({ key }) => byId.get(key.id))).toEqual(truth);
      expect(readings).toHaveLength(jobs.length);
      expect(truth.some(({ read }) => read.ok && isTerminal(read.value.state))).toBe(true);
    },
  );

  test('pages count for the share, and what is left is said to be unread', async () => {
    const bot = await createHarness();
    const jobs = Array.from({ length: 900 }, (_, nth) => bot.make(`job ${nth}`));
    await follow(bot, jobs);
    for (const { key } of jobs) bot.set(key.id, { state: 'SUCCEEDED' });
    bot.vertex.takeReads(target);
    const readings = await readMissing(
      { store: bot.store, vertex: bot.vertex, share: 1 },
      target,
      jobs.map(({ key }) => key),
    );
    expect(bot.vertex.takeReads(target)).toBe(6);
    expect(readings.filter(({ read }) => read.ok)).toHaveLength(600);
    expect(
      readings.filter(({ read }) => !read.ok && read.failure.kind === 'transient'),
    ).toHaveLength(300);
  });
});
