// The real process against the sandbox's servers, two servers for each test.

import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { BotProcess } from '../../app/sandbox/bot-process.ts';
import { createSandboxClient, type SandboxClient } from '../../app/sandbox/client/client.ts';
import { startServers, type Servers } from '../../app/sandbox/servers.ts';
import { createActs, type Acts } from './acts.ts';
import { aimed, type Fault } from './faults.ts';
import { createBots, type AtEnd, type Bots, type Environment } from './bots.ts';

export const leaseMs = 3_000;

/** Short enough for tests, long enough for a busy machine. */
const timings = {
  SLACK_TIMEOUT: '1s',
  VERTEX_TIMEOUT: '1s',
  LEASE: `${leaseMs / 1_000}s`,
  LAUNCH_QUARANTINE: '4s',
  CANCEL_ESCALATE: '3s',
};

/** Cache of the bot's compiled code: half of each start is compiling. */
const compileCache = join(import.meta.dirname, '../../node_modules/.cache/e2e-compile');

/** Options of a describe: how long its tests may take on a busy machine. */
export const patience = { timeout: 90_000 };

export type SandboxOptions = {
  readonly mode?: 'socket' | 'http';
  /** How many times faster than real time jobs run. */
  readonly speed?: number;
  /** Added to the environment that connects the bot. Replaces variables of the same name. */
  readonly env?: Environment;
};

/** Servers of its own, the bots that use them, and what is done at them. */
export type Sandbox = Bots &
  Acts & {
    readonly servers: Servers;
    readonly client: SandboxClient;
    /** Starts a bot that this fault of Slack's kills. It is aimed before the bot is ready: what is due is done as soon as it is. */
    doomed(fault: Fault): Promise<BotProcess>;
  };

/** Starts both servers, and no bot yet. Everything ends with the test. */
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
    NODE_COMPILE_CACHE: compileCache,
    ...timings,
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
    async doomed(fault) {
      const bot = bots.spawn();
      await acts.slackFault(aimed(fault, bot));
      return bot;
    },
  };
}

export type SharedSandbox = Sandbox & { readonly running: BotProcess };

/** A sandbox with a running bot, shared by all tests of a describe, or of a file, that don't stop it. */
export function shareSandbox(options?: SandboxOptions): () => SharedSandbox {
  let shared: SharedSandbox | undefined;
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const sandbox = await startSandbox((stop) => stops.push(stop), options);
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
