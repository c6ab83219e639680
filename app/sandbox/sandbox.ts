// The whole sandbox: both servers and the real bot, connected by the same variables a deployment uses.

import { join } from 'node:path';
import { botMain, spawnBot } from './bot-process.ts';
import { createSandboxClient, type SandboxClient } from './client/client.ts';
import { startServers } from './servers.ts';

export type Sandbox = {
  readonly client: SandboxClient;
  readonly logFile: string;
  /** Serves the bot's health checks and metrics. */
  readonly botUrl: string;
  /** Resolves with the bot's exit code when the bot exits by itself or is stopped; null after a signal. */
  readonly botEnded: Promise<number | null>;
  /** Stops the bot, then the servers; resolves with the bot's exit code. */
  stop(): Promise<number | null>;
};

/** Starts everything. Resolves when the bot is ready. Jobs run `speed` times faster than their scenarios say. */
export async function startSandbox(speed: number): Promise<Sandbox> {
  const servers = await startServers({ mode: 'socket', speed });
  const logFile = join(servers.directory, 'bot.log');
  const bot = spawnBot({
    main: botMain,
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
