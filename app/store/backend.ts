// The supported databases, and the differences between them.

import { Kysely, type Dialect } from 'kysely';
import type { StoreLog } from './db/context.ts';
import { migrate, type DialectName } from './db/migrate.ts';
import { migrations } from './migrations/all.ts';
import { createPostgresDialect, judgePostgres } from './db/postgres.ts';
import type { Schema } from './schema/schema.ts';
import { createSqliteDialect } from './db/sqlite-dialect.ts';
import { guardFile } from './db/sqlite-file.ts';
import { judgeSqlite, openSqlite } from './db/sqlite.ts';
import { StoreError, type Verdict } from './db/store-error.ts';

export type Database =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string }
  /** A database of that kind behind another Kysely dialect. */
  | { readonly kind: 'sqlite-dialect' | 'postgres-dialect'; readonly dialect: Dialect };

/** What differs between the databases. */
export type Backend = {
  readonly name: DialectName;
  readonly dialect: Dialect;
  /** Used for migrations if they need a different kind of connection. */
  readonly migrating?: Dialect;
  readonly judge: (error: unknown) => Verdict;
  /**
   * Whether the database belongs to this process alone, so that nobody else can fix it meanwhile.
   */
  readonly ownFile: boolean;
};

export type BackendOptions = {
  readonly log: StoreLog;
  /**
   * Registers something to run when the process exits by itself. A file left open looks like one
   * left by a kill.
   */
  readonly atExit?: ((act: () => void) => void) | undefined;
};

/**
 * Opens the file, or creates a pool for the server. Throws a StoreError if the file can't be used
 * (yet).
 */
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
    case 'sqlite-dialect':
      return {
        name: 'sqlite',
        dialect: database.dialect,
        judge: (error) => judgeSqlite('', error),
        ownFile: true,
      };
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
  try {
    const guard = guardFile(database, path);
    atExit?.(guard.close);
    return createSqliteDialect(database, guard);
  } catch (error) {
    database.close();
    throw throwable(judgeSqlite(path, error), error);
  }
}

/** Runs pending migrations. */
export async function prepare({ name, migrating }: Backend, db: Kysely<Schema>): Promise<void> {
  const migrator = migrating === undefined ? db : new Kysely<Schema>({ dialect: migrating });
  try {
    await migrate(migrator, name, migrations);
  } finally {
    if (migrator !== db) await migrator.destroy();
  }
}

/** The error to throw for a verdict. */
export function throwable(verdict: Verdict, error: unknown): Error {
  if (verdict !== 'again') return verdict;
  return new StoreError('transient', 'The database kept colliding with other work.', error);
}
