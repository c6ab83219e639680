// `npm run bench`: measures what the bot costs, next to a reference in the same run.

import { availableParallelism, cpus, totalmem } from 'node:os';
import { writeFile } from 'node:fs/promises';
import { inspect, parseArgs } from 'node:util';
import type { Bench, BenchOptions } from './bench.ts';
import { growthOf, short, times } from './growth.ts';
import { measureLag } from './event-loop-lag.ts';
import { hostileTexts } from './hostile-texts.ts';
import { benchHistory } from './history.ts';
import { benchAck } from './live/ack.ts';
import { benchBurst } from './live/burst.ts';
import { benchDetect } from './live/detect.ts';
import { benchSoak } from './live/soak.ts';
import { scans } from './scans.ts';
import { benchPeers } from './peers.ts';
import { benchStart } from './start.ts';
import { benchChurn, benchSweep } from './sweep.ts';
import { tableOf, type Row } from './table.ts';

/** Slack waits three seconds for an ack. On an idle machine a block stays below 200 ms. */
const longestLagMs = 1_000;

const usage = `npm run bench -- [scans] [lag] [sweep] [churn] [peers] [start] [history] [ack] [detect] [burst] [soak] [--short] [--jobs 100000] [--with-google-client] [--json FILE]

  scans   how the time of each scan of foreign text grows when the text gets ${times} times as long
  lag     how long one input of a megabyte blocks the event loop of the real process
  sweep   what a sweep of 10,000 live jobs costs when nothing changed; on PostgreSQL, too, if TEST_POSTGRES_URL names a server
  churn   the same when one job in a hundred changed
  peers   what it costs to read those jobs one by one instead, by google-auth-library
  start   how long a start takes and how much memory the idle bot uses, beside a bare Bolt app (on Linux)
  history what is asked with 10,000 and with 1,000,000 finished jobs on record; on PostgreSQL, too, if TEST_POSTGRES_URL names a server
  ack     how soon commands are acked while the bot polls 10,000 jobs and tells 1,000 changes, beside Bolt apps that do nothing else
  detect  how long after a change on Vertex AI the reply is in Slack
  burst   how soon the ends of 1,000 jobs at once are told, beside what Slack’s limits allow
  soak    whether the bot grows while 20,000 jobs come and go
  --short  fewer jobs and one round, in seconds
  --jobs   how many finished jobs history has instead of 1,000,000, and how many come and go in soak instead of 20,000
  --with-google-client  peers by Google’s own client, too: installs it in test/peers (over 100 MB)
  --json   writes the figures to FILE as JSON, too

Fails when a scan grows faster than its text, an input blocks the event loop for longer than ${longestLagMs} ms, a sweep sends more
requests or SQL statements than it should, a command isn’t acked, a change isn’t told or Slack refuses a call (429); never by how long
anything else takes. Without a name it runs them all.
`;

const benches: Readonly<Record<string, (options: BenchOptions) => Promise<Bench>>> = {
  scans: benchScans,
  lag: benchLag,
  sweep: benchSweep,
  churn: benchChurn,
  peers: benchPeers,
  start: benchStart,
  history: benchHistory,
  ack: benchAck,
  detect: benchDetect,
  burst: benchBurst,
  soak: benchSoak,
};

function benchScans({ progress }: BenchOptions): Promise<Bench> {
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

async function benchLag({ progress }: BenchOptions): Promise<Bench> {
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
    options: {
      json: { type: 'string' },
      jobs: { type: 'string' },
      short: { type: 'boolean', default: false },
      'with-google-client': { type: 'boolean', default: false },
    },
  });
  const names = positionals.length === 0 ? Object.keys(benches) : positionals;
  const chosen = names.map((name) => {
    const bench = benches[name];
    if (bench === undefined) throw new Error(`There is no bench ${name}.`);
    return [name, bench] as const;
  });
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}`;
  print(machine);
  const options = {
    short: values.short,
    jobs: values.jobs === undefined ? undefined : Number(values.jobs),
    withGoogleClient: values['with-google-client'],
    progress,
  };
  const results: (Bench & { readonly bench: string })[] = [];
  for (const [name, bench] of chosen) {
    const result = await bench(options);
    progress('');
    print(`\n${result.title}\n`);
    for (const line of tableOf(result.rows)) print(line);
    for (const note of result.notes ?? []) print(`\n${note}`);
    results.push({ bench: name, ...result });
    // After each, so that one that fails doesn't take the others' figures with it.
    if (values.json !== undefined) {
      await writeFile(
        values.json,
        `${JSON.stringify({ machine, benches: results }, undefined, 2)}\n`,
      );
    }
  }
  return results.every(({ fine }) => fine);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${inspect(error)}\n\n${usage}`);
  process.exitCode = 2;
}
