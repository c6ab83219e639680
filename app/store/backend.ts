// The databases the store can stand on, and what differs between them.

import { Kysely, type Dialect } from 'kysely';
import type { StoreLog } from './db/context.ts';
import { migrate, type DialectName } from './db/migrate.ts';
import { migrations } from './migrations/all.ts';
import { createPostgresDialect, judgePostgres } from './db/postgres.ts';
import type { Schema } from './db/schema.ts';
import { createSqliteDialect } from './db/sqlite-dialect.ts';
import { guardFile } from './db/sqlite-file.ts';
import { judgeSqlite, openSqlite } from './db/sqlite.ts';
import { StoreError, type Verdict } from './db/store-error.ts';

export type Database =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string }
  /** A PostgreSQL reached by other means. */
  | { readonly kind: 'postgres-dialect'; readonly dialect: Dialect };

/** What differs between the databases. */
export type Backend = {
  readonly name: DialectName;
  readonly dialect: Dialect;
  /** For the migrations, when they need a connection of another kind. */
  readonly migrating?: Dialect;
  readonly judge: (error: unknown) => Verdict;
  /** Whether it is this process's alone: what ails it then no other can mend meanwhile. */
  readonly ownFile: boolean;
};

export type BackendOptions = {
  readonly log: StoreLog;
  /** Has something done, at once, when the process ends by itself: a file that it leaves open looks like a killed one's. */
  readonly atExit?: ((act: () => void) => void) | undefined;
};

/** Opens the file, or makes a pool for the server. Throws a StoreError when the file can't be used (yet). */
export function openBackend(database: Database, { log, atExit }: BackendOptions): Backend {
  switch (database.kind) {
    case 'sqlite': {
      const { path } = database;
      return {
        name: 'sqlite',
        dialect: openFile(path, log, atExit),
        judge: (error) => judgeSqlite(path, error),
        ownFile: true,
      };
    }
    case 'postgres': {
      const { url } = database;
      return {
        name: 'postgres',
        dialect: createPostgresDialect(url, log),
        migrating: createPostgresDialect(url, log, { patient: true }),
        judge: (error) => judgePostgres(url, error),
        ownFile: false,
      };
    }
    case 'postgres-dialect':
      return {
        name: 'postgres',
        dialect: database.dialect,
        judge: (error) => judgePostgres('', error),
        ownFile: false,
      };
  }
}

function openFile(path: string, log: StoreLog, atExit: BackendOptions['atExit']): Dialect {
  const database = openSqlite(path, log);
  if (path === ':memory:') return createSqliteDialect(database);
  try {
    const guard = guardFile(database, path);
    atExit?.(guard.close);
    return createSqliteDialect(database, guard);
  } catch (error) {
    database.close();
    throw throwable(judgeSqlite(path, error), error);
  }
}

/** Brings the tables up to date. */
export async function prepare({ name, migrating }: Backend, db: Kysely<Schema>): Promise<void> {
  const migrator = migrating === undefined ? db : new Kysely<Schema>({ dialect: migrating });
  try {
    await migrate(migrator, name, migrations);
  } finally {
    if (migrator !== db) await migrator.destroy();
  }
}

/** What is thrown in the end. */
export function throwable(verdict: Verdict, error: unknown): Error {
  if (verdict !== 'again') return verdict;
  return new StoreError('transient', 'The database kept colliding with other work.', error);
}
