// A worker that calls `/health/live` of the bot on `workerData.port`, over a new connection each time, until it gets a message; then it
// posts the time of the slowest answer in ms. It has its own thread because the test's thread is too busy to measure the bot.

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
