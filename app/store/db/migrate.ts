// Each migration is one transaction with the note that it was made: killed half-way, it was never begun.

import { sql, type Kysely, type QueryExecutorProvider } from 'kysely';
import { StoreError } from './store-error.ts';

export type DialectName = 'sqlite' | 'postgres';

export type Migration = {
  /** Sorts after all before it, and never changes once released. */
  readonly name: string;
  up(tx: QueryExecutorProvider, dialect: DialectName): Promise<void>;
};

/** Any number that nobody else uses for advisory locks in this database. */
const migrationLock = 7_214_903_551;

/** Brings the tables up to date. Throws a StoreError when they are from a newer version: older code would misread them. */
export async function migrate<DB>(
  db: Kysely<DB>,
  dialect: DialectName,
  migrations: readonly Migration[],
): Promise<void> {
  for (let pending = true; pending;) {
    pending = await db.transaction().execute((tx) => migrateNext(tx, dialect, migrations));
  }
}

/** Makes the next migration, if one is missing. */
async function migrateNext(
  tx: QueryExecutorProvider,
  dialect: DialectName,
  migrations: readonly Migration[],
): Promise<boolean> {
  // Replicas may start together: one migrates, the others wait and find it done.
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
