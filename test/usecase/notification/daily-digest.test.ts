// The daily digest: once a day at its time, whatever dies or sleeps in between.

import { beforeEach, describe, expect, test } from 'vitest';
import type { DailyDigest } from '../../../app/domain/notification/digest.ts';
import { makeDigest } from '../../../app/usecase/notification/daily-digest.ts';
import { createHarness, target, type Harness } from '../harness.ts';
import { helloCosts } from '../hourly-price.ts';

const second = 1_000;
const hour = 3_600 * second;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness(); // it is 12:00 in UTC, and 13:00 in Berlin
  bot.people.change('U0ANA', { timeZone: 'Europe/Berlin' });
});

const set = (text: string) => bot.ask(`channel ${text}`);

/** Lets time pass at once, and works off what is due then. */
async function later(ms: number): Promise<void> {
  bot.skip(ms);
  await bot.wait(5 * second);
}

const digests = (): readonly DailyDigest[] =>
  bot.digests.flatMap(({ digest }) => (digest.kind === 'daily' ? [digest] : []));

async function launch(steps: number): Promise<string> {
  await bot.launch(`launch hello steps=${steps}`);
  await bot.wait(3 * second);
  return bot.job(-1).key.id;
}

async function end(id: string, state: string): Promise<void> {
  bot.set(id, { state, endTime: bot.now() });
  await bot.poll();
  await bot.wait(3 * second);
}

test('is due where the clocks of whoever set it say so', async () => {
  expect(await set('digest=14:00')).toMatchObject({
    settings: { digest: { minutes: 840, zone: 'Europe/Berlin' } },
    nextDigest: bot.now() + hour,
  });
  await later(hour - 10 * second);
  expect(bot.digests).toEqual([]);
  await later(10 * second);
  expect(bot.digests).toHaveLength(1);
  await later(23 * hour);
  expect(bot.digests).toHaveLength(1);
  await later(hour);
  expect(bot.digests).toHaveLength(2);
});

