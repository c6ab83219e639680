// The real bot as a process, as `npm start` starts it, between a Slack and a Vertex AI that are processes, too. It follows all jobs of
// that Vertex AI, whose cards are posted.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import about from '../../../package.json' with { type: 'json' };
import { formatTarget, launchIdLabel } from '../../../app/domain/job/job.ts';
import { botMain, spawnBot, type BotProcess } from '../../../app/sandbox/bot-process.ts';
import { freePort } from '../../../app/sandbox/free-port.ts';
import { createStore } from '../../../app/store/store.ts';
import { googleOf } from '../fleet.ts';
import { createVertex } from '../../../app/vertex/client.ts';
import { followAll, type Place } from '../followed-jobs.ts';
import { startVertex, type VertexServer } from '../vertex-server.ts';
import { channelOf } from './channels.ts';
import { ratesTimes } from './limits.ts';
import { sumOf } from './metrics.ts';
import { startSlack, type SlackServer } from './slack-server.ts';

/** A job that the bot follows, with its card's place. */
export type LiveJob = Place & {
  /** The sandbox's id of it. */
  readonly id: string;
  readonly launchId: string;
};

export type Live = {
  readonly slack: SlackServer;
  readonly vertex: VertexServer;
  /** In the order of their channels: one of each, and so on. */
  readonly jobs: readonly LiveJob[];
  readonly botPort: number;
  readonly databasePath: string;
  /** Starts the bot, and resolves when it has polled each target since. */
  startBot(): Promise<BotProcess>;
  stop(): Promise<void>;
};

export type LiveOptions = {
  readonly jobs: number;
  readonly channels: number;
  /** How many of the jobs have a card that stands in Slack, so that it can be edited and replied to; all, unless it is named. */
  readonly cards?: number;
  /** The states in which the jobs stay, in turn. */
  readonly states?: readonly string[];
  /** How many times as high the limits of Slack and Google are, for the bot and the sandbox. */
  readonly times?: number;
  /** Whether the sandbox’s Slack has limits. */
  readonly limited: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly progress: (doing: string) => void;
};

const targets = 4;
const postsAtOnce = 8;
const pollLookMs = 250;
/** As `npm start` does. */
const nodeOptions = /--max-semi-space-size=\d+/.exec(about.scripts.start)?.[0] ?? '';
const fastLimits = join(import.meta.dirname, 'preload/fast-limits.ts');

/** Starts both servers and makes the bot's database. */
export async function startLive(options: LiveOptions): Promise<Live> {
  const { jobs: count, channels, times = 1, progress } = options;
  progress(`${count} jobs are made`);
  const directory = await mkdtemp(join(tmpdir(), 'vertex-job-bot-bench-'));
  const databasePath = join(directory, 'jobs.db');
  const botPort = await freePort();
  const vertex = await startVertex(count, targets, options.states);
  const slack = await startSlack(botPort, channels);
  const stop = async () => {
    await Promise.all([slack.stop(), vertex.stop()]);
    await rm(directory, { recursive: true });
  };
  try {
    progress(`${count} jobs are followed`);
    const jobs = await postCards(slack, vertex, { channels, cards: options.cards ?? count });
    await followIn(databasePath, vertex, jobs);
    if (options.limited) await slack.control('POST', 'settings', { rates: ratesTimes(times) });
    const env = {
      ...connecting(slack, vertex),
      PORT: String(botPort),
      METRICS_PORT: '0',
      DATABASE_URL: `file:${databasePath}`,
      NODE_OPTIONS: times === 1 ? nodeOptions : `${nodeOptions} --import ${fastLimits}`,
      BENCH_TIMES: String(times),
      ...options.env,
    };
    const startBot = async () => {
      progress('the bot starts');
      const bot = spawnBot({ main: botMain, env, logFile: join(directory, 'bot.log') });
      const port = await bot.metrics;
      // While it looks at thousands of jobs for the first time, it may answer late.
      const polls = () =>
        sumOf(port, 'vertex_job_bot_sweeps_total', 'good').catch((error: unknown) => {
          if (bot.lastError() !== undefined) throw error;
          return 0;
        });
      while ((await polls()) < targets) await sleep(pollLookMs);
      return bot;
    };
    return { slack, vertex, jobs, botPort, databasePath, startBot, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function connecting(slack: SlackServer, vertex: VertexServer): Readonly<Record<string, string>> {
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    VERTEX_TARGETS: vertex.targets.map(formatTarget).join(','),
    VERTEX_ENDPOINT: vertex.url,
    LOGGING_ENDPOINT: vertex.url,
    MONITORING_ENDPOINT: vertex.url,
    BILLING_ENDPOINT: vertex.url,
    GOOGLE_APPLICATION_CREDENTIALS: vertex.credentials,
    TEMPLATES_DIR: join(import.meta.dirname, '../../../app/sandbox/templates'),
  };
}

const recorded = z.object({
  jobs: z.array(z.object({ id: z.string(), labels: z.record(z.string(), z.string()) })),
});

/** Posts a card of each of the first jobs; those of the others are only said to be posted. */
async function postCards(
  slack: SlackServer,
  vertex: VertexServer,
  { channels, cards }: { readonly channels: number; readonly cards: number },
): Promise<readonly LiveJob[]> {
  const { jobs } = recorded.parse(await vertex.control('GET', 'jobs'));
  const places: LiveJob[] = [];
  for (let from = 0; from < jobs.length; from += postsAtOnce) {
    const some = jobs.slice(from, from + postsAtOnce).map(async ({ id, labels }, offset) => {
      const nth = from + offset;
      const channel = channelOf(nth, channels);
      const launchId = labels[launchIdLabel] ?? '';
      const rootTs =
        nth < cards ? await slack.post(channel, launchId) : `${1_500_000_000 + nth}.000100`;
      return { id, launchId, channel, rootTs };
    });
    places.push(...(await Promise.all(some)));
  }
  return places;
}

async function followIn(
  path: string,
  vertex: VertexServer,
  jobs: readonly LiveJob[],
): Promise<void> {
  const places = new Map(jobs.map((job) => [job.launchId, job]));
  const store = await createStore({
    database: { kind: 'sqlite', path },
    clock: Date.now,
    monotonic: () => performance.now(),
    newId: randomUUID,
    log: { warn: () => undefined },
  });
  try {
    await followAll(
      store,
      createVertex(googleOf(vertex.url, fetch)),
      vertex.targets,
      (launchId) => {
        const place = places.get(launchId);
        if (place === undefined) throw new Error(`Nobody made the job of ${launchId}.`);
        return place;
      },
    );
  } finally {
    await store.close();
  }
}
