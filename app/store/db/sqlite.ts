// One process owns the file: it takes an exclusive lock on opening and keeps it until it ends,
// however it ends.

import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { StoreLog } from './context.ts';
import { damaged, explainSqlite, isInUse } from './sqlite-problems.ts';
import { hasCommits, inspectWal, walOf } from './sqlite-wal.ts';
import { StoreError, type Verdict } from './store-error.ts';

/** Time for a previous process to close the file. This blocks the process, so it is short. */
const busyTimeoutMs = 250;
/**
 * Sizes up to which a file is checked completely, and up to which only page by page: about a second
 * each, more on a slow disk.
 */
const fullCheckBytes = 64 * 2 ** 20;
const quickCheckBytes = 512 * 2 ** 20;

/**
 * Opens the file (creating it and its directory if necessary), locks it and checks it. Throws a
 * StoreError that says what is wrong; warns of what a crash may have lost.
 */
export function openSqlite(path: string, log?: StoreLog): DatabaseSync {
  try {
    const before = lookBefore(path);
    const database = new DatabaseSync(path, {
      timeout: busyTimeoutMs,
      enableForeignKeyConstraints: true,
    });
    try {
      takeOver(database);
      lookAfter(database, path, before, log);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  } catch (error) {
    throw explainSqlite(path, error);
  }
}

/**
 * Turns a failed transaction's error into a sentence. Nothing is retried, since there is nobody to
 * collide with.
 */
export function judgeSqlite(path: string, error: unknown): Verdict {
  return explainSqlite(path, error);
}

/**
 * What to check before SQLite opens the file, since it silently drops what a damaged log can't
 * prove.
 */
type Before = { readonly torn: boolean; readonly hadCommits: boolean };

function lookBefore(path: string): Before {
  mkdirSync(dirname(path), { recursive: true });
  const log = walOf(path);
  const wal = inspectWal(log);
  if (wal === 'damaged') {
    // Another process that is writing makes it look like that, too.
    refuseIfInUse(path);
    throw new StoreError(
      'unusable',
      `The log of the database, ${log}, is damaged: changes that were committed can’t be read from it, and nothing was touched. Restore the database from a backup. To go on without those changes, run: sqlite3 ${path} 'PRAGMA wal_checkpoint(TRUNCATE)'`,
    );
  }
  return { torn: wal === 'torn', hadCommits: hasCommits(wal) };
}

/**
 * @throws SQLite's error if another process owns the file. Only reads, so nothing is recovered or
 * deleted.
 */
function refuseIfInUse(path: string): void {
  const reader = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs });
  try {
    reader.exec('pragma locking_mode = exclusive');
    reader.prepare('select count(*) from sqlite_master').get();
  } catch (error) {
    // Other errors are reported elsewhere.
    if (isInUse(error)) throw error;
  } finally {
    reader.close();
  }
}

function takeOver(database: DatabaseSync): void {
  // Before WAL mode: then the log's index lives in this process, and no other can join.
  database.exec('pragma locking_mode = exclusive');
  database.exec('pragma journal_mode = wal');
  // Every commit is on disk before anything is told because of it.
  database.exec('pragma synchronous = full');
  // The lock is taken at the first use, not with the pragma. In exclusive mode it outlives the
  // transaction.
  database.exec('begin exclusive; commit');
  // Reads the first page, so that a file of another kind is noticed.
  database.prepare('select count(*) from sqlite_master').get();
}

function lookAfter(database: DatabaseSync, path: string, before: Before, log?: StoreLog): void {
  if (before.torn) {
    log?.warn(
      'the last change in the database’s log is incomplete, as a power cut leaves it: it was left out',
      { file: walOf(path) },
    );
  }
  if (!before.hadCommits && wasOpen(database)) {
    log?.warn(
      'the database was not closed properly, and its log is missing or empty: what was committed last may be lost. After a restored backup, or a look with sqlite3, that is as it should be',
      { file: walOf(path) },
    );
  }
  checkPages(database, path, log);
}

const versionRow = z.object({ user_version: z.number() });

/** Whether the last process ended with the file open, by the mark of `guardFile`. */
function wasOpen(database: DatabaseSync): boolean {
  return versionRow.parse(database.prepare('pragma user_version').get()).user_version !== 0;
}

const checkRow = z
  .record(z.string(), z.string())
  .transform((row) => Object.values(row)[0] ?? 'nothing was said');

/** Reads the whole file and blocks the process meanwhile, so it depends on the file's size. */
function checkPages(database: DatabaseSync, path: string, log?: StoreLog): void {
  const { size } = statSync(path);
  if (size > quickCheckBytes) {
    log?.warn(
      'the database is too large to be checked at every start: run sqlite3’s integrity_check now and then',
      {
        file: path,
        megabytes: Math.round(size / 2 ** 20),
      },
    );
    return;
  }
  const check = size > fullCheckBytes ? 'quick_check' : 'integrity_check';
  const said = checkRow.parse(database.prepare(`pragma ${check}(1)`).get());
  if (said !== 'ok') throw damaged(path, new Error(said));
}
