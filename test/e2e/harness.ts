// The real process against the sandbox's servers: `node app/main.ts` as a child, two servers for each test.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';
import { spawnBot, type BotProcess } from '../../app/sandbox/bot-process.ts';
import {
  createSandboxClient,
  type SandboxClient,
  type WaitQuery,
} from '../../app/sandbox/client/client.ts';
import type { Press } from '../../app/sandbox/client/find-button.ts';
import type { ActResult, FeedEvent, Message, VertexJob } from '../../app/sandbox/client/records.ts';
import { startServers, type Servers } from '../../app/sandbox/servers.ts';

export const ana = 'U0ANA';
export const bo = 'U0BO';
export const wanda = 'U0WANDA';
export const mlJobs = 'C0MLJOBS';
/** Channels where the bot can post. Each takes one post a second, so tests that share a bot use different ones. */
export const channels = [mlJobs, 'C0RESEARCH', 'C0SECRET'] as const;

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

/** Registers what to stop when the test is over, in reverse order: `onTestFinished` of the test's context. */
export type AtEnd = (stop: () => Promise<void>) => void;

/** Options of a describe: how long its tests may take on a busy machine. */
export const patience = { timeout: 90_000 };

export type StageOptions = {
  readonly mode?: 'socket' | 'http';
  /** How many times faster than real time jobs run. */
  readonly speed?: number;
  /** Added to the environment that connects the bot. Replaces variables of the same name. */
  readonly env?: Readonly<Record<string, string>>;
};

export type Who = { readonly user?: string; readonly channel?: string };

type Move = {
  readonly displayName?: string;
  /** Why it failed. */
  readonly error?: { readonly code: number; readonly message: string };
};

