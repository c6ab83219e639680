// Errors of SQLite and the file system as one sentence that names the file and what to do.

import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { StoreError } from './store-error.ts';

const driverError = z.object({ code: z.string(), errcode: z.number().optional() });

/**
 * SQLite's primary result codes (sqlite.org/rescode.html). An extended code has them in its low
 * byte.
 */
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
/** SQLITE_READONLY_DBMOVED: SQLite noticed that the file was replaced. */
const movedCode = 1032;

/** Whether another process has locked the file. */
export function isInUse(error: unknown): boolean {
  const { errcode = 0 } = driverError.safeParse(error).data ?? {};
  return [codes.busy, codes.locked].includes(errcode & 0xff);
}

/**
 * The error to throw: a StoreError with a sentence if the file is the cause, else the error itself.
 */
export function explainSqlite(path: string, error: unknown): Error {
  const known = driverError.safeParse(error);
  const cause = error instanceof Error ? error : new Error(String(error));
  if (!known.success) return cause;
  const { code, errcode } = known.data;
  const unusable = (message: string) => new StoreError('unusable', message, cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') return full(path, cause);
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR'].includes(code))
    return unusable(inTheWay(path) ?? unwritable(path));
  if (code === 'EIO') return unreadable(path, cause);
  if (code !== 'ERR_SQLITE_ERROR' || errcode === undefined) return cause;
  if (errcode === movedCode) return moved(path, cause);
  if (isInUse(error)) {
    return unusable(
      `The database file ${path} is in use by another process. A SQLite file serves one process at a time: stop the other one, or set DATABASE_URL to a PostgreSQL server (postgres://…) to run two.`,
    );
  }
  switch (errcode & 0xff) {
    case codes.readonly:
    case codes.open:
      return unusable(inTheWay(path) ?? unwritable(path));
    case codes.full:
      return full(path, cause);
    case codes.io: {
      // SQLite also reports a read-only file or file system as an input/output error.
      const obstacle = inTheWay(path);
      return obstacle === undefined ? unreadable(path, cause) : unusable(obstacle);
    }
    case codes.corrupt:
      return damaged(path, cause);
    case codes.notDb:
      return unusable(
        `The file ${path} is not a SQLite database: move it away, or set DATABASE_URL to another file.`,
      );
    default:
      return cause;
  }
}

/** The file is damaged; the message says how to go on. */
export const damaged = (path: string, cause: Error): StoreError =>
  new StoreError(
    'unusable',
    `The database file ${path} is damaged (${cause.message}): restore it from a backup.`,
    cause,
  );

/**
 * The open file is no longer at its path, so whatever is written would be lost at the end of the
 * process.
 */
export const moved = (path: string, cause?: Error): StoreError =>
  new StoreError(
    'unusable',
    `The database file ${path}, or its -wal, is no longer the one the bot opened: it was deleted, moved or overwritten while the bot was running, so the bot has stopped. Put the right file back, without a -wal of another one, and start again; next time stop the bot first.`,
    cause,
  );

const full = (path: string, cause: Error) =>
  new StoreError(
    'transient',
    `The disk that holds the database file ${path} is full: free some space. Nothing that was acknowledged is lost.`,
    cause,
  );

const unreadable = (path: string, cause: Error) =>
  new StoreError(
    'transient',
    `The database file ${path} can’t be read or written (an input/output error): check the disk that holds it, and its quota.`,
    cause,
  );

const unwritable = (path: string) =>
  `The database file ${path} can’t be opened for writing: make it and its directory writable for this user, or set DATABASE_URL to another place.`;

/**
 * SQLite uses files next to the database and doesn't say which one is the problem. Nothing is
 * opened here, since that would release locks.
 */
function inTheWay(path: string): string | undefined {
  const directory = dirname(path);
  for (const file of [directory, path, `${path}-wal`, `${path}-journal`]) {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) continue;
    if (file === directory && !found.isDirectory())
      return `The database can’t be made at ${path}: ${directory} is a file, not a directory. Set DATABASE_URL to another place.`;
    if (file !== directory && !found.isFile()) return notAFile(path, file, found.isDirectory());
    const code = refusal(file);
    if (code === 'EROFS')
      return `The database file ${path} lies on a read-only file system: mount it writable, or set DATABASE_URL to another place.`;
    if (code !== undefined)
      return `${file} can’t be written by this user, and the database needs it: make ${file === directory ? 'this directory' : 'it and its directory'} writable for the bot, or set DATABASE_URL to another place.`;
  }
  return undefined;
}

function notAFile(path: string, file: string, isDirectory: boolean): string {
  const what = isDirectory ? 'a directory' : 'not a regular file';
  return file === path
    ? `The database path ${path} is ${what}: set DATABASE_URL to a file${isDirectory ? `, such as file:${path}/jobs.db` : ''}.`
    : `${file} is ${what}, and SQLite needs a file of its own there: move it away.`;
}

/** Why a file can't be written; undefined if it can. */
function refusal(file: string): string | undefined {
  try {
    accessSync(file, constants.W_OK);
    return undefined;
  } catch (error) {
    const known = driverError.safeParse(error);
    return known.success ? known.data.code : undefined;
  }
}
