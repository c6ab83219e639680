// How soon a slash command is acked while the bot polls and delivers, beside Bolt apps that do nothing else.

import { join } from 'node:path';
import { freePort } from '../../../app/sandbox/free-port.ts';
import about from '../../../package.json' with { type: 'json' };
import type { Bench, BenchOptions } from '../bench.ts';
import { startProcess } from '../processes.ts';
import type { Row } from '../table.ts';
import { channelOf } from './channels.ts';
import { rush, startAnswers, type Acks, type Rush } from './commands.ts';
import { startLive, type Live } from './live-bot.ts';
import { sumOf } from './metrics.ts';
import { median, quantile } from './quantile.ts';

type Size = {
  readonly jobs: number;
  /** How many of them change when the commands begin: that many replies are due. */
  readonly changing: number;
  readonly channels: number;
  readonly perSecond: number;
  readonly forMs: number;
  readonly rounds: number;
};

// A post a second in each of 50 channels: all replies are delivered while commands come.
const full: Size = {
  ...{ jobs: 10_000, changing: 1_000, channels: 50 },
  ...{ perSecond: 50, forMs: 20_000, rounds: 3 },
};
const short: Size = {
  ...{ jobs: 200, changing: 50, channels: 20 },
  ...{ perSecond: 50, forMs: 2_000, rounds: 1 },
};

const reach = { median: 2, p99: 4, p99Ms: 60, longestMs: 500 };
const root = join(import.meta.dirname, '../../..');

/** Two that change something and are stored before the ack, and three that show something. */
const texts = [
  (nth: number) => `launch hello greeting=Ack${nth}`,
  (nth: number) => `cancel resnet-50-sweep-${nth}`,
  () => 'list',
  (nth: number) => `status resnet-50-sweep-${nth}`,
  () => 'top',
];
const textOf = (nth: number): string => texts[nth % texts.length]?.(nth) ?? 'list';

type Figures = {
  readonly median: number;
  readonly p99: number;
  readonly longest: number;
  readonly failed: number;
};
const apps = ['bare', 'committing', 'bot'] as const;
type AppName = (typeof apps)[number];
const titles: Readonly<Record<AppName, string>> = {
  bare: 'Bolt that acks',
  committing: 'Bolt that commits a row and acks',
  bot: 'the bot',
};

type Round = Readonly<Record<AppName, Figures>> & {
  /** Polls that ended, and replies and cards that were sent, while commands came. */
  readonly polls: number;
  readonly deliveries: number;
};

/** The two others first, one after the other; then the bot, with all it has to do. */
export async function benchAck(options: BenchOptions): Promise<Bench> {
  const size = options.short ? short : full;
  const { jobs, channels, changing, perSecond, forMs, rounds } = size;
  const live = await startLive({
    ...{ jobs, channels, cards: changing, limited: false, progress: options.progress },
    // In the short form, the changes are seen while commands come.
    env: options.short ? { POLL_SCHEDULE: '* * * * * *' } : {},
  });
  const answers = await startAnswers();
  const done: Round[] = [];
  try {
    const change = createChanges(live, changing);
    for (let round = 1; round <= rounds; round++) {
      const progress = (what: string) => options.progress(`round ${round} of ${rounds}: ${what}`);
      const typed = {
        signingSecret: live.slack.signingSecret,
        ...{ perSecond, responseUrl: answers.url },
        channels: Array.from({ length: channels }, (_, nth) => channelOf(nth, channels)),
        // Each job is cancelled once, and each launch is another one.
        textOf: (nth: number) => textOf(nth + round * perSecond * (forMs / 1_000)),
      };
      done.push({
        bare: await ofBolt(live, 'bare-bolt.ts', typed, size, progress),
        committing: await ofBolt(live, 'committing-bolt.ts', typed, size, progress),
        ...(await ofBot(live, typed, size, change, progress)),
      });
    }
  } finally {
    await answers.stop();
    await live.stop();
  }
  const notes = notesOf(done);
  return {
    title: `Acks of ${perSecond} commands a second over ${forMs / 1_000} s (launch, cancel, list, status, top in turn): the bot on SQLite polls ${jobs} jobs and tells ${changing} changes in ${channels} channels meanwhile (medians of ${rounds} rounds)`,
    rows: apps.map((app) => rowOf(app, done)),
    figures: done,
    notes,
    fine: notes.length === 0,
  };
}

