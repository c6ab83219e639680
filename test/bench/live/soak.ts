// Whether the bot grows while tens of thousands of jobs come and go at a fast clock.

import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, BenchOptions } from '../bench.ts';
import type { Row } from '../table.ts';
import { channelOf } from './channels.ts';
import { startLive, type Live } from './live-bot.ts';
import { samplesOf, type Sample } from './metrics.ts';
import { median } from './quantile.ts';

type Size = {
  /** Launched one after the other, a tenth of them in each stage. */
  readonly jobs: number;
  readonly stages: number;
  /** So many run all the time. */
  readonly live: number;
  readonly channels: number;
  readonly longestMs: number;
};

/** The bot at rest after a stage: nothing is launched, and nothing waits to be told. */
type Rest = {
  readonly jobs: number;
  readonly residentMb: number;
  /** The least of several looks, so that garbage doesn’t count. */
  readonly heapMb: number;
  readonly handles: number;
  readonly files: number;
  readonly tickCpuMs: number;
  readonly blockMs: number;
  readonly databaseKb: number;
  /** CPU of the stage for each of its jobs, from launch to the last card. */
  readonly cpuMsOfJob: number;
};

const full: Size = {
  ...{ jobs: 20_000, stages: 10, live: 200, channels: 20 },
  longestMs: 20 * 60_000,
};
const short: Size = { ...full, jobs: 400, stages: 4, live: 50, longestMs: 3 * 60_000 };

/** As fast as the processor goes: limits and jobs’ lives don’t slow it. */
const times = 1_000;
const speed = 20;
const launchesAtOnce = 8;
const restMs = 10_000;
const quietMs = 3_000;

/** Launches jobs in stages until all are done or the time is over, and looks at the bot after each. */
export async function benchSoak(options: BenchOptions): Promise<Bench> {
  const size = { ...(options.short ? short : full), ...(options.jobs && { jobs: options.jobs }) };
  const { live: running, channels, progress } = { ...size, progress: options.progress };
  const live = await startLive({
    ...{ jobs: running, channels, times, limited: false, progress, states: ['RUNNING'] },
    env: { POLL_SCHEDULE: '* * * * * *', VERTEX_SHARE: '100%' },
  });
  const begun = Date.now();
  try {
    await live.vertex.control('POST', 'speed', { speed });
    await live.vertex.control('POST', 'quota', { submissionsPerMinute: 1_000_000_000 });
    const bot = await live.startBot();
    const port = await bot.metrics;
    const rests: Rest[] = [];
    const refused: string[] = [];
    const perStage = Math.ceil(size.jobs / size.stages);
    let before = await numbersOf(port);
    for (let stage = 1; stage <= size.stages; stage++) {
      const doing = `stage ${stage} of ${size.stages}`;
      if (Date.now() - begun > size.longestMs) break;
      const from = (stage - 1) * perStage;
      refused.push(
        ...(await launchAll(live, from, perStage, channels, (n) =>
          progress(`${doing}: ${n} launched`),
        )),
      );
      progress(`${doing}: the last are told`);
      await untilTold(port, running);
      const spentMs = 1_000 * ((await numbersOf(port)).cpuS - before.cpuS);
      progress(`${doing}: at rest`);
      rests.push({
        jobs: from + perStage,
        ...(await lookAt(port, live.databasePath)),
        cpuMsOfJob: spentMs / perStage,
      });
      before = await numbersOf(port);
    }
    const { open } = await numbersOf(port);
    await bot.stop();
    const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
    const done = rests.at(-1)?.jobs ?? 0;
    const notes = [
      ...(done < size.jobs ? [`Only ${done} jobs came and went within ${minutes} minutes.`] : []),
      ...(refused.length > 0 ? [`${refused.length} launches failed: ${refused[0]}`] : []),
      ...(open > 0 ? [`${open} updates were never told.`] : []),
    ];
    return {
      title: `${done} jobs launched by command in ${channels} channels, run and told, in ${minutes} minutes; ${running} others run all the time; polled each second; the bot at rest after the first and the last ${perStage}`,
      rows: rowsOf(rests),
      figures: rests,
      notes,
      fine: refused.length === 0 && open === 0,
    };
  } finally {
    await live.stop();
  }
}

