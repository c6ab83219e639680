// The real process against the sandbox's Slack and Vertex AI.

import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { BotProcess } from '../../app/sandbox/bot-process.ts';
import { createSandboxClient, type SandboxClient } from '../../app/sandbox/client/client.ts';
import { startServers, type Servers } from '../../app/sandbox/servers.ts';
import { createActs, type Acts } from './acts.ts';
import { aimed, type Fault } from './faults.ts';
import { createBots, type AtEnd, type Bots, type Environment } from './bots.ts';
import { bundleCache } from './bundle.ts';

export const leaseMs = 3_000;

/** Short: tests wait until these are over. */
export const shortTimings = {
  SLACK_TIMEOUT: '1s',
  VERTEX_TIMEOUT: '1s',
  LEASE: `${leaseMs / 1_000}s`,
  LAUNCH_QUARANTINE: '4s',
  CANCEL_ESCALATE: '3s',
};

/** For tests that don't wait until these are over: long enough for a very busy machine. */
const longTimings = {
  SLACK_TIMEOUT: '4s',
  VERTEX_TIMEOUT: '4s',
  LEASE: '10s',
  LAUNCH_QUARANTINE: '10s',
  CANCEL_ESCALATE: '15s',
};

/** Options of a describe whose tests start bots. */
export const longTimeout = { timeout: 90_000 };

export type SandboxOptions = {
  readonly mode?: 'socket' | 'http';
  /** Jobs run this many times faster than their scenarios say. */
  readonly speed?: number;
  /** Added to the environment that connects the bot. Replaces variables of the same name. */
  readonly env?: Environment;
};

/** The two servers, the bots that use them, and what people do there. */
export type Sandbox = Bots &
  Acts & {
    readonly servers: Servers;
    readonly client: SandboxClient;
    /** Starts a bot that a fault of Slack's kills. The fault is set before the bot is ready, because then it does at once what is due. */
    botKilledBy(fault: Fault): Promise<BotProcess>;
  };

/** Starts both servers, without a bot. They stop when the test ends. */
export async function startSandbox(
  atEnd: AtEnd,
  { mode = 'socket', speed = 10, env = {} }: SandboxOptions = {},
): Promise<Sandbox> {
  const servers = await startServers({ mode, speed });
  atEnd(() => servers.stop());
  const client = createSandboxClient(servers.slack.url, servers.vertex.url);
  // Slack's rate limits would slow the tests, and its three-second limit would fail them on a busy machine. Both have their own tests.
  await client.slack('POST', 'settings', { rates: { enabled: false }, ackTimeoutMs: 15_000 });
  const logFile = join(servers.directory, 'bot.log');
  const environment = {
    PORT: '0',
    DATABASE_URL: `file:${join(servers.directory, 'jobs.db')}`,
    POLL_SCHEDULE: '* * * * * *',
    LOG_LEVEL: 'info',
    NODE_COMPILE_CACHE: bundleCache,
    ...shortTimings,
    ...servers.env,
    ...env,
  };
  const bots = createBots(atEnd, environment, logFile);
  const acts = createActs(client, logFile);
  return {
    servers,
    client,
    ...bots,
    ...acts,
    async botKilledBy(fault) {
      const bot = bots.spawn();
      await acts.slackFault(aimed(fault, bot));
      return bot;
    },
  };
}

export type SharedSandbox = Sandbox & { readonly running: BotProcess };

/** A sandbox with a running bot, shared by those tests of a describe or a file that don't stop the bot. Its timings are long. */
export function shareSandbox({ env, ...options }: SandboxOptions = {}): () => SharedSandbox {
  let shared: SharedSandbox | undefined;
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const sandbox = await startSandbox((stop) => stops.push(stop), {
      ...options,
      env: { ...longTimings, ...env },
    });
    shared = { ...sandbox, running: await sandbox.bot() };
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });
  return () => {
    if (shared === undefined) throw new Error('Not before the tests have begun.');
    return shared;
  };
}
