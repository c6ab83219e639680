// Waits for what isn't an event of the sandbox's Slack.

import { setTimeout as sleep } from 'node:timers/promises';
import type { BotProcess } from '../../app/sandbox/bot-process.ts';

/** Calls `look` until it has a result, for at most 40 s. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadlineMs = performance.now() + 40_000;
  while (performance.now() < deadlineMs) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error(`Not so within 40 s: ${what}.`);
}

/** Waits until a bot's outbox holds this many updates. */
export async function untilOpenUpdates(bot: BotProcess, count: number): Promise<void> {
  const url = `http://127.0.0.1:${await bot.metrics}/metrics`;
  await until(`${count} updates wait`, async () => {
    const text = await (await fetch(url)).text();
    const waiting = /^vertex_job_bot_open_updates (\d+)$/m.exec(text)?.[1];
    return Number(waiting) === count ? true : undefined;
  });
}
