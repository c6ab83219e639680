// One process owns the file: it takes an exclusive lock when it opens it and keeps it until it ends, however it ends.

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { StoreError, type Verdict } from './store-error.ts';

/** A predecessor that is just closing gets this long. The wait blocks the process, so it is short. */
const busyTimeoutMs = 250;

/**
 * Opens the file, made with its directory if need be, and takes its lock. `:memory:` is for tests.
 * Throws a StoreError that says what is in the way.
 */
export function openSqlite(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const database = new DatabaseSync(path, {
      timeout: busyTimeoutMs,
      enableForeignKeyConstraints: true,
    });
    try {
      takeOver(database);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  } catch (error) {
    throw explain(path, error);
  }
}

function takeOver(database: DatabaseSync): void {
  // Before WAL is entered: then its index lives in this process and no other can join.
  database.exec('pragma locking_mode = exclusive');
  database.exec('pragma journal_mode = wal');
  // Every commit reaches the disk before anything is told because of it.
  database.exec('pragma synchronous = full');
  // The lock is taken by the first use, not by asking for the mode. In exclusive mode it outlives the transaction.
  database.exec('begin exclusive; commit');
  // Reads the first page: a file that is something else shows itself here.
  database.prepare('select count(*) from sqlite_master').get();
}

/** Turns what happened in a transaction into a sentence. Nothing is run again: there is nobody to collide with. */
export function judgeSqlite(path: string, error: unknown): Verdict {
  return explain(path, error);
}

const driverError = z.object({ code: z.string(), errcode: z.number().optional() });

/** SQLite's primary result codes (sqlite.org/rescode.html); an extended code has them in its low byte. */
const codes = {
  busy: 5,
  locked: 6,
  readonly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  open: 14,
  notDb: 26,
};

function explain(path: string, error: unknown): Error {
  const known = driverError.safeParse(error);
  const cause = error instanceof Error ? error : new Error(String(error));
  if (!known.success) return cause;
  const { code, errcode } = known.data;
  const unusable = (message: string) => new StoreError('unusable', message, cause);
  const transient = (message: string) => new StoreError('transient', message, cause);
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code))
    return unusable(unwritable(path));
  if (code === 'ENOSPC') return transient(full(path));
  if (code !== 'ERR_SQLITE_ERROR' || errcode === undefined) return cause;
  switch (errcode & 0xff) {
    case codes.busy:
    case codes.locked:
      return unusable(
        `The database file ${path} is in use by another process. A SQLite file serves one process at a time: stop the other one, or set DATABASE_URL to a PostgreSQL server (postgres://…) to run two.`,
      );
    case codes.readonly:
    case codes.open:
      return unusable(unwritable(path));
    case codes.full:
      return transient(full(path));
    case codes.io:
      return transient(
        `The database file ${path} can’t be read or written (an input/output error): check the disk that holds it.`,
      );
    case codes.corrupt:
      return unusable(`The database file ${path} is damaged: restore it from a backup.`);
    case codes.notDb:
      return unusable(
        `The file ${path} is not a SQLite database: move it away, or set DATABASE_URL to another file.`,
      );
    default:
      return cause;
  }
}

const unwritable = (path: string) =>
  `The database file ${path} can’t be opened for writing: make it and its directory writable for this user, or set DATABASE_URL to another place.`;
const full = (path: string) =>
  `The disk that holds the database file ${path} is full: free some space. Nothing that was acknowledged is lost.`;
