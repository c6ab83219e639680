// What a sweep of many live jobs costs, beside fetching the same pages and parsing their JSON.

import type { Bench, BenchOptions } from './bench.ts';
import { createChange } from './change-jobs.ts';
import { costOf, medianCost, type Cost } from './cost.ts';
import { databases, type NamedDatabase } from './databases.ts';
import { startFleet, type Fleet } from './fleet.ts';
import { channels, watches } from './followed-jobs.ts';
import { commitRow, fetchAndParse } from './reference.ts';
import type { Row } from './table.ts';
import { startVertex, type VertexServer } from './vertex-server.ts';

/** The bot asks for pages of so many jobs. */
const pageSize = 100;
/** What a sweep should reach. Times depend on the machine, so they fail nothing. */
const longestBlockMs = 25;
/**
 * The most SQL statements, however many jobs there are, for each target and for each changed job. Counts don't depend on the
 * machine, so the bench fails on them; lower them when a sweep needs fewer.
 */
const statementsOfTarget = 20;
const statementsOfChange = 15;

type Kind = {
  readonly title: string;
  /** How many times the reference's CPU a sweep may take. */
  readonly reach: number;
  /** What share of the jobs changes before each sweep. */
  readonly changing: number;
};

type Size = {
  readonly jobs: number;
  readonly rounds: number;
  /** How many jobs change before each sweep. */
  readonly changing: number;
};

type Costs = { readonly requests: number; readonly sweep: Cost; readonly reference: Cost };

type Measured = Costs & {
  readonly database: string;
  readonly targets: number;
  readonly jobs: number;
  readonly mostRequests: number;
  readonly mostStatements: number;
};

/** Nothing changed since the last sweep. */
export const benchSweep = (options: BenchOptions): Promise<Bench> =>
  bench(options, {
    title: 'nothing changed; the reference fetches the same pages and parses them',
    reach: 2,
    changing: 0,
  });

/** One job in a hundred changed since the last sweep. */
export const benchChurn = (options: BenchOptions): Promise<Bench> =>
  bench(options, {
    title:
      '1 % of them changed; the reference fetches the same pages, parses them, and commits one row',
    reach: 3,
    changing: 0.01,
  });

async function bench(options: BenchOptions, kind: Kind): Promise<Bench> {
  const [jobs, rounds] = options.short ? [1_000, 1] : [10_000, 5];
  const measured: Measured[] = [];
  for (const targets of [4, 1]) {
    options.progress(`${jobs} jobs in ${targets} targets are made`);
    const vertex = await startVertex(jobs, targets);
    try {
      for (const database of databases) {
        const changing = jobs * kind.changing;
        const costs = await measureOn(database, vertex, { jobs, rounds, changing }, options);
        measured.push({
          ...{ database: database.name, targets, jobs, ...costs },
          mostRequests: jobs / pageSize + targets,
          mostStatements: statementsOfTarget * targets + statementsOfChange * changing,
        });
      }
    } finally {
      await vertex.stop();
    }
  }
  const title = `A sweep of ${jobs} live jobs in ${channels} channels with ${watches} watches that fit them all, ${kind.title} (medians of ${rounds} alternating rounds)`;
  const notes = measured.flatMap(excess);
  return {
    title,
    rows: measured.map((one) => rowOf(one, kind)),
    figures: measured,
    notes,
    fine: notes.length === 0,
  };
}

async function measureOn(
  database: NamedDatabase,
  vertex: VertexServer,
  { jobs, rounds, changing }: Size,
  { progress }: BenchOptions,
): Promise<Costs> {
  const doing = `${database.name}, ${jobs} jobs in ${vertex.targets.length} targets`;
  progress(`${doing}: followed`);
  const fleet = await startFleet(vertex, database);
  try {
    return await measure(vertex, fleet, { rounds, changing }, (round) =>
      progress(`${doing}: round ${round} of ${rounds}`),
    );
  } finally {
    await fleet.stop();
  }
}

/** Alternates sweeps and references, and which of them comes first. */
async function measure(
  vertex: VertexServer,
  fleet: Fleet,
  { rounds, changing }: Omit<Size, 'jobs'>,
  progress: (round: number) => void,
): Promise<Costs> {
  const sweeps: Cost[] = [];
  const references: Cost[] = [];
  let sent = await fleet.sweep();
  const change = await createChange(vertex, changing);
  const sweep = async (): Promise<void> => {
    await change();
    sweeps.push(await costOf(async () => (sent = await fleet.sweep())));
  };
  const refer = async (): Promise<void> => {
    const pages = sent;
    references.push(
      await costOf(async () => {
        await fetchAndParse(pages);
        if (changing > 0) await commitRow(fleet);
      }),
    );
  };
  await refer();
  references.length = 0;
  for (let round = 1; round <= rounds; round++) {
    progress(round);
    for (const act of round % 2 === 0 ? [refer, sweep] : [sweep, refer]) await act();
  }
  return { requests: sent.length, sweep: medianCost(sweeps), reference: medianCost(references) };
}

function excess({ database, targets, ...one }: Measured): readonly string[] {
  const over = (what: string, count: number, most: number) =>
    count > most
      ? [
          `${database}, ${targets} target${targets === 1 ? '' : 's'}: ${count} ${what}, at most ${most}.`,
        ]
      : [];
  return [
    ...over('requests', one.requests, one.mostRequests),
    ...over('statements', one.sweep.statements, one.mostStatements),
  ];
}

function rowOf(one: Measured, { reach }: Kind): Row {
  const ms = (some: number): string => `${some.toFixed(0)} ms`;
  const { sweep, reference } = one;
  return {
    database: one.database,
    targets: String(one.targets),
    [`requests (≤ live/${pageSize} + targets)`]: `${one.requests} (≤ ${one.mostRequests})`,
    statements: `${sweep.statements} (≤ ${one.mostStatements})`,
    CPU: ms(sweep.cpuMs),
    'reference’s': ms(reference.cpuMs),
    [`× (≤ ${reach})`]: (sweep.cpuMs / reference.cpuMs).toFixed(1),
    wall: ms(sweep.wallMs),
    'reference’s wall': ms(reference.wallMs),
    [`block (≤ ${longestBlockMs} ms)`]: ms(sweep.blockMs),
    'reference’s block': ms(reference.blockMs),
  };
}
