// node:sqlite under Kysely: one connection, used by one transaction at a time (Kysely sees to that). Kysely's own SQLite driver would
// report a failed rollback instead of what went wrong: SQLite rolls back by itself when a disk is full.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { FileGuard } from './sqlite-file.ts';

/** `guard`: looks before each transaction whether the file is still the one that was opened, and closes it; none in memory. */
export function createSqliteDialect(database: DatabaseSync, guard?: FileGuard): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(database, guard),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function createDriver(database: DatabaseSync, guard: FileGuard | undefined): Driver {
  const connection: DatabaseConnection = {
    executeQuery: <Row>(query: CompiledQuery) => promised(() => execute<Row>(database, query)),
    streamQuery: () => {
      throw new Error('Queries are not streamed.');
    },
  };
  const run = (statement: string) => promised(() => database.exec(statement));
  const nothing = () => Promise.resolve();
  return {
    init: nothing,
    acquireConnection: () => Promise.resolve(connection),
    // Begun as a write: what is read can't be overtaken before it is written.
    beginTransaction: () =>
      promised(() => {
        guard?.check();
        database.exec('begin immediate');
      }),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => (database.isTransaction ? run('rollback') : nothing()),
    releaseConnection: nothing,
    destroy: () => promised(() => (guard ?? database).close()),
  };
}

/** Does it at once; what it throws becomes the rejection. */
function promised<T>(act: () => T): Promise<T> {
  return new Promise((resolve) => resolve(act()));
}

function execute<Row>(
  database: DatabaseSync,
  { sql, parameters }: CompiledQuery,
): QueryResult<Row> {
  const statement = database.prepare(sql);
  const values = parameters as readonly SQLInputValue[];
  if (statement.columns().length > 0) return { rows: statement.all(...values) as Row[] };
  const { changes } = statement.run(...values);
  return { numAffectedRows: BigInt(changes), rows: [] };
}
