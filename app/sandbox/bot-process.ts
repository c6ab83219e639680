// Runs the real bot as a child process, started exactly as a deployment starts it.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';

/** The file that a deployment starts. */
export const botMain = join(import.meta.dirname, '../main.ts');

type BotOptions = {
  /** The file to start: the bot's own, or one that was made of it. */
  readonly main: string;
  /** The bot's environment, apart from what every process needs. */
  readonly env: Readonly<Record<string, string>>;
  /** Its log is appended here. */
  readonly logFile: string;
};

export type BotProcess = {
  readonly pid: number;
  /** Resolves with the port once the bot logs that it is ready; rejects when it exits before that. */
  readonly ready: Promise<number>;
  /** The same, with the port of its metrics: the bot's own unless it has another. */
  readonly metrics: Promise<number>;
  /** Resolves when the process has exited: its exit code, or null after a signal. */
  readonly exited: Promise<number | null>;
  /** What it has written to stderr so far. */
  readonly errors: () => string;
  /** The last line of its log with severity ERROR or CRITICAL. */
  readonly lastError: () => string | undefined;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Sends SIGTERM; resolves with the exit code. */
  readonly stop: () => Promise<number | null>;
};

const readyLine = z.object({
  message: z.literal('ready'),
  port: z.number(),
  metricsPort: z.number().optional(),
});
const errorLine = z.object({ severity: z.enum(['ERROR', 'CRITICAL']) });
const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'];

/** Bots that are running. They are killed when this process exits, however it exits. */
const running = new Set<Pick<ChildProcess, 'kill'>>();
let watchesExit = false;

function killOnExit(child: ChildProcess, exited: Promise<unknown>): void {
  if (!watchesExit) process.once('exit', () => running.forEach((one) => one.kill('SIGKILL')));
  watchesExit = true;
  running.add(child);
  void exited.then(() => running.delete(child));
}

/** Spawns the bot; it is not ready yet. */
export function spawnBot({ main, env, logFile }: BotOptions): BotProcess {
  const basics = Object.fromEntries(inherited.map((name) => [name, process.env[name]]));
  const child = spawn(process.execPath, [main], {
    env: { ...basics, NO_PROXY: '127.0.0.1,localhost', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = z.object({ pid: z.number() }).parse(child);
  // Not `exit`: what it wrote last may still be on its way then.
  const exited = once(child, 'close').then(([code]) => z.number().nullable().parse(code));
  killOnExit(child, exited);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const log = copyLog(child.stdout, logFile);
  void exited.then((code) => {
    const how = code === null ? 'was killed' : `ended with ${code}`;
    log.end(new Error(`The bot ${how} before it was ready. ${stderr.trim()}`.trim()));
  });
  const ready = log.ready.then((line) => line.port);
  const metrics = log.ready.then((line) => line.metricsPort ?? line.port);
  // Not every caller waits for them.
  ready.catch(() => undefined);
  metrics.catch(() => undefined);

  return {
    pid,
    ready,
    metrics,
    exited,
    errors: () => stderr,
    lastError: log.lastError,
    signal: (signal) => void child.kill(signal),
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

type Log = {
  readonly ready: Promise<z.infer<typeof readyLine>>;
  readonly lastError: () => string | undefined;
  /** Closes the file; `ready` rejects if the bot has not been ready. */
  readonly end: (reason: Error) => void;
};

/** Copies the bot's log to a file and watches for the lines that matter here. */
function copyLog(stdout: Readable, logFile: string): Log {
  const ready = Promise.withResolvers<z.infer<typeof readyLine>>();
  const file = createWriteStream(logFile, { flags: 'a' });
  let lastError: string | undefined;
  createInterface({ input: stdout }).on('line', (line) => {
    file.write(`${line}\n`);
    const entry = parseJson(line);
    const parsed = readyLine.safeParse(entry);
    if (parsed.success) ready.resolve(parsed.data);
    if (errorLine.safeParse(entry).success) lastError = line;
  });
  return {
    ready: ready.promise,
    lastError: () => lastError,
    end(reason) {
      file.end();
      ready.reject(reason);
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
