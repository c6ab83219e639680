// Checks that the open file is still the one at its path. Invariant: no transaction begins, so
// nothing is acknowledged, in a file that was deleted, moved or overwritten. The mark is SQLite's
// user_version, a number in the file's header that applications may use.

import { randomInt } from 'node:crypto';
import { closeSync, openSync, readSync, statSync, type BigIntStats } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { moved } from './sqlite-problems.ts';
import { walOf } from './sqlite-wal.ts';

export type FileGuard = {
  /** @throws StoreError if a different file is at the path */
  readonly check: () => void;
  /**
   * Closes the database and, if the file is still the same, marks it as closed properly. Safe to
   * repeat.
   */
  readonly close: () => void;
};

/** The offset of user_version in the file (sqlite.org/fileformat2.html#the_database_header). */
const markOffset = 60;

/** Marks the file as open with a unique number. The database must be locked. */
export function guardFile(database: DatabaseSync, path: string): FileGuard {
  const mark = randomInt(1, 2 ** 31);
  setMark(database, mark);
  // Moves the mark from the log into the file, where it can be read from outside. The entry after
  // that makes sure that an empty log means a lost one.
  database.exec('pragma wal_checkpoint(truncate)');
  setMark(database, mark);
  const log = walOf(path);
  const opened = { file: lookAt(path), log: lookAt(log) };
  // Stays open: closing any descriptor of a file releases the process's locks on it (fcntl(2)).
  const fd = openSync(path, 'r');
  let logBytes = 0n;

  function isTheSame(): boolean {
    const now = lookAt(log);
    // The log never shrinks while it is open.
    if (now === undefined || now.size < logBytes) return false;
    logBytes = now.size;
    return areOne(lookAt(path), opened.file) && areOne(now, opened.log) && readMark(fd) === mark;
  }

  function check(): void {
    if (!isTheSame()) throw moved(path);
  }

  let closed = false;
  return {
    check,
    close() {
      if (closed) return;
      closed = true;
      try {
        if (isTheSame()) setMark(database, 0);
      } catch {
        // The disk is full. The next start finds the file and its log as after a kill.
      }
      database.close();
      closeSync(fd);
    },
  };
}

function setMark(database: DatabaseSync, mark: number): void {
  database.exec(`pragma user_version = ${mark}`);
}

function lookAt(file: string): BigIntStats | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false });
}

function areOne(now: BigIntStats | undefined, then: BigIntStats | undefined): boolean {
  return now !== undefined && now.ino === then?.ino && now.dev === then.dev;
}

/** -1 if the file is shorter than its header. */
function readMark(fd: number): number {
  const bytes = Buffer.alloc(4);
  return readSync(fd, bytes, 0, 4, markOffset) === 4 ? bytes.readInt32BE() : -1;
}
