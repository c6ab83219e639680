// Polls keep within their share of Google's reads, by the books of the sandbox's server: the real client and the real poller.
// Two replicas tick; hours pass by injected time.

import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createPollMemory } from '../../../app/usecase/poll/poll-memory.ts';
import { createPoller } from '../../../app/usecase/poll/poller.ts';
import { target, type Harness } from '../harness.ts';
import { mostWithin, readBooks, startOnServer } from '../on-server.ts';

const second = 1_000;
const minute = 60 * second;
const tickMs = 10 * second;
const spec = {
  workerPoolSpecs: [
    {
      machineSpec: { machineType: 'n1-standard-4' },
      replicaCount: '1',
      containerSpec: { imageUri: 'us-docker.pkg.dev/x/y/runaway:1' },
    },
  ],
};

const replicaOf = (bot: Harness, share: number) =>
  createPoller({
    ...bot.deps,
    memory: createPollMemory(),
    turn: () => setImmediate(),
    twoPollsMs: () => 2 * tickMs,
    tickMs: () => tickMs,
    share,
    polled: () => undefined,
  });

async function startWith(jobs: number, share: number, atEnd: (stop: () => Promise<void>) => void) {
  const { bot, server } = await startOnServer(atEnd);
  const control = (path: string, body: unknown) =>
    fetch(`${server.url}/sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) });
  for (let nth = 0; nth < jobs; nth++) {
    const job = { displayName: `job ${nth}`, jobSpec: spec };
    await control('jobs', { ...target, job, scenario: 'runaway' });
  }
  const replicas = [replicaOf(bot, share), replicaOf(bot, share)];
  return {
    server,
    control,
    state: () => bot.store.transaction(async (tx) => (await tx.targets.list())[0]),
    pass: async (ms: number) => {
      for (let passed = 0; passed < ms; passed += tickMs) {
        for (const replica of replicas) {
          replica.tick();
          await replica.idle();
        }
        bot.skip(tickMs);
      }
    },
    lists: async () => {
      const { requests } = await readBooks(server);
      return requests.filter(({ call }) => call === 'list');
    },
  };
}

test('120 jobs at 1 %: two requests a list, six a minute', async ({ onTestFinished }) => {
  const { pass, lists, state } = await startWith(120, 1, onTestFinished);
  await pass(20 * minute);
  const all = await lists();
  // The even pace, and at most what may be ahead and one list on top.
  expect(all.length).toBeGreaterThanOrEqual(20 * 6);
  expect(all.length).toBeLessThanOrEqual(20 * 6 + 1 + 2);
  expect(mostWithin(all.map(({ at }) => at))).toBeLessThanOrEqual(6 + 1 + 2);
  expect((await state())?.pace).toMatchObject({ jobs: 120, reads: 2, everyMs: 20 * second });
});

test('few jobs: each tick polls, and a second replica adds no more than the share', async ({
  onTestFinished,
}) => {
  const { pass, lists } = await startWith(1, 30, onTestFinished);
  await pass(10 * minute);
  expect((await lists()).length).toBe(2 * 60);
});

test('a quota that others use up: polls become fewer, and recover', async ({ onTestFinished }) => {
  const { pass, lists, state, control } = await startWith(1, 30, onTestFinished);
  await pass(minute);
  await control('quota', { crudPerMinute: 0 });
  await pass(20 * minute);
  const refused = (await lists()).filter(({ status }) => status === 429);
  // Without slowing: 20 minutes of two replicas’ ticks, and four tries at each.
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(60);
  expect((await state())?.pace?.slowMs).toBe(5 * minute);
  expect((await state())?.problem).toMatch(/Quota exceeded/);
  await control('quota', { crudPerMinute: 600 });
  await pass(20 * minute);
  const after = await state();
  expect(after?.problem).toBeUndefined();
  expect(after?.pace?.everyMs).toBe(tickMs);
});
