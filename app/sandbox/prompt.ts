// A terminal prompt: type as one of the workspace's people, and see what they would see.

import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { greeting, runLine, type Place } from './prompt-commands.ts';
import { showFeed } from './prompt-feed.ts';
import type { Sandbox } from './sandbox.ts';

/** How long to wait for answers to a script's last line, which may come after its ack. */
const lastAnswerMs = 2_000;

/** Runs until `quit`, the end of the input, or a signal. Resolves with the bot's exit code. */
export async function runPrompt(sandbox: Sandbox): Promise<number> {
  const { client, botUrl, logFile } = sandbox;
  const { isTTY } = process.stdin;
  const place: Place = { user: '@ana', channel: '#ml-jobs' };
  const input = createInterface({ input: process.stdin, output: process.stdout, prompt: '' });
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const ask = (): void => {
    if (!isTTY) return;
    input.setPrompt(`${place.user} ${place.channel} › `);
    input.prompt(true);
  };
  const closing = new AbortController();
  process.once('SIGTERM', () => input.close());
  void sandbox.botEnded.then(() => input.close());
  say(greeting);
  say(`The bot’s log: ${logFile}; its health: ${botUrl}/health/ready\n`);
  const watching = showFeed(client, place, closing.signal, (text) => {
    if (isTTY) process.stdout.write('\r\u001b[K');
    say(text);
    ask();
  });
  ask();
  for await (const typed of input) {
    const line = typed.trim();
    // Echo a script's lines, as a terminal does with typed ones.
    if (!isTTY) say(`${place.user} ${place.channel} › ${line}`);
    if (line === 'quit') break;
    await runLine({ client, place, say }, line).catch((error: unknown) => {
      say(error instanceof Error ? error.message : String(error));
    });
    ask();
  }
  if (!isTTY) await sleep(lastAnswerMs);
  closing.abort();
  input.close();
  const code = await sandbox.stop();
  await watching;
  return code ?? 1;
}
