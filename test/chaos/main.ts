// `npm run chaos -- --runs N --seed S`: runs the real bot under seeded faults and checks the promises afterwards.

import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fillCompileCache } from '../e2e/compile-cache.ts';
import { makePlan } from './plan/make-plan.ts';
import type { Database, Plan } from './plan/plan.ts';
import { run, type RunResult } from './run.ts';
import { table } from './tally.ts';

const usage = `npm run chaos -- [--runs 20] [--seed S] [--parallel P] [--database sqlite|postgres|both] [--run K [--alone]]

  --runs      how many runs
  --seed      what chooses the faults; the same seed gives the same runs
  --parallel  how many runs at a time (they wait most of the time)
  --database  both: in turn, when TEST_POSTGRES_URL names a server; else sqlite
  --run       only this run of the seed, printed step by step; its evidence is kept
  --alone     only the sequence of that run (test/chaos/perform/sequences.ts), none of its other acts
`;

type Options = {
  readonly runs: number;
  readonly seed: number;
  readonly parallel: number;
  readonly databases: readonly [Database, ...Database[]];
  readonly only: number | undefined;
  readonly alone: boolean;
};

function readOptions(postgres: string | undefined): Options {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      parallel: { type: 'string', default: String(3 * availableParallelism()) },
      database: { type: 'string', default: postgres === undefined ? 'sqlite' : 'both' },
      run: { type: 'string' },
      alone: { type: 'boolean', default: false },
    },
  });
  const databases = readDatabases(values.database);
  if (databases.includes('postgres') && postgres === undefined) {
    throw new Error('TEST_POSTGRES_URL is not set: it names the server for runs on PostgreSQL.');
  }
  return {
    runs: readNumber('runs', values.runs),
    seed: readNumber('seed', values.seed),
    parallel: Math.max(1, readNumber('parallel', values.parallel)),
    databases,
    alone: values.alone,
    only: values.run === undefined ? undefined : readNumber('run', values.run),
  };
}

function readDatabases(text: string): Options['databases'] {
  if (text === 'both') return ['sqlite', 'postgres'];
  if (text === 'sqlite' || text === 'postgres') return [text];
  throw new Error(`--database is sqlite, postgres or both, not ${text}.`);
}

function readNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} is a number, not ${text}.`);
  return Number(text);
}

async function main(): Promise<boolean> {
  const postgres = process.env['TEST_POSTGRES_URL'];
  const options = readOptions(postgres);
  const { seed, databases, only } = options;
  const where =
    postgres === undefined ? 'sqlite, since TEST_POSTGRES_URL is not set' : databases.join(' and ');
  print(`seed ${seed}, on ${where}`);
  const plans = Array.from({ length: options.runs }, (_, number) => planOf(options, number));
  const chosen = only === undefined ? plans : [planOf(options, only)];
  fillCompileCache();
  const began = Date.now();
  const results = await campaign(chosen, options, postgres);
  for (const line of table(results, Date.now() - began)) print(line);
  const failed = chosen.length - results.filter(isFine).length;
  print(`${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

/** Runs alternate between the databases, so a run's database does not depend on `--runs`. */
function planOf({ seed, databases, alone }: Options, number: number): Plan {
  const plan = makePlan(seed, number, databases[number % databases.length] ?? databases[0]);
  return alone ? { ...plan, acts: plan.acts.filter(({ act }) => act.do === 'sequence') } : plan;
}

const isFine = ({ result }: RunResult): boolean => result.violations.length === 0;

async function campaign(
  plans: readonly Plan[],
  { seed, parallel, only }: Options,
  postgres: string | undefined,
): Promise<readonly RunResult[]> {
  const keepIn = join(tmpdir(), `vertex-job-bot-chaos-${seed}`);
  const results: RunResult[] = [];
  const queue = plans.values();
  let over = 0;
  let failed = 0;
  const worker = async (): Promise<void> => {
    for (const plan of queue) {
      const say = only === undefined ? () => undefined : print;
      try {
        const result = await run({ plan, postgres, keepIn, keepAlways: only !== undefined, say });
        results.push(result);
        if (!isFine(result)) failed += 1;
        if (!isFine(result) || only !== undefined) tell(result);
      } catch (error) {
        failed += 1;
        print(`run ${plan.run} could not be performed: ${String(error)}`);
      }
      over += 1;
      progress(over, plans.length, failed);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return results;
}

function tell({ plan, result, wallMs, kept }: RunResult): void {
  const { seed, run: number, database, replicas, mode } = plan;
  print(
    `\nrun ${number} (${database}, ${replicas} × ${mode}) took ${Math.round(wallMs / 1_000)} s`,
  );
  for (const { kind, what } of result.violations) print(`  ${kind}: ${what}`);
  if (kept !== undefined) print(`  evidence: ${kept}`);
  print(`  again: npm run chaos -- --seed ${seed} --database ${database} --run ${number}\n`);
}

function progress(over: number, all: number, failed: number): void {
  const line = `${over} of ${all} runs, ${failed} failed`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line}${over === all ? '\n' : ''}`);
  else if (over % 10 === 0 || over === all) print(line);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

// Exits at once. The bots are killed on exit.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
