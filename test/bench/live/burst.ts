// How soon a burst of ends is told, beside the least that Slack's limits allow.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, BenchOptions } from '../bench.ts';
import type { Row } from '../table.ts';
import { slackLimits } from './limits.ts';
import { startLive, type Live, type LiveJob } from './live-bot.ts';
import { median } from './quantile.ts';
import { lastEvent, refusedCalls, watchSlack, type SlackEvent } from './slack-feed.ts';

type Size = {
  readonly jobs: number;
  readonly channels: number;
  readonly rounds: number;
  /** How many times as high all limits are. */
  readonly times: number;
  /** Whether the last card is waited for, too. */
  readonly cards: boolean;
};

/** What came of one burst. Times are Unix ms. */
type Told = {
  readonly endedAt: number;
  /** When Slack showed the first word of it. */
  readonly firstAt: number;
  readonly failuresAt: number;
  readonly endsAt: number;
  readonly cardsAt: number;
  readonly digests: number;
  /** Failures that were not told, jobs whose end no digest or reply told, and cards that don't show their end. */
  readonly lost: readonly [failures: number, ends: number, cards: number];
  /** Replies about what merely waits again, and digests, that came before a failure of their channel. */
  readonly before: readonly [routine: number, digests: number];
  readonly refused: number;
};

const speedUp = 20;
const tickMs = 1_000;
/** One in so many jobs of a channel fails. */
const failing = 5;
/** Setting the end of each job takes this long, and a moment is left after that. */
const msPerJob = 8;
const atMost = 1.15;

const full: Size = { jobs: 1_000, channels: 20, rounds: 3, times: speedUp, cards: true };
const short: Size = { jobs: 80, channels: 4, rounds: 1, times: speedUp, cards: true };

/** First with limits so many times as high; then with Slack's own, but without waiting for the last card, which takes 20 minutes. */
export async function benchBurst(options: BenchOptions): Promise<Bench> {
  const sizes = options.short
    ? [short]
    : [full, { ...full, times: 1, cards: false } satisfies Size];
  const rows: Row[] = [];
  const notes: string[] = [];
  const early: string[] = [];
  const figures: unknown[] = [];
  for (const size of sizes) {
    const told: Told[] = [];
    for (let round = 1; round <= size.rounds; round++) {
      const doing = `limits × ${size.times}, round ${round} of ${size.rounds}`;
      told.push(await measure(size, (what) => options.progress(`${doing}: ${what}`)));
    }
    rows.push(...rowsOf(size, told));
    notes.push(...told.flatMap((one) => wrongIn(one, size)));
    early.push(
      ...told.map(
        ({ before: [routine, digests] }) =>
          `Limits × ${size.times}: ${routine} routine replies and ${digests} digests were posted before a failure of their channel.`,
      ),
    );
    figures.push({ size, told });
  }
  const { jobs, channels, rounds } = sizes[0] ?? full;
  return {
    title: `${jobs} jobs in ${channels} channels end at once, ${jobs / failing} of them badly, and one more in each waits again; polled each second (medians of ${rounds})`,
    rows,
    figures,
    notes: [...notes, ...early],
    fine: notes.length === 0,
  };
}

async function measure(size: Size, progress: (doing: string) => void): Promise<Told> {
  const { jobs, channels, times } = size;
  const live = await startLive({
    ...{ channels, times, limited: true, progress, states: ['RUNNING'] },
    jobs: jobs + channels,
    env: { POLL_SCHEDULE: '* * * * * *', VERTEX_SHARE: '100%' },
  });
  try {
    const bot = await live.startBot();
    const told = await burst(live, size, progress);
    await bot.stop();
    return { ...told, refused: await refusedCalls(live.slack.control) };
  } finally {
    await live.stop();
  }
}

async function burst(
  live: Live,
  { jobs: ending, channels, cards, times }: Size,
  progress: (doing: string) => void,
): Promise<Omit<Told, 'refused'>> {
  const { slack } = live;
  const jobs = live.jobs.slice(0, ending);
  const waiting = live.jobs.slice(ending);
  const since = await lastEvent(slack.control);
  progress('the ends are set');
  const endedAt = Date.now() + jobs.length * msPerJob + 1_000;
  for (const { id } of waiting) await setPhase(live, id, { state: 'PENDING' }, endedAt);
  for (const [nth, { id }] of jobs.entries()) {
    await setPhase(live, id, isBad(nth, channels) ? failure : { state: 'SUCCEEDED' }, endedAt);
  }
  if (Date.now() > endedAt) throw new Error('Setting the ends took longer than expected.');
  await sleep(Math.max(0, endedAt - Date.now()));
  const note = createNotes(jobs, waiting, channels);
  const postsMs = (jobs.length / channels) * (1_000 / times);
  const cardsMs = (jobs.length * 60_000) / slackLimits.editsPerMinute / times;
  await watchSlack(
    slack.control,
    since,
    (event) => {
      note.see(event);
      const { failures, ends, cards: left } = note.open();
      progress(`${failures} failures, ${ends} ends and ${left} cards are left`);
    },
    {
      enough: () => {
        const { failures, ends, cards: left } = note.open();
        return failures === 0 && ends <= 0 && (!cards || left === 0);
      },
      withinMs: 60_000 + 5 * Math.max(postsMs, cards ? cardsMs : 0),
    },
  );
  return { endedAt, ...note.told() };
}

const isBad = (nth: number, channels: number): boolean =>
  Math.floor(nth / channels) % failing === 0;

const failure = {
  state: 'FAILED',
  error: { code: 8, message: 'Replicas low on memory: workerpool0.' },
};