function rowOf(app: AppName, done: readonly Round[]): Row {
  const of = (name: AppName, figure: keyof Figures) => median(done.map((one) => one[name][figure]));
  const ms = (figure: keyof Figures) => `${of(app, figure).toFixed(1)} ms`;
  const times = (figure: keyof Figures) =>
    `${(of(app, figure) / of('committing', figure)).toFixed(1)} ×`;
  const polls = median(done.map((one) => one.polls));
  const messages = median(done.map((one) => one.deliveries));
  return {
    app: titles[app],
    median: ms('median'),
    [`to the second (≤ ${reach.median} ×)`]: times('median'),
    p99: ms('p99'),
    [`to the second (≤ ${reach.p99} × or ${reach.p99Ms} ms)`]: times('p99'),
    [`longest (≤ ${reach.longestMs} ms)`]: ms('longest'),
    meanwhile: app === 'bot' ? `${polls} polls, ${messages} messages` : '',
  };
}

function notesOf(done: readonly Round[]): readonly string[] {
  const failed = apps.flatMap((app) => {
    const count = done.reduce((sum, one) => sum + one[app].failed, 0);
    return count === 0 ? [] : [`${titles[app]}: ${count} commands were not acked.`];
  });
  return done.some(({ deliveries }) => deliveries === 0)
    ? [...failed, 'The bot told nothing while commands came.']
    : failed;
}

type Typed = Omit<Rush, 'port' | 'forMs'>;
type Progress = (doing: string) => void;

async function ofBolt(
  { slack, databasePath }: Live,
  script: string,
  typed: Typed,
  { forMs }: Size,
  progress: Progress,
): Promise<Figures> {
  progress(script);
  const port = await freePort();
  const command = about.scripts.start.replace('app/main.ts', `test/bench/reference/${script}`);
  const app = await startProcess(command, {
    cwd: root,
    env: {
      ...{ PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' },
      ...{ NO_PROXY: '127.0.0.1', PORT: String(port) },
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      BENCH_DATABASE: `${databasePath}.reference`,
    },
  });
  try {
    await rush({ ...typed, port, forMs: warmUpMs });
    return figuresOf(await rush({ ...typed, port, forMs }));
  } finally {
    await app.stop();
  }
}

async function ofBot(
  live: Live,
  typed: Typed,
  { forMs }: Size,
  change: () => Promise<void>,
  progress: Progress,
): Promise<Pick<Round, 'bot' | 'polls' | 'deliveries'>> {
  const bot = await live.startBot();
  try {
    const metrics = await bot.metrics;
    const port = live.botPort;
    const warming = { ...typed, textOf: () => 'list' };
    await rush({ ...warming, port, forMs: warmUpMs });
    progress('the changes');
    await change();
    const soFar = async () => ({
      polls: await sumOf(metrics, 'vertex_job_bot_sweeps_total'),
      deliveries: await sumOf(metrics, 'vertex_job_bot_deliveries_total'),
    });
    const before = await soFar();
    progress('the bot');
    const figures = figuresOf(await rush({ ...typed, port, forMs }));
    const after = await soFar();
    return {
      bot: figures,
      polls: after.polls - before.polls,
      deliveries: after.deliveries - before.deliveries,
    };
  } finally {
    await bot.stop();
  }
}

/** The first requests of a process are slow. */
const warmUpMs = 1_000;
const changesAtOnce = 16;

/** Each time, the jobs with a card go on: those that wait begin to run, and those that run wait again. */
function createChanges({ vertex, jobs }: Live, count: number): () => Promise<void> {
  const running = new Set(
    jobs.filter(({ launchId }) => Number(launchId.replace(/\D/g, '')) % 2 === 1),
  );
  return async () => {
    for (let from = 0; from < count; from += changesAtOnce) {
      const some = jobs.slice(from, Math.min(count, from + changesAtOnce));
      await Promise.all(
        some.map((job) => {
          const state = running.has(job) ? 'PENDING' : 'RUNNING';
          if (!running.delete(job)) running.add(job);
          return vertex.control('POST', `jobs/${job.id}/state`, { state });
        }),
      );
    }
  };
}

function figuresOf({ took, failed }: Acks): Figures {
  return {
    ...{ median: median(took), p99: quantile(took, 0.99) },
    ...{ longest: Math.max(...took), failed },
  };
}
