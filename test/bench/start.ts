// What a start costs and how much memory the idle bot takes, side by side with a bare Bolt app. Both are started as `npm start` starts
// the bot, less npm itself.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import about from '../../package.json' with { type: 'json' };
import { startServers } from '../../app/sandbox/servers.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { startProcess, type Ready } from './processes.ts';
import type { Row } from './table.ts';

type Mode = 'socket' | 'http';
type Cost = { readonly wallMs: number; readonly cpuMs: number; readonly idleMb: number };
type Pair = { readonly bot: Cost; readonly bare: Cost };

type Starts = {
  readonly mode: Mode;
  /** With an empty cache of compiled code and a new database. */
  readonly first: Pair;
  /** Medians of all later ones. */
  readonly later: Pair;
};

type StartOptions = Pick<BenchOptions, 'progress'> & {
  readonly rounds: number;
  /** How long each process is left alone before its memory is read. */
  readonly idleMs: number;
};

const root = join(import.meta.dirname, '../..');
const botCommand = about.scripts.start;
const bareCommand = botCommand.replace('app/main.ts', 'test/bench/reference/bare-bolt.ts');

/** Starts both in each of Slack's modes. Nothing here fails: the figures are those of one machine. */
export async function benchStart({ short, progress }: BenchOptions): Promise<Bench> {
  const options = {
    progress,
    ...(short ? { rounds: 1, idleMs: 2_000 } : { rounds: 5, idleMs: 60_000 }),
  };
  const measured = [await measureStarts('socket', options), await measureStarts('http', options)];
  const row = (what: string, unit: string, bot: number, bare: number): Row => ({
    what,
    bot: `${bot.toFixed(0)} ${unit}`,
    'bare Bolt app': `${bare.toFixed(0)} ${unit}`,
    ratio: `${(bot / bare).toFixed(2)} ×`,
  });
  const rows = measured.flatMap(({ mode, first, later }) => [
    row(`${mode}: first start, nothing cached`, 'ms', first.bot.wallMs, first.bare.wallMs),
    row(`${mode}: start`, 'ms', later.bot.wallMs, later.bare.wallMs),
    row(`${mode}: processor time of it`, 'ms', later.bot.cpuMs, later.bare.cpuMs),
    row(`${mode}: idle memory`, 'MB', later.bot.idleMb, later.bare.idleMb),
  ]);
  const title = `Start to ready, and memory ${options.idleMs / 1_000} s later, medians of ${options.rounds} in turn (aims: a start 2 ×, memory 1.5 ×)`;
  return { title, rows, figures: measured, fine: true };
}

/** Starts both in turn, once with nothing cached and `rounds` times more, so that a busy machine slows both. */
async function measureStarts(
  mode: Mode,
  { rounds, idleMs, progress }: StartOptions,
): Promise<Starts> {
  const servers = await startServers({ mode });
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    NO_PROXY: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: `file:${join(servers.directory, 'jobs.db')}`,
    NODE_COMPILE_CACHE: join(servers.directory, 'compiled'),
    ...servers.env,
  };
  const pairOf = async (nth: number): Promise<Pair> => {
    // The bare one first: when it is ready it does nothing, which the bot's start could be slowed by. They idle side by side.
    const bare = await startProcess(bareCommand, { cwd: root, env: { ...env, PORT: '0' } });
    const bot = await startProcess(botCommand, { cwd: root, env });
    await sleep(nth === 0 ? 0 : idleMs);
    const pair = { bot: await costOf(bot), bare: await costOf(bare) };
    progress(`${mode}, ${nth} of ${rounds}`);
    return pair;
  };
  try {
    // It fills the cache and makes the database.
    const first = await pairOf(0);
    const later: Pair[] = [];
    for (let nth = 1; nth <= rounds; nth++) later.push(await pairOf(nth));
    const medians = { bot: mediansOf(later, 'bot'), bare: mediansOf(later, 'bare') };
    return { mode, first, later: medians };
  } finally {
    await servers.stop();
  }
}

async function costOf({ wallMs, cpuMs, ...started }: Ready): Promise<Cost> {
  const idleMb = await started.residentMb();
  await started.stop();
  return { wallMs, cpuMs, idleMb };
}

function mediansOf(pairs: readonly Pair[], which: keyof Pair): Cost {
  const median = (what: keyof Cost): number =>
    pairs.map((pair) => pair[which][what]).sort((a, b) => a - b)[Math.floor(pairs.length / 2)] ??
    Number.NaN;
  return { wallMs: median('wallMs'), cpuMs: median('cpuMs'), idleMb: median('idleMb') };
}
