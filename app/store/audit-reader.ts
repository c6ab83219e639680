// Reads the audit without the bot. It changes nothing: no migration, no recovery, and SQLite's file
// is held only while one page is read, so that a bot that starts meanwhile has to wait for
// milliseconds.

import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import type { AuditPlace, AuditQuery, AuditRow } from '../usecase/ports/store/audit.ts';
import { throwable } from './backend.ts';
import { createPostgresDialect, judgePostgres } from './db/postgres.ts';
import { createSqliteDialect } from './db/sqlite-dialect.ts';
import { explainSqlite, isInUse } from './db/sqlite-problems.ts';
import { StoreError } from './db/store-error.ts';
import { migrations } from './migrations/all.ts';
import { auditAfter } from './queries/audit-page.ts';
import type { Schema } from './schema/schema.ts';

type Wanted = Pick<AuditQuery, 'since' | 'until' | 'limit'> & {
  readonly after?: AuditPlace | undefined;
};

/** The database is another process's: the running bot's. */
export class FileInUse extends Error {}

/** The file's next rows. @throws FileInUse, or a StoreError with a sentence. */
export async function rowsFromFile(path: string, wanted: Wanted): Promise<readonly AuditRow[]> {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    throw new StoreError(
      'unusable',
      `There is no database at ${path}: set DATABASE_URL as the bot has it.`,
    );
  }
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 250 });
    const db = new Kysely<Schema>({ dialect: createSqliteDialect(database) });
    try {
      return await read(db, wanted);
    } finally {
      await db.destroy();
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw isInUse(error) ? new FileInUse() : explainSqlite(path, error);
  }
}

/** The server's rows, over a connection of its own until it is closed. */
export function openServerReader(url: string) {
  const dialect = createPostgresDialect(url, { warn: () => undefined });
  const db = new Kysely<Schema>({ dialect });
  return {
    /** @throws StoreError with a sentence */
    rows: async (wanted: Wanted): Promise<readonly AuditRow[]> => {
      try {
        return await read(db, wanted);
      } catch (error) {
        if (error instanceof StoreError) throw error;
        throw throwable(judgePostgres(url, error), error);
      }
    },
    close: () => db.destroy(),
  };
}

async function read(
  db: Kysely<Schema>,
  { after, ...wanted }: Wanted,
): Promise<readonly AuditRow[]> {
  const version = await versionOf(db);
  if (version !== 'this') throw otherVersion(version);
  return auditAfter(db, wanted, after);
}

async function versionOf(db: Kysely<Schema>): Promise<'this' | 'older' | 'newer'> {
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(db);
  const made = new Set(rows.map(({ name }) => name));
  const known = migrations.map(({ name }) => name);
  if (known.some((name) => !made.has(name))) return 'older';
  return made.size > known.length ? 'newer' : 'this';
}

function otherVersion(version: 'older' | 'newer'): StoreError {
  const what = {
    older: 'an older version of this bot: start the bot once, which brings it up to date.',
    newer: 'a newer version of this bot: run the export of that version.',
  } as const;
  return new StoreError('unusable', `The database was written by ${what[version]}`);
}