test('tells what ended since the last, what runs, and what could not be read', async () => {
  await set('digest=14:00');
  const [good, bad, running] = [await launch(1), await launch(2), await launch(3)];
  await end(good, 'SUCCEEDED');
  await end(bad, 'FAILED');
  bot.set(running, { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
  bot.vertexScript.onList = { kind: 'transient', message: 'Vertex is down.' };
  await bot.poll();
  await later(hour);
  const [first] = digests();
  expect(first).toMatchObject({
    ends: { SUCCEEDED: 1, FAILED: 1 },
    liveCount: 1,
    unpriced: 1,
    targets: [{ target, problem: 'Vertex is down.' }],
  });
  expect(first?.failed).toHaveLength(1);
  expect([...(bot.digests[0]?.launches.values() ?? [])].map(({ card }) => card.job?.state)).toEqual(
    ['FAILED', 'RUNNING'],
  );

  bot.vertexScript.onList = undefined;
  await end(running, 'SUCCEEDED');
  await later(24 * hour);
  const next = digests()[1];
  expect(next).toMatchObject({ from: first?.to, ends: { SUCCEEDED: 1 }, liveCount: 0 });
});

test('names the few that burn most, if several do', async () => {
  await set('digest=14:00');
  for (const dollars of [1, 4, 2, 3]) {
    bot.prices.list = helloCosts(dollars);
    const id = await launch(dollars);
    bot.set(id, { state: 'RUNNING', startTime: bot.now() });
  }
  bot.prices.list = undefined;
  bot.set(await launch(9), { state: 'RUNNING', startTime: bot.now() });
  await bot.poll();
  await later(hour);
  const named = bot.digests[0]?.launches;
  const steps = digests()[0]?.dearest?.map((id) => named?.get(id)?.card.launch.parameters.steps);
  expect(steps).toEqual([4, 3, 2]);
});

test('names the failures in the order of their ends, those of one moment by handle', async () => {
  await set('digest=14:00');
  const handles: string[] = [];
  for (let nth = 0; nth < 8; nth++) {
    handles.push(await bot.launch(`launch hello steps=${nth}`));
    await bot.wait(3 * second);
  }
  const endTime = bot.now();
  // The last one ended first, and all are read in one look.
  for (const [nth, id] of [...bot.jobs.keys()].entries()) {
    bot.set(id, { state: 'FAILED', endTime: nth === 7 ? endTime - second : endTime });
  }
  await bot.poll();
  await bot.wait(60 * second);
  await later(hour);
  const view = bot.digests.find(({ digest }) => digest.kind === 'daily');
  expect(view?.digest.failed.map((id) => view.launches.get(id)?.card.launch.handle)).toEqual([
    ...handles.slice(7),
    ...handles.slice(0, 7).toSorted(),
  ]);
});

test('counts what the channel was not told, too', async () => {
  await set('quiet digest=14:00');
  const id = await launch(1);
  await end(id, 'FAILED');
  await later(hour);
  expect(digests()[0]).toMatchObject({ ends: { FAILED: 1 } });
});

test('that was due while no bot ran comes late, once, and tells of all that time', async () => {
  await set('digest=14:00');
  await later(hour);
  bot.skip(3 * 24 * hour);
  await bot.wait(20 * second);
  expect(digests()).toHaveLength(2);
  const [first, late] = digests();
  expect(late?.from).toBe(first?.to);
  await later(20 * hour);
  expect(digests()).toHaveLength(2);
});

test('begins anew with a day after it was off for long', async () => {
  await set('digest=14:00');
  await later(hour);
  await set('digest=off');
  await later(30 * 24 * hour);
  expect(digests()).toHaveLength(1);
  await set('digest=15:00');
  await later(hour + 24 * hour);
  const last = digests().at(-1);
  expect(digests()).toHaveLength(2);
  expect((last?.to ?? 0) - (last?.from ?? 0)).toBe(24 * hour);
});

describe('made by a bot that dies', () => {
  test('before it was committed, it is made by the next, once', async () => {
    await set('digest=14:00');
    bot.skip(hour);
    const claim = () => bot.store.transaction((tx) => tx.channels.claimDue(1, 60 * second));
    const [lost] = await claim();
    if (lost === undefined) throw new Error('nothing was due');
    await later(61 * second);
    expect(digests()).toHaveLength(1);
    // The first was only paused: its lease is gone, and it makes nothing.
    await makeDigest({ store: bot.store, newId: () => 'late', targets: [target] }, lost);
    await later(60 * second);
    expect(digests()).toHaveLength(1);
  });

  test.each([true, false])(
    'in the middle of its post (recorded: %s), it is there once',
    async (recorded) => {
      await set('digest=14:00');
      bot.skip(hour);
      bot.faults.push({ outcome: 'crash', recorded });
      await bot.wait(5 * second);
      await bot.wait(120 * second);
      expect(bot.posts.filter(({ kinds }) => kinds[0] === 'daily')).toHaveLength(1);
    },
  );
});

test('is not made by the settings of before, when they were changed meanwhile', async () => {
  await set('digest=14:00');
  bot.skip(hour);
  const [due] = await bot.store.transaction((tx) => tx.channels.claimDue(1, 60 * second));
  if (due === undefined) throw new Error('nothing was due');
  await bot.type('channel digest=off');
  await bot.answered();
  await makeDigest({ store: bot.store, newId: () => 'd', targets: [target] }, due);
  await later(60 * second);
  expect(digests()).toEqual([]);
});

test('does not pile up while the bot can’t post: the next tells of all the time since', async () => {
  await set('digest=14:00');
  bot.faults.push(
    ...Array.from({ length: 2_000 }, () => ({
      outcome: { kind: 'channel-refused', why: 'not_in_channel' } as const,
      recorded: false,
    })),
  );
  await later(hour);
  for (let day = 0; day < 4; day++) await later(24 * hour);
  bot.faults.splice(0);
  const posted = () => bot.posts.filter(({ kinds }) => kinds[0] === 'daily').length;
  expect(posted()).toBe(0);
  await later(11 * 60 * second);
  await later(11 * 60 * second);
  await later(11 * 60 * second);
  expect(posted()).toBe(2);
  const [first, last] = [digests()[0], digests().at(-1)];
  expect(last?.from).toBe(first?.to);
  await later(hour);
  expect(posted()).toBe(2);
});

test('keeps its time when only the mode is set', async () => {
  await set('digest=14:00');
  await set('quiet');
  await later(hour);
  expect(digests()).toHaveLength(1);
});
