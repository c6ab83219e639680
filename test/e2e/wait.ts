// Waiting for what the servers' own waits can't tell. Nothing here waits for a fixed time.

import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { BotProcess } from '../../app/sandbox/bot-process.ts';

/** Looks until there is something; for what no wait of the servers can tell. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadlineMs = performance.now() + 40_000;
  while (performance.now() < deadlineMs) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error(`Not so within 40 s: ${what}.`);
}

/** A port nobody listens on now, for a bot whose health is asked for before it is ready. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until so many updates wait in the outbox of a bot. */
export async function untilWaiting(bot: BotProcess, count: number): Promise<void> {
  const url = `http://127.0.0.1:${await bot.ready}/metrics`;
  await until(`${count} updates wait`, async () => {
    const text = await (await fetch(url)).text();
    const waiting = /^vertex_job_bot_open_updates (\d+)$/m.exec(text)?.[1];
    return Number(waiting) === count ? true : undefined;
  });
}