export type Stage = {
  readonly servers: Servers;
  readonly client: SandboxClient;
  /** Starts a bot with the environment of the stage, without waiting until it is ready. */
  spawn(env?: Readonly<Record<string, string>>): BotProcess;
  /** Starts a bot, and resolves when it is ready. */
  bot(env?: Readonly<Record<string, string>>): Promise<BotProcess>;
  /** What all bots of this stage have logged, as JSON lines. */
  log(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Types a command, by default as @ana in #ml-jobs. Fails when Slack shows an error. */
  type(text: string, who?: Who): Promise<ActResult>;
  /** Launches, and returns the handle from the answer. */
  launch(text: string, who?: Who): Promise<string>;
  /** Launches, and waits for the ack only: the answer may come from the next process. */
  launching(text: string, who?: Who): Promise<Launching>;
  /** Presses the newest button with that label, by default as @ana in #ml-jobs. Fails when Slack shows an error. */
  press(label: string, how?: Partial<Press>): Promise<ActResult>;
  /** Adds faults at the servers, for the next matching calls. */
  slackFault(...faults: readonly Fault[]): Promise<void>;
  vertexFault(...faults: readonly Fault[]): Promise<void>;
  /** Sends SIGKILL, and waits for the exit. */
  kill(bot: BotProcess): Promise<void>;
  /** Jobs created through the API, oldest first. Only those with this display name, if one is given. */
  jobs(displayName?: string): Promise<readonly VertexJob[]>;
  /** Moves the only job, or the one with this display name, to a state. */
  move(state: string, how?: Move): Promise<void>;
  /** Waits until something becomes visible. Fails when it does not. */
  see(query: WaitQuery): Promise<FeedEvent>;
  /** The bot's messages in all channels that are not deleted, oldest first. Without direct messages. */
  messages: () => Promise<readonly Message[]>;
  roots(): Promise<readonly Message[]>;
};

type Launching = ActResult & {
  /** Waits for the answer. */
  readonly handle: () => Promise<string>;
};

export type Fault = Readonly<Record<string, unknown>> & { readonly kind: string };

/** A fault that kills at a matching call. `aimed` sets the process. */
export const kill = (when: 'before-record' | 'after-record', match: unknown): Fault => ({
  kind: 'kill',
  when,
  match,
});

/** Aims a fault that kills at this process. */
export function aimed(fault: Fault, { pid }: BotProcess): Fault {
  return fault.kind === 'kill' ? { ...fault, pid } : fault;
}

/** Starts both servers, and no bot yet. Everything ends with the test. */
export async function setStage(
  atEnd: AtEnd,
  { mode = 'socket', speed = 10, env = {} }: StageOptions = {},
): Promise<Stage> {
  const servers = await startServers({ mode, speed });
  atEnd(() => servers.stop());
  const client = createSandboxClient(servers.slack.url, servers.vertex.url);
  // Slack's rate limits would slow the tests, and its three-second limit would fail them on a busy machine. Both have their own tests.
  await client.slack('POST', 'settings', { rates: { enabled: false }, ackTimeoutMs: 15_000 });
  const logFile = join(servers.directory, 'bot.log');
  const base = {
    PORT: '0',
    DATABASE_URL: `file:${join(servers.directory, 'jobs.db')}`,
    POLL_SCHEDULE: '* * * * * *',
    LOG_LEVEL: 'info',
    NODE_COMPILE_CACHE: compileCache,
    ...timings,
    ...servers.env,
    ...env,
  };
  const spawn: Stage['spawn'] = (more = {}) => {
    const bot = spawnBot({ env: { ...base, ...more }, logFile });
    atEnd(() => kill(bot));
    return bot;
  };
  const kill: Stage['kill'] = async (bot) => {
    bot.signal('SIGKILL');
    await bot.exited;
  };
  /** For the message of a failed test: every channel, what was deleted, and the bot's warnings. */
  const whatIsThere = async () => {
    const shown = await Promise.all(channels.map((channel) => client.show(channel, ana)));
    const deleted = (await client.slackRecords()).channels
      .flatMap((one) => one.messages)
      .filter((one) => one.deleted)
      .map(({ ts, rendered }) => `${ts} ${rendered.slice(0, 120)}`);
    const logged = (await readFile(logFile, 'utf8'))
      .split('\n')
      .filter((line) => !line.includes('"severity":"INFO"'))
      .map((line) => line.slice(0, 300));
    return ['There is:', ...shown, 'Deleted:', ...deleted, 'Logged:', ...logged.slice(-60)].join(
      '\n',
    );
  };
  const see: Stage['see'] = async (query) => {
    const found = await client.wait({ timeoutMs: 40_000, ...query });
    if (found !== undefined) return found;
    throw new Error(`Not seen: ${JSON.stringify(query)}. ${await whatIsThere()}`);
  };
  const type: Stage['type'] = async (text, { user = ana, channel = mlJobs } = {}) => {
    const seen = await client.type(user, channel, text);
    if (seen.notice !== undefined) throw new Error(`Slack says: ${seen.notice}`);
    return seen;
  };
  const launching: Stage['launching'] = async (text, who = {}) => {
    const since = await client.last();
    const seen = await type(`/job launch ${text}`, who);
    const { user = ana } = who;
    const match = `^Launching .*${/greeting=(\S+)/.exec(text)?.[1] ?? ''}`;
    const answer = { kind: 'ephemeral', user, match, since } as const;
    return { ...seen, handle: async () => handleIn((await see(answer)).text) };
  };
  const jobs: Stage['jobs'] = async (displayName) =>
    (await client.vertexRecords()).jobs
      .filter((job) => job.origin === 'api')
      .filter((job) => displayName === undefined || job.displayName === displayName)
      .reverse();
  const messages: Stage['messages'] = async () =>
    (await client.slackRecords()).channels
      .filter(({ id }) => !id.startsWith('D'))
      .flatMap((one) => one.messages)
      .filter((one) => !one.deleted && one.user === 'U0VERTEXJOBS');
  return {
    servers,
    client,
    spawn,
    see,
    type,
    kill,
    jobs,
    async press(label, how = {}) {
      const seen = await client.press({ user: ana, channel: mlJobs, label, ...how });
      if (seen.notice !== undefined) throw new Error(`Slack says: ${seen.notice}`);
      return seen;
    },
    async slackFault(...faults) {
      await client.slack('POST', 'faults', faults);
    },
    async vertexFault(...faults) {
      await client.vertex('POST', 'faults', faults);
    },
    async move(state, { displayName, error } = {}) {
      const [job, ...others] = await jobs(displayName);
      if (job === undefined || others.length > 0) throw new Error('Not one job, so which?');
      await client.vertex('POST', `jobs/${job.id}/state`, { state, error });
    },
    async bot(more) {
      const bot = spawn(more);
      await bot.ready;
      return bot;
    },
    async log() {
      const text = await readFile(logFile, 'utf8');
      const line = z.record(z.string(), z.unknown());
      // A line without a line break is still being written.
      return text
        .split('\n')
        .slice(0, -1)
        .map((one) => line.parse(JSON.parse(one)));
    },
    launching,
    launch: async (text, who) => (await launching(text, who)).handle(),
    messages,
    roots: async () => (await messages()).filter((one) => one.is_root),
  };
}

/** The handle in the answer to a launch. */
export function handleIn(said: string): string {
  const handle = /^Launching .* as ([a-z][a-z0-9]+)(?:, .*)?\. Its card/s.exec(
    said.replaceAll('`', ''),
  )?.[1];
  if (handle === undefined) throw new Error(said);
  return handle;
}

/** A stage with a running bot, shared by all tests of a describe that don't kill it. */
export function shareStage(options?: StageOptions): () => Stage {
  let stage: Stage | undefined;
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    stage = await setStage((stop) => stops.push(stop), options);
    await stage.bot();
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });
  return () => {
    if (stage === undefined) throw new Error('Not before the tests have begun.');
    return stage;
  };
}
