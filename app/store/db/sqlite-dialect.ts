// node:sqlite for Kysely: one connection, used by one transaction at a time (Kysely ensures that).
// Kysely's own SQLite driver would report a failed rollback instead of the cause, since SQLite
// rolls back by itself when a disk is full.

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type LimitNode,
  type QueryResult,
} from 'kysely';
import type { FileGuard } from './sqlite-file.ts';

/**
 * `guard` checks before each transaction that the file is still the one that was opened, and closes
 * it. In memory there is none.
 */
export function createSqliteDialect(database: DatabaseSync, guard?: FileGuard): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(database, guard),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new LimitIsComputed(),
  };
}

/** SQLite plans for the value of `limit ?`, so it would prepare anew at each run. A sum it leaves alone. */
class LimitIsComputed extends SqliteQueryCompiler {
  protected override visitLimit({ limit }: LimitNode): void {
    this.append('limit 0 + ');
    this.visitNode(limit);
  }
}

function createDriver(database: DatabaseSync, guard: FileGuard | undefined): Driver {
  const prepare = createPrepare(database);
  const connection: DatabaseConnection = {
    executeQuery: <Row>(query: CompiledQuery) => promised(() => execute<Row>(prepare, query)),
    streamQuery: () => {
      throw new Error('Queries are not streamed.');
    },
  };
  const run = (statement: string) => promised(() => database.exec(statement));
  const nothing = () => Promise.resolve();
  return {
    init: nothing,
    // Statements block the process. Without this pause, so would all transactions that wait, together,
    // and no command would be acked meanwhile.
    acquireConnection: () => setImmediate(connection),
    // Begun as a write transaction, so that nobody can write between its reads and writes.
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

/** Runs at once; an exception becomes a rejection. */
function promised<T>(act: () => T): Promise<T> {
  return new Promise((resolve) => resolve(act()));
}

/** The bot has some 200 statements. Lists of values of other lengths make more of them. */
const mostPrepared = 500;

type Prepared = { readonly statement: StatementSync; readonly hasRows: boolean };
type Prepare = (text: string) => Prepared;

/**
 * Prepares each statement once: preparing takes longer than most statements run. Each is run to its
 * end before the next one, and SQLite itself prepares it anew after a change of the schema.
 */
function createPrepare(database: DatabaseSync): Prepare {
  const prepared = new Map<string, Prepared>();
  return (text) => {
    const before = prepared.get(text);
    if (before !== undefined) return before;
    // A Map keeps insertion order, so the first key is the oldest.
    const [oldest] = prepared.keys();
    if (prepared.size >= mostPrepared && oldest !== undefined) prepared.delete(oldest);
    const statement = database.prepare(text);
    const one = { statement, hasRows: statement.columns().length > 0 };
    prepared.set(text, one);
    return one;
  };
}

function execute<Row>(prepare: Prepare, { sql, parameters }: CompiledQuery): QueryResult<Row> {
  const { statement, hasRows } = prepare(sql);
  const values = parameters as readonly SQLInputValue[];
  if (hasRows) return { rows: statement.all(...values) as Row[] };
  const { changes } = statement.run(...values);
  return { numAffectedRows: BigInt(changes), rows: [] };
}
