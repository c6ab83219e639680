// How long after a change on Vertex AI people read of it in Slack.

import { setTimeout as sleep } from 'node:timers/promises';
import { dice } from '../../dice.ts';
import type { Bench, BenchOptions } from '../bench.ts';
import { startLive, type Live, type LiveJob } from './live-bot.ts';
import { lastEvent, refusedCalls, watchSlack } from './slack-feed.ts';
import { median, quantile } from './quantile.ts';

type Size = {
  readonly jobs: number;
  readonly channels: number;
  /** All changes are spread over this time. */
  readonly spanMs: number;
  readonly tickMs: number;
};

const full: Size = { jobs: 1_000, channels: 20, spanMs: 300_000, tickMs: 10_000 };
const short: Size = { jobs: 100, channels: 20, spanMs: 8_000, tickMs: 1_000 };
/** What is not told by then is lost. */
const patienceMs = 60_000;
const seed = 1;

/** Half of the jobs begin to run, half of them end; a few of those fail. */
export async function benchDetect(options: BenchOptions): Promise<Bench> {
  const { jobs, channels, spanMs, tickMs } = options.short ? short : full;
  const live = await startLive({
    ...{ jobs, channels, limited: true, progress: options.progress },
    env: { POLL_SCHEDULE: `*/${tickMs / 1_000} * * * * *` },
  });
  try {
    const bot = await live.startBot();
    const took = await change(live, spanMs, options.progress);
    await bot.stop();
    const tooMany = await refusedCalls(live.slack.control);
    const reach = { median: 0.6 * tickMs, p99: 1.1 * tickMs + 1_000 };
    const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
    const row = (what: string, ms: number, most?: number) => ({
      what,
      'from change to reply': seconds(ms),
      'to reach': most === undefined ? '' : seconds(most),
      'in ticks': (ms / tickMs).toFixed(2),
    });
    const lost = jobs - took.length;
    const notes = [
      ...(lost === 0 ? [] : [`${lost} changes were not told.`]),
      ...(tooMany === 0 ? [] : [`Slack refused ${tooMany} calls (429).`]),
    ];
    return {
      title: `From a change on Vertex AI to the reply in Slack: ${jobs} jobs in ${channels} channels, a change of each within ${spanMs / 1_000} s and in any order, polled every ${tickMs / 1_000} s, Slack’s own limits`,
      rows: [
        row('median', median(took), reach.median),
        row('p90', quantile(took, 0.9)),
        row('p99', quantile(took, 0.99), reach.p99),
        row('longest', Math.max(...took)),
      ],
      figures: { tickMs, reach, took: took.toSorted((a, b) => a - b), refusedCalls: tooMany },
      notes,
      fine: notes.length === 0,
    };
  } finally {
    await live.stop();
  }
}

/** Changes each job once. Resolves with how long each took until its reply, for those that got one. */
async function change(
  { slack, vertex, jobs }: Live,
  spanMs: number,
  progress: (doing: string) => void,
): Promise<readonly number[]> {
  const changedAt = new Map<string, { readonly at: number; readonly channel: string }>();
  const took: number[] = [];
  const told = (thread: string, atMs: number): void => {
    const changed = changedAt.get(thread);
    if (changed === undefined) return;
    changedAt.delete(thread);
    took.push(atMs - changed.at);
  };
  const since = await lastEvent(slack.control);
  const seeing = watchSlack(
    slack.control,
    since,
    ({ kind, channel, thread, text, atMs }) => {
      if (kind !== 'message') return;
      if (thread !== undefined) {
        told(thread, atMs);
        return;
      }
      // By chance, so many jobs of one channel may end at one poll that a digest tells them.
      const count = Number(/(\d+) jobs ended at once/.exec(text)?.[1] ?? 0);
      const oldest = [...changedAt].filter(([, one]) => one.channel === channel && one.at < atMs);
      for (const [root] of oldest.slice(0, count)) told(root, atMs);
    },
    { enough: () => took.length === jobs.length, withinMs: spanMs + patienceMs },
  );
  const roll = dice(seed);
  const inAnyOrder = jobs
    .map((job, nth) => ({ job, nth, rank: roll() }))
    .sort((a, b) => a.rank - b.rank);
  const begin = performance.now();
  for (const [done, { job, nth }] of inAnyOrder.entries()) {
    const due = (done * spanMs) / jobs.length;
    await sleep(Math.max(0, begin + due - performance.now()));
    changedAt.set(job.rootTs, { at: Date.now(), channel: job.channel });
    await vertex.control('POST', `jobs/${job.id}/state`, nextState(job, nth));
    if (done % 10 === 0) progress(`${done} changes, ${took.length} told`);
  }
  await seeing;
  return took;
}

/** Jobs were made PENDING and RUNNING in turn. */
function nextState({ launchId }: LiveJob, nth: number) {
  if (Number(launchId.replace(/\D/g, '')) % 2 === 0) return { state: 'RUNNING' };
  if (nth % 10 !== 0) return { state: 'SUCCEEDED' };
  return { state: 'FAILED', error: { code: 8, message: 'Replicas low on memory: workerpool0.' } };
}
