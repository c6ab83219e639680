// Bots as real processes.

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { spawnBot, type BotProcess } from '../../app/sandbox/bot-process.ts';
import { bundle } from './bundle.ts';

/** Registers what runs after the test, in reverse order: `onTestFinished` of the test's context. */
export type AtEnd = (stop: () => Promise<void>) => void;

export type Environment = Readonly<Record<string, string>>;

export type Bots = {
  /** Starts a bot in the sandbox's environment, without waiting until it is ready. */
  spawn(env?: Environment): BotProcess;
  /** Starts a bot, and resolves when it is ready. */
  bot(env?: Environment): Promise<BotProcess>;
  /** Sends SIGKILL, and waits for the exit. */
  kill(bot: BotProcess): Promise<void>;
  /** What all bots of this sandbox have logged, as JSON lines. */
  log(): Promise<readonly Readonly<Record<string, unknown>>[]>;
};

/** Bots with this environment. They are killed when the test ends. */
export function createBots(atEnd: AtEnd, environment: Environment, logFile: string): Bots {
  const kill: Bots['kill'] = async (bot) => {
    bot.signal('SIGKILL');
    await bot.exited;
  };
  const spawn: Bots['spawn'] = (env = {}) => {
    const bot = spawnBot({ main: bundle, env: { ...environment, ...env }, logFile });
    atEnd(() => kill(bot));
    return bot;
  };
  return {
    spawn,
    kill,
    async bot(env) {
      const bot = spawn(env);
      await bot.ready;
      return bot;
    },
    async log() {
      const text = await readFile(logFile, 'utf8');
      const line = z.record(z.string(), z.unknown());
      // The last line may be incomplete.
      return text
        .split('\n')
        .slice(0, -1)
        .map((one) => line.parse(JSON.parse(one)));
    },
  };
}
