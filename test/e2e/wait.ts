// Waits for what the servers' own waits can't observe. Nothing here waits for a fixed time.

import { setTimeout as sleep } from 'node:timers/promises';
import type { BotProcess } from '../../app/sandbox/bot-process.ts';

/** Polls until there is a result, for at most 40 s. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadlineMs = performance.now() + 40_000;
  while (performance.now() < deadlineMs) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error(`Not so within 40 s: ${what}.`);
}

/** Waits until this many updates are in a bot's outbox. */
export async function untilWaiting(bot: BotProcess, count: number): Promise<void> {
  const url = `http://127.0.0.1:${await bot.metrics}/metrics`;
  await until(`${count} updates wait`, async () => {
    const text = await (await fetch(url)).text();
    const waiting = /^vertex_job_bot_open_updates (\d+)$/m.exec(text)?.[1];
    return Number(waiting) === count ? true : undefined;
  });
}