/** Types so many launches. Resolves with why some were not acked. */
async function launchAll(
  { slack }: Live,
  from: number,
  count: number,
  channels: number,
  progress: (launched: number) => void,
): Promise<readonly string[]> {
  const refused: string[] = [];
  let next = 0;
  const launcher = async (): Promise<void> => {
    while (next < count) {
      const nth = from + next++;
      const text = `/job launch hello greeting=Soak${nth}`;
      const channel = channelOf(nth, channels);
      await slack
        .control('POST', 'act/command', { user: 'U0ANA', channel, text })
        .catch((error: unknown) => refused.push(String(error)));
      progress(next);
    }
  };
  await Promise.all(Array.from({ length: launchesAtOnce }, launcher));
  return refused;
}

const valueOf = (samples: readonly Sample[], name: string): number =>
  samples.filter((one) => one.name === name).reduce((sum, { value }) => sum + value, 0);

async function numbersOf(port: number) {
  const samples = await samplesOf(port);
  const its = (name: string) => valueOf(samples, name);
  return {
    open: its('vertex_job_bot_open_updates'),
    live: its('vertex_job_bot_live_jobs'),
    sent: its('vertex_job_bot_deliveries_total'),
    polls: its('vertex_job_bot_sweeps_total'),
    cpuS: its('process_cpu_seconds_total'),
    residentMb: its('process_resident_memory_bytes') / 2 ** 20,
    heapMb: its('nodejs_heap_size_used_bytes') / 2 ** 20,
    handles: its('nodejs_active_handles_total'),
    files: its('process_open_fds'),
    blockMs: 1_000 * its('nodejs_eventloop_lag_max_seconds'),
  };
}

/** Until only those that always run are live, and nothing was sent for a while. */
async function untilTold(port: number, running: number): Promise<void> {
  for (let sent = -1; ;) {
    await sleep(quietMs);
    const now = await numbersOf(port);
    if (now.open === 0 && now.live <= running && now.sent === sent) return;
    sent = now.sent;
  }
}

async function lookAt(
  port: number,
  databasePath: string,
): Promise<Omit<Rest, 'jobs' | 'cpuMsOfJob'>> {
  const looks = [await numbersOf(port)];
  const seconds = restMs / 1_000;
  for (let nth = 0; nth < seconds; nth++) {
    await sleep(1_000);
    looks.push(await numbersOf(port));
  }
  const [first, last] = [looks[0], looks.at(-1)];
  const sizes = await Promise.all(
    [databasePath, `${databasePath}-wal`].map(async (path) => (await stat(path)).size),
  );
  return {
    residentMb: median(looks.map(({ residentMb }) => residentMb)),
    heapMb: Math.min(...looks.map(({ heapMb }) => heapMb)),
    handles: median(looks.map(({ handles }) => handles)),
    files: median(looks.map(({ files }) => files)),
    tickCpuMs: (1_000 * ((last?.cpuS ?? 0) - (first?.cpuS ?? 0))) / seconds,
    blockMs: median(looks.slice(1).map(({ blockMs }) => blockMs)),
    databaseKb: sizes.reduce((sum, one) => sum + one, 0) / 1_024,
  };
}

function rowsOf(rests: readonly Rest[]): readonly Row[] {
  const [first, last] = [rests[0], rests.at(-1)];
  if (first === undefined || last === undefined) return [];
  const row = (what: string, unit: string, of: (rest: Rest) => number, digits = 0): Row => ({
    'at rest': what,
    [`after ${first.jobs}`]: `${of(first).toFixed(digits)} ${unit}`.trim(),
    [`after ${last.jobs}`]: `${of(last).toFixed(digits)} ${unit}`.trim(),
    ratio: (of(last) / of(first)).toFixed(2),
  });
  const grown = (1_024 * (last.databaseKb - first.databaseKb)) / (last.jobs - first.jobs);
  return [
    row('memory', 'MB', ({ residentMb }) => residentMb),
    row('JavaScript heap, least', 'MB', ({ heapMb }) => heapMb),
    row('handles', '', ({ handles }) => handles),
    row('open files', '', ({ files }) => files),
    row('CPU of a tick', 'ms', ({ tickCpuMs }) => tickCpuMs, 1),
    row('longest block', 'ms', ({ blockMs }) => blockMs, 1),
    row('CPU of a job, launch to last card', 'ms', ({ cpuMsOfJob }) => cpuMsOfJob, 1),
    {
      ...row('database', 'KB', ({ databaseKb }) => databaseKb),
      ratio: `${(grown / 1_024).toFixed(1)} KB a job`,
    },
  ];
}
