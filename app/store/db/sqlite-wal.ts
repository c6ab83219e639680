// The write-ahead log as SQLite's file format describes it (sqlite.org/fileformat2.html#walformat). SQLite reads it up to the first
// frame that doesn't add up and drops the rest in silence; here it is told apart what a crash leaves there and what it can't.

import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { createWalSum } from './sqlite-wal-sum.ts';

/**
 * - `none`: there is none, or nothing in it. `sound`: all that was committed can be read.
 * - `torn`: the last transaction doesn't add up. A power cut leaves it so before its commit was through; damage may, too.
 * - `damaged`: a transaction doesn't add up although a later one was begun, and so after its commit was on the disk.
 */
export type WalState = 'none' | 'sound' | 'torn' | 'damaged';

const headerBytes = 32;
const frameHeaderBytes = 24;
/** 0x377f0682, and one more where the sums were made of big-endian words. */
const magic = 0x377f0682;
/** SQLite takes the log over into the database at 4 MB; one that has grown far beyond is not read further, to bound the start. */
const mostBytes = 256 * 2 ** 20;

/** Where the log of a database lies: beside the file itself, be `path` a link to it (sqlite.org/wal.html). */
export function walOf(path: string): string {
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  return `${isThere ? realpathSync(path) : path}-wal`;
}

/** Whether anything was committed to it, as far as can be seen. */
export const hasCommits = (state: WalState): boolean => state !== 'none';

/** Reads the log and changes nothing. @throws what the file system throws */
export function inspectWal(file: string): WalState {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size < headerBytes + frameHeaderBytes) return 'none';
  const fd = openSync(file, 'r');
  try {
    return inspect(fd, Math.min(found.size, mostBytes));
  } finally {
    closeSync(fd);
  }
}

function inspect(fd: number, size: number): WalState {
  const header = read(fd, 0, headerBytes);
  const kind = header.readUInt32BE(0);
  const sum = createWalSum(kind === magic + 1);
  // The header is on the disk before the first frame is: without it SQLite takes the whole log for empty.
  if (kind !== magic && kind !== magic + 1) return 'damaged';
  if (!sum.matches([header.subarray(0, 24)], header, 24)) return 'damaged';
  const salts = header.subarray(16, 24);
  const frameBytes = frameHeaderBytes + header.readUInt32BE(8);
  let state: 'sound' | 'broken' | 'torn' = 'sound';
  // The last one may be cut off: what it lacks is read as zeros.
  for (let at = headerBytes; at + frameHeaderBytes <= size; at += frameBytes) {
    const frame = read(fd, at, frameBytes);
    // Frames of an earlier round, already taken over into the database, have other salts.
    const isOurs = frame.subarray(8, 16).equals(salts);
    const isWhole = at + frameBytes <= size;
    const head = frame.subarray(0, 8);
    const fits = sum.matches([head, frame.subarray(frameHeaderBytes)], frame, 16) && isWhole;
    if (state === 'torn' && isOurs && fits) return 'damaged';
    if (state === 'sound' && !(isOurs && fits)) state = 'broken';
    const isCommit = isOurs && frame.readUInt32BE(4) !== 0;
    if (state === 'broken' && isCommit) state = 'torn';
  }
  return state === 'torn' ? 'torn' : 'sound';
}

function read(fd: number, position: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  readSync(fd, buffer, 0, bytes, position);
  return buffer;
}
