// Whether what the process has open still lies at its path. The invariant: nothing is begun, and so nothing acknowledged, in a file that
// was deleted, moved or overwritten. The mark is SQLite's user_version, a number in the file's header that is free for applications.

import { randomInt } from 'node:crypto';
import { closeSync, openSync, readSync, statSync, type BigIntStats } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { moved } from './sqlite-problems.ts';
import { walOf } from './sqlite-wal.ts';

export type FileGuard = {
  /** @throws StoreError when the file at the path is another one by now */
  readonly check: () => void;
  /** Closes the database, marked as closed properly if it is still the one. Once is enough. */
  readonly close: () => void;
};

/** Where user_version stands in the file (sqlite.org/fileformat2.html#the_database_header). */
const markOffset = 60;

/** Marks the file as open, by a number that no other has. The database must have its lock. */
export function guardFile(database: DatabaseSync, path: string): FileGuard {
  const mark = randomInt(1, 2 ** 31);
  setMark(database, mark);
  // From the log into the file, where a look from outside finds it; then a first entry, so that an empty log is a lost one.
  database.exec('pragma wal_checkpoint(truncate)');
  setMark(database, mark);
  const log = walOf(path);
  const opened = { file: lookAt(path), log: lookAt(log) };
  // Kept open to the end: closing any descriptor of a file gives up the process's locks on it (fcntl(2)).
  const fd = openSync(path, 'r');
  let logBytes = 0n;

  function isTheSame(): boolean {
    const now = lookAt(log);
    // It never gets shorter while it is open.
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
        // A full disk: then the next start finds it as after a kill, with its log.
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

/** -1: the file is shorter than its header. */
function readMark(fd: number): number {
  const bytes = Buffer.alloc(4);
  return readSync(fd, bytes, 0, 4, markOffset) === 4 ? bytes.readInt32BE() : -1;
}
