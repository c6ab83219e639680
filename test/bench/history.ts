// What people ask, what is shown to them and what the loops look at, with few and with many finished jobs on record.

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { openBackend, prepare, type Database } from '../../app/store/backend.ts';
import type { Schema } from '../../app/store/schema/schema.ts';
import { servers } from '../store/databases.ts';
import { insertMany } from '../store/many-rows.ts';
import { createHarness } from '../usecase/harness.ts';
import { reads, type Asked } from './history-reads.ts';
import type { Bench, BenchOptions } from './bench.ts';
import type { Row } from './table.ts';

/** Finished jobs. The newest of these are of the last two weeks in both stores, so that the same is going on in both. */
const few = 10_000;
/** With many, a read may take so many times as long as with few, or so many ms more; and never longer than that. */
const most = { times: 1.2, moreMs: 5, ms: 100 };
/** The harness's time. */
const noon = Date.UTC(2026, 10, 24, 12);

type Size = {
  /** How many jobs the larger store has. */
  readonly jobs: number;
  readonly rounds: number;
  readonly progress: (doing: string) => void;
};

type Place = {
  readonly name: string;
  /** A database without rows, and how large it is afterwards in bytes. */
  readonly fresh: () => Promise<{
    readonly database: Database;
    readonly bytes?: () => Promise<number>;
  }>;
  readonly stop: () => Promise<void>;
};

/** Asks both stores in turn, several times, and compares the medians. It never fails: times are of the machine, and plans are tested. */
export async function benchHistory(options: BenchOptions): Promise<Bench> {
  const { short, progress } = options;
  const { jobs = short ? 50_000 : 1_000_000 } = options;
  const size: Size = { jobs, rounds: short ? 3 : 7, progress };
  const rows: Row[] = [];
  const notes: string[] = [];
  for (const place of await places()) {
    try {
      const measured = await measure(place, size);
      rows.push(...measured.rows);
      notes.push(measured.note);
    } finally {
      await place.stop();
    }
  }
  const title = `What is asked with ${few} and with ${jobs} finished jobs, ${few} of them of the last two weeks, and 200 live ones: medians of ${size.rounds} (to reach: ${most.times} × or + ${most.moreMs} ms, and ${most.ms} ms)`;
  return { title, rows, notes, fine: true };
}

async function measure(place: Place, { jobs, rounds, progress }: Size) {
  const small = await fill(place, few, (doing) => progress(`${place.name}, ${few}: ${doing}`));
  const large = await fill(place, jobs, (doing) => progress(`${place.name}, ${jobs}: ${doing}`));
  const rows: Row[] = [];
  for (const [name, read] of Object.entries(reads)) {
    progress(`${place.name}: ${name}`);
    const times: Record<'small' | 'large', number[]> = { small: [], large: [] };
    for (let round = -1; round < rounds; round++) {
      for (const size of ['small', 'large'] as const) {
        const { asked } = size === 'small' ? small : large;
        const work = await read(asked);
        const since = performance.now();
        await work();
        // The first time, statements are prepared and pages read.
        if (round >= 0) times[size].push(performance.now() - since);
      }
    }
    rows.push(rowOf(place.name, name, median(times.small), median(times.large), jobs));
  }
  for (const { asked } of [small, large]) await asked.store.close();
  const note = `${place.name}: ${jobs} jobs were inserted in ${(large.insertedMs / 1_000).toFixed(0)} s${large.bytes === undefined ? '' : `, ${(large.bytes / jobs / 1_000).toFixed(1)} kB each`}.`;
  return { rows, note };
}

function rowOf(place: string, asked: string, few: number, many: number, jobs: number): Row {
  const isFlat = many <= few * most.times || many <= few + most.moreMs;
  return {
    database: place,
    asked,
    'with 10,000': `${few.toFixed(1)} ms`,
    [`with ${jobs}`]: `${many.toFixed(1)} ms`,
    ratio: `${(many / few).toFixed(1)} ×`,
    '': `${isFlat ? '' : 'GROWS '}${many > most.ms ? 'SLOW' : ''}`.trim(),
  };
}

/** A store with so many finished jobs, and with the same live ones and settings as any. */
async function fill(place: Place, count: number, progress: (doing: string) => void) {
  const { database, bytes } = await place.fresh();
  progress('the tables');
  const log = { warn: () => undefined };
  const backend = openBackend(database, { log });
  const tables = new Kysely<Schema>({ dialect: backend.dialect });
  await prepare(backend, tables);
  await tables.destroy();
  // A connection for migrations waits for long statements.
  const { name, dialect, migrating = dialect } = openBackend(database, { log });
  const db = new Kysely<Schema>({ dialect: migrating });
  const since = performance.now();
  const many = { count, now: noon - 60_000, recent: few, bodyLength: 600, progress };
  await insertMany(db, name, many);
  await db.destroy();
  const insertedMs = performance.now() - since;
  const asked: Asked = await createHarness(database);
  // Ana sees all channels, Bo one of them.
  const channels = Array.from({ length: 20 }, (_, nth) => `C${nth}`);
  for (const one of channels) asked.membership.kinds.set(one, { kind: 'private' });
  asked.membership.shared.set('U0ANA', channels);
  asked.membership.shared.set('U0BO', ['C7']);
  progress('live jobs');
  for (let nth = 0; nth < 200; nth++) await asked.launch(`launch hello steps=${nth}`);
  await asked.wait(2_000);
  await asked.poll();
  return { asked, insertedMs, bytes: await bytes?.() };
}

async function places(): Promise<readonly Place[]> {
  const directory = await mkdtemp(join(tmpdir(), 'history-'));
  let files = 0;
  const file: Place = {
    name: 'SQLite',
    fresh: () => {
      const path = join(directory, `${++files}.db`);
      return Promise.resolve({
        database: { kind: 'sqlite', path },
        bytes: async () => (await stat(path)).size,
      });
    },
    stop: () => rm(directory, { recursive: true }),
  };
  return [file, ...servers.map(serverPlace)];
}

/** Each database in a server of tests of its own: `fresh` empties the one before. */
function serverPlace({ start }: (typeof servers)[number]): Place {
  const started: Awaited<ReturnType<typeof start>>[] = [];
  return {
    name: 'PostgreSQL',
    fresh: async () => {
      const server = await start();
      started.push(server);
      return { database: await server.fresh() };
    },
    stop: async () => {
      for (const one of started) await one.stop();
    },
  };
}

/** The upper one of the two in the middle if there are two. */
function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? NaN;
}
