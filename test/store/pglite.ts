// A PostgreSQL in this process, with the bot's tables. To make one takes seconds of a processor, so one serves all files of a worker,
// and what PostgreSQL makes first is kept for other workers and other runs.

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import type { Database } from '../../app/store/backend.ts';
import { createStore } from '../../app/store/store.ts';
import { createPgliteDialect } from './pglite-dialect.ts';
import { stillOptions } from './still.ts';

let started: Promise<() => Promise<Database>> | undefined;

/** Resolves with a function that empties the server's only database, and returns it. The server runs until the process ends. */
export const startPglite = (): Promise<() => Promise<Database>> => (started ??= start());

async function start(): Promise<() => Promise<Database>> {
  const server = await createServer();
  const over = (): Database => {
    return { kind: 'postgres-dialect', dialect: createPgliteDialect(server) };
  };
  const store = await createStore({ database: over(), ...stillOptions().options });
  await store.close();
  const reset = await keepRows(server);
  return async () => {
    await server.exec(reset);
    return over();
  };
}

const modules = join(import.meta.dirname, '../../node_modules');
const cache = join(modules, '.cache/pglite');

/** A server without tables. */
async function createServer(): Promise<PGlite> {
  const manifest = readFileSync(join(modules, '@electric-sql/pglite/package.json'), 'utf8');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(manifest));
  const path = join(cache, `${version}.tar`);
  if (existsSync(path)) return PGlite.create({ loadDataDir: new Blob([readFileSync(path)]) });
  const server = await PGlite.create();
  const made = await server.dumpDataDir('none');
  mkdirSync(cache, { recursive: true });
  // Renamed when it is whole: another worker may be reading or making it.
  const part = `${path}.${randomUUID()}`;
  writeFileSync(part, await made.bytes());
  renameSync(part, path);
  return server;
}

/** Keeps the rows that are there now; returns the statements that bring the tables back to them. */
async function keepRows(database: PGlite): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const names = rows.map(({ name }) => name);
  await database.exec('create schema kept');
  for (const name of names) await database.exec(`create table kept.${name} as table ${name}`);
  const refill = names.map((name) => `insert into ${name} table kept.${name}`);
  // Rows refer to each other: triggers of foreign keys wait. To truncate so many tables would take ten times as long.
  return [
    'set session_replication_role = replica',
    ...names.map((name) => `delete from ${name}`),
    ...refill,
    'set session_replication_role = origin',
  ].join('; ');
}
