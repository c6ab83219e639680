// The real process against the sandbox's two servers: `node app/main.ts` as a child, one world for each test.

import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { afterEach } from 'vitest';
import { spawnBot, type BotProcess } from '../../app/sandbox/bot-process.ts';
import {
  createVisitor,
  type Happening,
  type Message,
  type Visitor,
  type WaitQuery,
} from '../../app/sandbox/visitor.ts';
import { startWorld, type World } from '../../app/sandbox/world.ts';

export const ana = 'U0ANA';
export const bo = 'U0BO';
export const wanda = 'U0WANDA';
export const mlJobs = 'C0MLJOBS';

/** Short enough for tests, long enough for a machine that is busy with others. */
const timings = {
  SLACK_TIMEOUT: '1s',
  VERTEX_TIMEOUT: '1s',
  LEASE: '2s',
  LAUNCH_QUARANTINE: '4s',
  CANCEL_ESCALATE: '3s',
};

export type StageOptions = {
  readonly mode?: 'socket' | 'http';
  /** Jobs live this many times faster than written. */
  readonly speed?: number;
  /** Beside what connects the bot; replaces what is named. */
  readonly env?: Readonly<Record<string, string>>;
};

export type Stage = {
  readonly world: World;
  readonly visitor: Visitor;
  /** Starts a bot with the environment of the stage; it is not ready yet. */
  spawn(env?: Readonly<Record<string, string>>): BotProcess;
  /** The same, ready. */
  bot(env?: Readonly<Record<string, string>>): Promise<BotProcess>;
  /** What all bots of this stage have logged, as JSON lines. */
  log(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Types a command as @ana in #ml-jobs, unless told otherwise; fails when Slack tells of an error. */
  type(text: string, who?: { readonly user?: string; readonly channel?: string }): Promise<void>;
  /** Launches and returns the handle. */
  launch(text: string): Promise<string>;
  /** Waits for what has to become visible; fails when it does not. */
  see(query: WaitQuery): Promise<Happening>;
  /** Roots of the bot in #ml-jobs that are still there. */
  roots(channel?: string): Promise<readonly Message[]>;
  /** The bot's replies in a channel, oldest first. */
  replies(channel?: string): Promise<readonly Message[]>;
};

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** Something to be ended when the test is over, in reverse order. */
export function atEnd(stop: () => Promise<unknown>): void {
  stops.push(stop);
}

/** Both servers, and no bot yet. Everything ends with the test. */
export async function setStage({
  mode = 'socket',
  speed = 10,
  env = {},
}: StageOptions = {}): Promise<Stage> {
  const world = await startWorld({ mode, speed });
  stops.push(world.stop);
  const visitor = createVisitor(world.slack.url, world.vertex.url);
  // Slack's own rates would slow the tests; what they do to the bot has tests of its own.
  await visitor.slack('POST', 'settings', { rates: { enabled: false } });
  const logFile = join(world.directory, 'bot.log');
  const base = {
    PORT: '0',
    DATABASE_URL: `file:${join(world.directory, 'jobs.db')}`,
    POLL_SCHEDULE: '* * * * * *',
    LOG_LEVEL: 'info',
    ...timings,
    ...world.env,
    ...env,
  };
  const spawn: Stage['spawn'] = (more = {}) => {
    const bot = spawnBot({ env: { ...base, ...more }, logFile });
    stops.push(async () => {
      bot.signal('SIGKILL');
      await bot.exited;
    });
    return bot;
  };
  const see: Stage['see'] = async (query) => {
    const found = await visitor.wait({ timeoutMs: 15_000, ...query });
    if (found !== undefined) return found;
    const sight = await visitor.show(mlJobs, ana);
    throw new Error(`Not seen: ${JSON.stringify(query)}. There is:\n${sight}`);
  };
  const type: Stage['type'] = async (text, { user = ana, channel = mlJobs } = {}) => {
    const { notice } = await visitor.type(user, channel, text);
    if (notice !== undefined) throw new Error(`Slack says: ${notice}`);
  };
  const messages = async (channel: string) =>
    (await visitor.slackBooks()).channels
      .filter(({ id }) => id === channel)
      .flatMap((one) => one.messages)
      .filter((one) => !one.deleted && one.user === 'U0VERTEXJOBS');
  return {
    world,
    visitor,
    spawn,
    see,
    type,
    async bot(more) {
      const bot = spawn(more);
      await bot.ready;
      return bot;
    },
    async log() {
      const text = await readFile(logFile, 'utf8');
      const line = z.record(z.string(), z.unknown());
      return text
        .trim()
        .split('\n')
        .map((one) => line.parse(JSON.parse(one)));
    },
    async launch(text) {
      const since = await visitor.last();
      await type(`/job launch ${text}`);
      const said = await see({ kind: 'ephemeral', user: ana, match: '^Launching', since });
      const handle = /as `([a-z0-9]+)`/.exec(said.text)?.[1];
      if (handle === undefined) throw new Error(said.text);
      return handle;
    },
    roots: async (channel = mlJobs) => (await messages(channel)).filter((one) => one.is_root),
    replies: async (channel = mlJobs) => (await messages(channel)).filter((one) => !one.is_root),
  };
}

/** A name that is nowhere else, for things that tests share. */
export const unique = (): string => randomUUID().replaceAll('-', '').slice(0, 12);
