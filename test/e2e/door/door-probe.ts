// Runs in a thread of its own, so that what is measured is the bot and not the crowd that this test makes: asks again and again whether
// the bot on `workerData.port` lives, over a connection of its own each time, until it is told to stop, then says how long the slowest
// answer took (ms).

import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';

const { port } = z.object({ port: z.number() }).parse(workerData);
let stopped = false;
parentPort?.once('message', () => (stopped = true));
const isStopped = () => stopped;

let slowestMs = 0;
do {
  const begun = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/health/live`, {
    headers: { connection: 'close' },
  });
  await response.text();
  if (!response.ok) throw new Error(`/health/live answered ${response.status}.`);
  slowestMs = Math.max(slowestMs, performance.now() - begun);
  await sleep(100);
} while (!isStopped());
parentPort?.postMessage(slowestMs);