/** The job runs until then, and is in that state from then on. */
async function setPhase(
  { vertex }: Live,
  id: string,
  { state, error }: { readonly state: string; readonly error?: unknown },
  at: number,
): Promise<void> {
  await vertex.control('POST', `jobs/${id}/phases`, {
    phases: [
      { state: 'RUNNING', ms: Math.max(1, at - Date.now()) },
      { state, ms: null },
    ],
    ...(error === undefined ? {} : { error }),
  });
}

/** Notes what Slack shows of a burst. */
function createNotes(jobs: readonly LiveJob[], waiting: readonly LiveJob[], channels: number) {
  const ends = new Map(
    jobs.map(({ rootTs, channel }, nth) => [rootTs, { channel, bad: isBad(nth, channels) }]),
  );
  const failures = new Map<string, number>();
  const cards = new Map<string, number>();
  const digests: { readonly channel: string; readonly count: number; readonly at: number }[] = [];
  const routine: { readonly channel: string; readonly at: number }[] = [];
  const digested = (): number => digests.reduce((sum, { count }) => sum + count, 0);
  let firstAt = Infinity;
  const key = (channel = '', ts = '') => `${channel} ${ts}`;
  const routines = new Set(waiting.map(({ channel, rootTs }) => key(channel, rootTs)));
  const keyed = new Map([...ends].map(([ts, one]) => [key(one.channel, ts), one]));
  return {
    see({ kind, channel, ts, thread, text, atMs }: SlackEvent): void {
      const count = /(\d+) jobs ended at once/.exec(text)?.[1];
      const root = keyed.get(key(channel, thread));
      if (kind === 'message' && root?.bad === true && /Failed/.test(text)) {
        failures.set(key(channel, thread), atMs);
      } else if (kind === 'message' && count !== undefined) {
        digests.push({ channel: channel ?? '', count: Number(count), at: atMs });
      } else if (kind === 'edit' && keyed.has(key(channel, ts)) && /Succeeded|Failed/.test(text)) {
        cards.set(key(channel, ts), atMs);
      } else if (kind === 'message' && routines.has(key(channel, thread))) {
        routine.push({ channel: channel ?? '', at: atMs });
      } else return;
      firstAt = Math.min(firstAt, atMs);
    },
    open: () => ({
      failures: jobs.filter((_, nth) => isBad(nth, channels)).length - failures.size,
      ends: jobs.length - digested(),
      cards: jobs.length - cards.size,
    }),
    told() {
      const { failures: f, ends: e, cards: c } = this.open();
      const lastIn = Map.groupBy(failures, ([at]) => at.split(' ')[0] ?? '');
      const last = (of: Iterable<number>) => Math.max(...of);
      const early = (posts: readonly { readonly channel: string; readonly at: number }[]) =>
        posts.filter(({ channel, at }) =>
          (lastIn.get(channel) ?? []).some(([, failedAt]) => failedAt > at),
        ).length;
      return {
        firstAt,
        failuresAt: last(failures.values()),
        endsAt: Math.max(last(failures.values()), last(digests.map(({ at }) => at))),
        cardsAt: last(cards.values()),
        digests: digests.length,
        lost: [f, Math.max(0, e), c] as const,
        before: [early(routine), early(digests)] as const,
      };
    },
  };
}

/** What Slack's limits allow at best, ms after the first: one post a second in a channel, and 50 edits a minute. */
function floorsOf({ jobs, channels, times }: Size, digests: number) {
  const perChannel = Math.ceil(jobs / channels / failing);
  const postMs = 1_000 / slackLimits.postsPerSecond / times;
  const editMs = 60_000 / slackLimits.editsPerMinute / times;
  return {
    failures: (perChannel - 1) * postMs,
    ends: (perChannel + Math.ceil(digests / channels) - 1) * postMs,
    cards: (jobs - 1) * editMs,
  };
}

function rowsOf(size: Size, told: readonly Told[]): readonly Row[] {
  const of = (figure: (one: Told) => number): number => median(told.map(figure));
  const floors = floorsOf(
    size,
    of(({ digests }) => digests),
  );
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;
  const row = (what: string, ms: number, floor: number): Row => ({
    limits: `× ${size.times}`,
    what,
    'after the first word': seconds(ms),
    'Slack’s floor': seconds(floor),
    [`× (≤ ${atMost})`]: (ms / floor).toFixed(2),
  });
  return [
    {
      ...row('first word, after the ends', 0, 1),
      'after the first word': seconds(of(({ firstAt, endedAt }) => firstAt - endedAt)),
      'Slack’s floor': `a tick is ${tickMs / 1_000} s`,
      [`× (≤ ${atMost})`]: '',
    },
    row(
      'failures told',
      of(({ failuresAt, firstAt }) => failuresAt - firstAt),
      floors.failures,
    ),
    row(
      'all ends told',
      of(({ endsAt, firstAt }) => endsAt - firstAt),
      floors.ends,
    ),
    ...(size.cards
      ? [
          row(
            'last card',
            of(({ cardsAt, firstAt }) => cardsAt - firstAt),
            floors.cards,
          ),
        ]
      : []),
  ];
}

/** Counts alone: times are of the machine. */
function wrongIn({ lost, refused }: Told, { times, cards }: Size): readonly string[] {
  const [failures, ends, left] = lost;
  const wrong = (count: number, what: string) =>
    count === 0 ? [] : [`Limits × ${times}: ${count} ${what}.`];
  return [
    ...wrong(failures, 'failures were not told'),
    ...wrong(ends, 'ends were not told'),
    ...(cards ? wrong(left, 'cards don’t show the end') : []),
    ...wrong(refused, 'calls were refused by Slack (429)'),
  ];
}
