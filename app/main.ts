// The process. Only this file reads the environment, writes to streams, handles signals and exits.

import { runBot } from './bot.ts';
import { ConfigError, readConfig } from './config.ts';
import { createLog, forPeople, type Log } from './log.ts';
import { SlackRefusedError } from './slack/client/errors.ts';
import { StoreError } from './store/db/store-error.ts';

/** sysexits.h EX_CONFIG: restarting doesn't help before a person has fixed something. */
const exitConfig = 78;
const exitCrash = 1;
/**
 * Cloud Run kills ten seconds after SIGTERM, so stopping takes at most eight. The last of them is for
 * Node, which keeps on the disk what it compiled when the bot was started for the first time.
 */
const graceMs = 6_000;
const hardStopMs = 7_000;

function refuse(problems: readonly string[]): never {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(exitConfig);
}

/** Whether restarting can't help before a person has fixed something. */
function isRefusal(error: unknown): error is Error {
  return (
    error instanceof SlackRefusedError || (error instanceof StoreError && error.kind === 'unusable')
  );
}

async function main(): Promise<void> {
  const read = readConfig(process.env);
  if (!read.ok) refuse(read.problems);
  const lines = process.stdout.isTTY ? await forPeople(process.stdout) : process.stdout;
  const log = createLog(read.config.logLevel, lines);
  // Libraries warn through Node, which would print plain text among the JSON.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log.warn('a library warned', { error: warning }));
  process.on('unhandledRejection', (error) => {
    log.error('unhandled rejection', { error });
    process.exit(exitCrash);
  });
  try {
    await runBot(read.config, log, stopSignal(log), graceMs, atExit);
    process.exit(0);
  } catch (error) {
    if (error instanceof ConfigError) refuse(error.problems);
    if (isRefusal(error)) refuse([error.message]);
    log.error('the bot could not start', { error });
    process.exit(exitCrash);
  }
}

function atExit(act: () => void): void {
  process.once('exit', act);
}

/** Aborted by the first signal; a second one exits at once. */
function stopSignal(log: Log): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(exitCrash);
      log.info('stopping', { signal });
      stopping.abort();
      // If something hangs, its lease hands it to the next process.
      setTimeout(() => process.exit(0), hardStopMs).unref();
    });
  }
  return stopping.signal;
}

await main();
