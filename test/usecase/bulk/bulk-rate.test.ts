// 1,500 runaways are cancelled inside Vertex AI's 600 calls a minute, by the books of the server: the real client over HTTP, and
// polls every ten seconds meanwhile. Hours pass by injected time.

import { expect, test } from 'vitest';
import { z } from 'zod';
import type { VertexServer } from '../../../app/sandbox/vertex/server.ts';
import { aJob, aLaunch } from '../../store/samples.ts';
import { target, type Harness } from '../harness.ts';
import { mostWithin, readBooks, startOnServer } from '../on-server.ts';
import { pressMany, questionIn } from './bulk-steps.ts';

const count = 1_500;
const limit = 600;
const minute = 60_000;

const created = z.looseObject({ id: z.string(), name: z.string() });
const containerSpec = { imageUri: 'us-docker.pkg.dev/x/y/runaway:1' };
const machineSpec = { machineType: 'n1-standard-4' };
const jobSpec = { workerPoolSpecs: [{ machineSpec, replicaCount: '1', containerSpec }] };

/** A job that runs until it is cancelled, and its launch. */
async function makeRunaway(bot: Harness, { url }: VertexServer, nth: number): Promise<void> {
  const id = `l${String(nth).padStart(4, '0')}`;
  const displayName = `runaway ${nth}`;
  const job = { displayName, labels: { 'launch-id': id }, jobSpec };
  const reply = await fetch(`${url}/sandbox/jobs`, {
    method: 'POST',
    body: JSON.stringify({ ...target, job, scenario: 'runaway' }),
  });
  const { id: jobId, name } = created.parse(await reply.json());
  const key = { projectNumber: '123', location: target.location, id: jobId };
  const requester = { userId: 'U0ANA', teamId: 'T1', channel: 'C0JOBS' };
  await bot.store.transaction(async (tx) => {
    const bound = { state: 'bound', job: key, requester, requestedAt: bot.now() } as const;
    await tx.launches.insert(aLaunch(id, { ...bound, body: { displayName, jobSpec } }), undefined);
    await tx.jobs.insert(aJob(jobId, { key, name, handle: `h${id}`, displayName }), id);
  });
}

test('1,500 runaways', { timeout: 120_000 }, async ({ onTestFinished }) => {
  const { bot, server } = await startOnServer(onTestFinished);
  for (let nth = 0; nth < count; nth += 50) {
    const some = Array.from({ length: 50 }, (_, at) => makeRunaway(bot, server, nth + at));
    await Promise.all(some);
  }
  // Long enough ago that a list of what runs has them only while they run.
  bot.skip(60 * minute);
  await bot.poll();
  bot.skip(2 * minute);
  const question = questionIn(await bot.ask('cancel older=1h runaway'));
  expect(question.sums.count).toBe(count);
  await pressMany(bot, question);
  for (let ticks = 0; bot.acts.at(-1)?.kind !== 'bulk-ended' && ticks < 100; ticks++) {
    await bot.wait(10_000);
    await bot.poll();
  }
  expect(bot.acts.at(-1)).toMatchObject({ kind: 'bulk-ended', count, fates: { cancelled: count } });
  const { requests, jobs } = await readBooks(server);
  expect(jobs.filter(({ state }) => state === 'CANCELLED')).toHaveLength(count);
  const calls = requests.filter(({ call }) => call !== null);
  expect(calls.filter(({ call }) => call === 'cancel')).toHaveLength(count);
  expect(calls.filter(({ status }) => status === 429)).toEqual([]);
  const most = mostWithin(calls.map(({ at }) => at));
  // Nearly all of what cancels may take: their ends are read a hundred at a time.
  expect(most).toBeGreaterThan(250);
  expect(most).toBeLessThanOrEqual(limit);
});
