// Anybody can reach the port: no request may end or block the process, or change its database.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createRandom } from '../../chaos/plan/random.ts';
import { sendMalformed } from './door-fuzz.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { launchQueued } from '../story.ts';

const modes = ['socket', 'http'] as const;

/** All rows, without the columns that the bot's own work changes. */
function databaseOf({ servers }: Sandbox): unknown {
  const database = new DatabaseSync(join(servers.directory, 'jobs.db'), { readOnly: true });
  const working = ['lease_token', 'lease_until', 'due_at'];
  const tables = [
    'launches',
    'cancels',
    'jobs',
    'threads',
    'updates',
    'audit',
    'channels',
    'homes',
    'watches',
    'template_versions',
  ];
  try {
    return tables.map((table) => [
      table,
      ...database
        .prepare(`select * from ${table}`)
        .all()
        .map((row) => Object.entries(row).filter(([column]) => !working.includes(column)))
        .map((row) => JSON.stringify(row))
        .sort(),
    ]);
  } finally {
    database.close();
  }
}

/** The time of the slowest answer of `/health/live` until `work` is done, in ms. */
async function askMeanwhile(port: number, work: Promise<unknown>): Promise<number> {
  const probe = new Worker(new URL('./door-probe.ts', import.meta.url), { workerData: { port } });
  const slowest = once(probe, 'message');
  // It is awaited only at the end: a probe that fails before must not be an unhandled rejection.
  slowest.catch(() => undefined);
  await work;
  probe.postMessage('stop');
  const [ms] = z.tuple([z.number()]).parse(await slowest);
  return ms;
}

/** The messages as they were sent. As they are seen, a card counts the time of its state. */
async function sent(sandbox: Sandbox) {
  return (await sandbox.messages()).map((one) => ({ ...one, rendered: undefined }));
}

describe('100,000 malformed requests', { timeout: 240_000 }, () => {
  test.for(modes)(
    'in %s mode: the same process lives, and its database is unchanged',
    async (mode, { onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished, { mode });
      const first = await sandbox.bot();
      await launchQueued(sandbox);
      expect(await first.stop()).toBe(0);
      const state = async () => [databaseOf(sandbox), await sent(sandbox), await sandbox.jobs()];
      const before = await state();

      const bot = await sandbox.bot();
      const port = await bot.ready;
      const random = createRandom(9);
      const signingSecret = sandbox.servers.env['SLACK_SIGNING_SECRET'];
      const slowest = await askMeanwhile(
        port,
        sendMalformed({ port, random, signingSecret }, 100_000),
      );
      expect(slowest).toBeLessThan(1_000);

      // Nothing restarts a bot here, so this answer comes from the same process.
      await sandbox.type('/job list');
      expect(await bot.stop()).toBe(0);
      expect(await state()).toEqual(before);
      const log = await sandbox.log();
      expect(log.length).toBeLessThan(30_000);
    },
  );
});

const begun = 'POST /slack/events HTTP/1.1\r\nHost: x\r\n';
/** What a slow connection sends first, and then every second. */
const slowOnes = [
  ['', ''],
  ['GET /health/live HTTP/1.1\r\nHost: x\r\n', 'x: y\r\n'],
  [`${begun}Content-Length: 900000\r\n\r\n`, 'x'],
] as const;

async function openSlow(port: number, nth: number): Promise<Socket> {
  const [first, next] = slowOnes[nth % slowOnes.length] ?? slowOnes[0];
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  await once(socket, 'connect');
  socket.write(first);
  const timer = setInterval(() => socket.write(next), 1_000);
  socket.once('close', () => clearInterval(timer));
  return socket;
}

const openOnes = (sockets: readonly Socket[]): number =>
  sockets.filter(({ closed }) => !closed).length;

describe.concurrent('connections that are half open or slow', longTimeout, () => {
  test.for(modes)(
    'in %s mode: 1,000 at most, 10 s to headers, 15 s a request; live meanwhile',
    async (mode, { onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished, { mode });
      const bot = await sandbox.bot();
      const port = await bot.ready;
      const sockets: Socket[] = [];
      onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
      for (let nth = 0; nth < 1_200; nth += 1) sockets.push(await openSlow(port, nth));
      const since = performance.now();
      // Well before the slow ones are closed for their slowness.
      await expect.poll(() => openOnes(sockets), { timeout: 8_000 }).toBeLessThanOrEqual(1_000);
      const slow = sleep(11_500);
      expect(await askMeanwhile(port, slow)).toBeLessThan(1_000);
      // Only requests with an unfinished body may still be open, and only in HTTP mode: otherwise they are answered at once.
      const withBody = sockets.filter((_, nth) => nth % slowOnes.length === 2);
      expect(openOnes(sockets)).toBe(openOnes(withBody));
      expect(await askMeanwhile(port, sleep(17_000 - (performance.now() - since)))).toBeLessThan(
        1_000,
      );
      expect(openOnes(sockets)).toBe(0);
      await sandbox.type('/job list');
      expect(await bot.stop()).toBe(0);
      const errors = (await sandbox.log()).filter(
        ({ severity }) => z.enum(['ERROR', 'CRITICAL']).safeParse(severity).success,
      );
      expect(errors).toEqual([]);
    },
  );
});
