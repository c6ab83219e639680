// `npm run bench`: measures what the bot costs, next to a reference in the same run.

import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { growthOf, short, times } from './growth.ts';
import { measureLag } from './event-loop-lag.ts';
import { hostileTexts } from './hostile-texts.ts';
import { scans } from './scans.ts';
import { tableOf, type Row } from './table.ts';

/** Slack waits three seconds for an ack. On an idle machine a block stays below 200 ms. */
const longestLagMs = 1_000;

const usage = `npm run bench -- [scans] [lag] [--json]

  scans   how the time of each scan of foreign text grows when the text gets ${times} times as long
  lag     how long one input of a megabyte blocks the event loop of the real process
  --json  prints the figures as JSON, too

Fails when a scan grows faster than its text, or an input blocks the event loop for longer than ${longestLagMs} ms. Without a name it runs both.
`;

type Bench = { readonly title: string; readonly rows: readonly Row[]; readonly fine: boolean };

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  scans: benchScans,
  lag: benchLag,
};

function benchScans(): Promise<Bench> {
  let fine = true;
  const rows = Object.entries(scans).map(([name, scan]): Row => {
    const { text, ratio, ms, steep } = growthOf(scan, hostileTexts, () => performance.now());
    if (steep) fine = false;
    progress(name);
    return {
      scan: name,
      'worst text': text,
      [`${short * times} characters`]: `${ms.toFixed(1)} ms`,
      [`by ${short}`]: `${ratio.toFixed(1)} ×${steep ? '  STEEP' : ''}`,
    };
  });
  const title = `Growth of each scan over ${hostileTexts.length} texts (${times} × the text; linear is ${times} ×, quadratic ${times * times} ×)`;
  return Promise.resolve({ title, rows, fine });
}

async function benchLag(): Promise<Bench> {
  const measured = await measureLag(progress);
  const ms = (some: number): string => `${some.toFixed(0)} ms`;
  const rows = measured.map(({ input, small, large }): Row => ({
    input,
    'block, 1 kB': ms(small.lagMs),
    '1 MB': ms(large.lagMs),
    'another’s ack, 1 kB': ms(small.ackMs),
    'beside 1 MB': ms(large.ackMs),
  }));
  const title = `Longest block of the event loop by one input (at most ${longestLagMs} ms), and the ack of a command that is typed meanwhile`;
  return { title, rows, fine: measured.every(({ large }) => large.lagMs <= longestLagMs) };
}

function progress(done: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${done}`);
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const names = positionals.length === 0 ? Object.keys(benches) : positionals;
  const chosen = names.map((name) => {
    const bench = benches[name];
    if (bench === undefined) throw new Error(`There is no bench ${name}.`);
    return [name, bench] as const;
  });
  print(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`,
  );
  let fine = true;
  for (const [name, bench] of chosen) {
    const result = await bench();
    progress('');
    print(`\n${result.title}\n`);
    for (const line of tableOf(result.rows)) print(line);
    if (values.json) print(JSON.stringify({ bench: name, rows: result.rows }));
    if (!result.fine) fine = false;
  }
  return fine;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
