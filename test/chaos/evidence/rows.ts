// Reads the bot's database while no bot runs.

import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { rowsSchema, type Rows } from './evidence.ts';

const queries = {
  launches: 'select * from launches order by requested_at, id',
  cancels: 'select * from cancels order by requested_at, id',
  jobs: 'select * from jobs order by id',
  threads: 'select * from threads order by id',
  updates: 'select * from updates order by thread_id, seq',
  said: 'select * from said_messages order by at, key',
  audit: 'select * from audit order by at, key',
  use_tails: 'select * from use_tails order by id',
  log_tails: 'select * from log_tails order by id',
  watches: 'select * from watches order by requested_at, id',
  watch_jobs: 'select * from watch_jobs order by watch_id, id',
  targets: 'select * from targets order by project, location',
  channels: 'select * from channels order by id',
  template_saves: 'select * from template_saves order by name, number',
  votes: 'select * from votes order by requested_at, id',
  locks: 'select * from locks order by number',
  pledges: 'select * from pledges order by requested_at, id',
  direct_notes: 'select * from direct_notes order by id',
} as const;

/** All rows that the checks need. */
export async function readRows(databaseUrl: string): Promise<Rows> {
  return databaseUrl.startsWith('file:')
    ? readSqlite(databaseUrl.slice('file:'.length))
    : await readPostgres(databaseUrl);
}

function readSqlite(path: string): Rows {
  const database = new DatabaseSync(path);
  try {
    const tables = Object.entries(queries).map(
      ([name, query]) => [name, database.prepare(query).all()] as const,
    );
    return rowsSchema.parse(Object.fromEntries(tables));
  } finally {
    database.close();
  }
}

async function readPostgres(url: string): Promise<Rows> {
  return withClient(url, async (client) => {
    const tables: [string, unknown][] = [];
    for (const [name, query] of Object.entries(queries)) {
      tables.push([name, (await client.query(query)).rows]);
    }
    return rowsSchema.parse(Object.fromEntries(tables));
  });
}

type RunDatabase = { readonly url: string; drop(): Promise<void> };

/** Creates a database for one run on the PostgreSQL server at `admin`. */
export async function createPostgres(admin: string, name: string): Promise<RunDatabase> {
  await withClient(admin, (client) => client.query(`create database ${name}`));
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await withClient(admin, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/** Calls `work` with a new connection to a PostgreSQL database, and closes it afterwards. */
export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
