// The real bot as a child process, started exactly as a deployment starts it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

export type BotOptions = {
  /** The bot's whole environment, but for what every process needs. */
  readonly env: Readonly<Record<string, string>>;
  /** Its log is appended here. */
  readonly logFile: string;
};

export type BotProcess = {
  readonly pid: number;
  /** Resolves with the port once the bot says that it is ready; rejects when it ends before that. */
  readonly ready: Promise<number>;
  /** The same with the port of its metrics, be it the same. */
  readonly metrics: Promise<number>;
  /** Resolves when the process has ended: its exit code, or null after a signal. */
  readonly exited: Promise<number | null>;
  /** What it has written to stderr so far. */
  readonly errors: () => string;
  /** The last line of its log that tells an error. */
  readonly lastError: () => string | undefined;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** SIGTERM, and its exit code. */
  readonly stop: () => Promise<number | null>;
};

const root = join(import.meta.dirname, '../..');
const readyLine = z.object({
  message: z.literal('ready'),
  port: z.number(),
  metricsPort: z.number().optional(),
});
const errorLine = z.object({ severity: z.enum(['ERROR', 'CRITICAL']) });
const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'];

/** Bots that run: whoever started them takes them along when it ends, however it ends. */
const running = new Set<{ kill(signal: NodeJS.Signals): boolean }>();
let watching = false;

function endWithUs(
  child: { kill(signal: NodeJS.Signals): boolean },
  exited: Promise<unknown>,
): void {
  if (!watching) process.once('exit', () => running.forEach((one) => one.kill('SIGKILL')));
  watching = true;
  running.add(child);
  void exited.then(() => running.delete(child));
}

/** Spawns the bot; it is not ready yet. */
export function spawnBot({ env, logFile }: BotOptions): BotProcess {
  const basics = Object.fromEntries(inherited.map((name) => [name, process.env[name]]));
  const child = spawn(process.execPath, [join(root, 'app/main.ts')], {
    env: { ...basics, NO_PROXY: '127.0.0.1,localhost', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = z.object({ pid: z.number() }).parse(child);
  const exited = once(child, 'exit').then(([code]) => z.number().nullable().parse(code));
  endWithUs(child, exited);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));

  let lastError: string | undefined;
  const ready = Promise.withResolvers<z.infer<typeof readyLine>>();
  const log = createWriteStream(logFile, { flags: 'a' });
  createInterface({ input: child.stdout }).on('line', (line) => {
    log.write(`${line}\n`);
    const entry = parseJson(line);
    const parsed = readyLine.safeParse(entry);
    if (parsed.success) ready.resolve(parsed.data);
    if (errorLine.safeParse(entry).success) lastError = line;
  });
  void exited.then((code) => {
    log.end();
    const how = code === null ? 'was killed' : `ended with ${code}`;
    ready.reject(new Error(`The bot ${how} before it was ready. ${said.trim()}`.trim()));
  });
  const port = ready.promise.then((line) => line.port);
  const metrics = ready.promise.then((line) => line.metricsPort ?? line.port);
  // Not everybody waits for them.
  port.catch(() => undefined);
  metrics.catch(() => undefined);

  return {
    pid,
    ready: port,
    metrics,
    exited,
    errors: () => said,
    lastError: () => lastError,
    signal: (signal) => void child.kill(signal),
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
