// The sandbox at work: both servers and the real bot, wired by the same variables a deployment uses.

import { join } from 'node:path';
import { spawnBot } from './bot-process.ts';
import { createSandboxClient, type SandboxClient } from './client/client.ts';
import { startServers } from './servers.ts';

export type Sandbox = {
  readonly client: SandboxClient;
  readonly logFile: string;
  /** Where the bot answers for health and metrics. */
  readonly botUrl: string;
  /** Resolves when the bot has ended by itself or was stopped. */
  readonly botEnded: Promise<number | null>;
  /** Stops the bot, then the servers; resolves with the bot's exit code. */
  stop(): Promise<number | null>;
};

/** Starts everything; resolves when the bot is ready. `speed`: jobs live this many times faster than written. */
export async function startSandbox(speed: number): Promise<Sandbox> {
  const servers = await startServers({ mode: 'socket', speed });
  const logFile = join(servers.directory, 'bot.log');
  const bot = spawnBot({
    env: {
      ...servers.env,
      DATABASE_URL: `file:${join(servers.directory, 'jobs.db')}`,
      PORT: '0',
      POLL_SCHEDULE: '* * * * * *',
    },
    logFile,
  });
  const stop = async () => {
    const code = await bot.stop();
    await servers.stop();
    return code;
  };
  try {
    const port = await bot.ready;
    return {
      client: createSandboxClient(servers.slack.url, servers.vertex.url),
      logFile,
      botUrl: `http://127.0.0.1:${port}`,
      botEnded: bot.exited,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
