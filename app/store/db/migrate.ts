// Each migration runs in one transaction with the record that it was made, so after a kill it is
// done or not begun.

import { sql, type Kysely, type QueryExecutorProvider } from 'kysely';
import { StoreError } from './store-error.ts';

export type DialectName = 'sqlite' | 'postgres';

export type Migration = {
  /** Sorts after all earlier names. Never changes once released. */
  readonly name: string;
  up(tx: QueryExecutorProvider, dialect: DialectName): Promise<void>;
};

/** An arbitrary number for this database's advisory lock. */
const migrationLock = 7_214_903_551;

/**
 * Runs pending migrations. Throws a StoreError if the database has migrations from a newer version,
 * since older code would misread it.
 */
export async function migrate<DB>(
  db: Kysely<DB>,
  dialect: DialectName,
  migrations: readonly Migration[],
): Promise<void> {
  for (let pending = true; pending;) {
    pending = await db.transaction().execute((tx) => migrateNext(tx, dialect, migrations));
  }
}

/** Runs the next migration, if there is one. */
async function migrateNext(
  tx: QueryExecutorProvider,
  dialect: DialectName,
  migrations: readonly Migration[],
): Promise<boolean> {
  // If replicas start together, one migrates and the others wait.
  if (dialect === 'postgres') {
    await sql`select pg_advisory_xact_lock(${migrationLock}::bigint)`.execute(tx);
  }
  await sql`create table if not exists migrations (name text primary key)`.execute(tx);
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(tx);
  const made = new Set(rows.map(({ name }) => name));
  refuseNewer(made, migrations);
  const next = migrations.find(({ name }) => !made.has(name));
  if (next === undefined) return false;
  await next.up(tx, dialect);
  await sql`insert into migrations (name) values (${next.name})`.execute(tx);
  return true;
}

function refuseNewer(made: ReadonlySet<string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...made].filter((name) => !known.has(name)).sort();
  if (unknown.length === 0) return;
  throw new StoreError(
    'unusable',
    `The database was written by a newer version of this bot (${unknown.join(', ')}): run that version or a later one, or restore a backup from before it.`,
  );
}
