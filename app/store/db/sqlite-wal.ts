// Inspects a write-ahead log (sqlite.org/fileformat2.html#walformat). SQLite reads it up to the
// first invalid frame and silently drops the rest. This distinguishes what a crash leaves behind
// from what it can't.

import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { createWalSum } from './sqlite-wal-sum.ts';

/**
 * - `none`: missing or empty.
 * - `sound`: everything committed can be read.
 * - `torn`: the last transaction is invalid, as after a power cut before its commit, or after
 *   damage.
 * - `damaged`: a transaction is invalid although a later one had begun, so its commit was on disk.
 */
type WalState = 'none' | 'sound' | 'torn' | 'damaged';

const headerBytes = 32;
const frameHeaderBytes = 24;
/** 0x377f0682, plus one if the sums are over big-endian words. */
const magic = 0x377f0682;
/**
 * SQLite moves the log into the database at 4 MB. A log far larger isn't read further, to keep the
 * start short.
 */
const mostBytes = 256 * 2 ** 20;

/**
 * The log's path: next to the database file itself, even if `path` is a link (sqlite.org/wal.html).
 */
export function walOf(path: string): string {
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  return `${isThere ? realpathSync(path) : path}-wal`;
}

/** Whether it contains a commit, as far as can be seen. */
export const hasCommits = (state: WalState): boolean => state !== 'none';

/** Reads the log without changing it. @throws errors of the file system */
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
  // The header is on disk before the first frame. Without it, SQLite takes the log for empty.
  if (kind !== magic && kind !== magic + 1) return 'damaged';
  if (!sum.matches([header.subarray(0, 24)], header, 24)) return 'damaged';
  const salts = header.subarray(16, 24);
  const frameBytes = frameHeaderBytes + header.readUInt32BE(8);
  let state: 'sound' | 'broken' | 'torn' = 'sound';
  // The last frame may be cut off; the missing part is read as zeros.
  for (let at = headerBytes; at + frameHeaderBytes <= size; at += frameBytes) {
    const frame = read(fd, at, frameBytes);
    // Frames that were already moved into the database have different salts.
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
