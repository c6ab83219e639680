// What a crash, a disk or a person did to the files while no bot ran is found at the start and said.

import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inspectWal } from '../../../app/store/db/sqlite-wal.ts';
import { createStore } from '../../../app/store/store.ts';
import { aLaunch, noon } from '../samples.ts';
import { writeFresh } from '../fresh-sqlite.ts';
import { stillOptions } from '../still.ts';

const frameBytes = 24 + 4_096;
let directory: string;
let path: string;
let wal: string;
let logged: readonly Readonly<Record<string, unknown>>[];

/** Opens the file; what it warns of is in `logged`. */
async function open(file = path) {
  const still = stillOptions();
  logged = still.logged;
  return createStore({ database: { kind: 'sqlite', path: file }, ...still.options });
}

/** Files as a killed process leaves them: the store was copied while it was open, after its commits. */
async function killedAfter(commits: number): Promise<void> {
  const live = join(directory, 'live', 'jobs.db');
  mkdirSync(dirname(live));
  await writeFresh(live);
  const store = await open(live);
  for (let n = 0; n < commits; n++) {
    await store.transaction((tx) => tx.launches.insert(aLaunch(`l${n}`), noon));
  }
  cpSync(join(directory, 'live'), directory, { recursive: true });
  await store.close();
}

async function stored(): Promise<number> {
  const store = await open();
  const ids = Array.from({ length: 5 }, (_, n) => `l${n}`);
  const found = await store.transaction((tx) => tx.launches.byIds(ids));
  await store.close();
  return found.length;
}

function flip(file: string, offset: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset);
  writeFileSync(file, bytes);
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'damage-'));
  path = join(directory, 'jobs.db');
  wal = `${path}-wal`;
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('the write-ahead log', () => {
  test('of a killed process is sound, and nothing is said', async () => {
    await killedAfter(5);
    expect(inspectWal(wal)).toBe('sound');
    expect(await stored()).toBe(5);
    expect(logged).toEqual([]);
  });

  // Offsets in a frame: number of the page, salts, checksum, content. SQLite takes none of these for an error.
  test.for([5, 9, 18, 2_000])(
    'with a bit changed at %d of a frame is refused, and left as it was',
    async (offset) => {
      await killedAfter(5);
      flip(wal, 32 + 3 * frameBytes + offset);
      const before = readFileSync(wal);
      await expect(open()).rejects.toMatchObject({
        kind: 'unusable',
        message: expect.stringMatching(/jobs\.db-wal, is damaged:.*committed.*backup/) as string,
      });
      expect(readFileSync(wal)).toEqual(before);
      await expect(open()).rejects.toThrow(/is damaged/);
    },
  );

  test.for([0, 9, 18, 26])('with a bit changed at %d of its header is refused', async (offset) => {
    await killedAfter(5);
    flip(wal, offset);
    await expect(open()).rejects.toThrow(/jobs\.db-wal, is damaged/);
  });

  test('that does not add up in its last transaction is told of, and the rest is there', async () => {
    await killedAfter(5);
    flip(wal, readFileSync(wal).length - 100);
    expect(await stored()).toBe(4);
    expect(logged).toMatchObject([{ message: expect.stringMatching(/incomplete/) as string }]);
  });

  test('that is cut off in its last transaction is told of', async () => {
    await killedAfter(5);
    truncateSync(wal, readFileSync(wal).length - 100);
    expect(await stored()).toBe(4);
    expect(logged).toMatchObject([{ message: expect.stringMatching(/incomplete/) as string }]);
  });

  test.for(['deleted', 'emptied'])('that was %s since is told of', async (how) => {
    await killedAfter(5);
    if (how === 'deleted') rmSync(wal);
    else truncateSync(wal, 0);
    await (await open()).close();
    expect(logged).toMatchObject([{ message: expect.stringMatching(/log is missing/) as string }]);
    await (await open()).close();
    expect(logged).toEqual([]);
  });

  test('of a file in use looks damaged while it is written, and is said to be in use', async () => {
    const store = await open();
    const before = readFileSync(wal);
    const other = join(directory, 'other-wal');
    copyFileSync(wal, other);
    flip(other, 0);
    // As if the look fell into a write: the owner has the file itself open, and doesn't care for this.
    writeFileSync(wal, readFileSync(other));
    await expect(open()).rejects.toThrow(/in use by another process/);
    writeFileSync(wal, before);
    await store.close();
  });
});

describe('a file closed properly', () => {
  test('is opened without a word', async () => {
    await (await open()).close();
    await (await open()).close();
    expect(logged).toEqual([]);
  });

  test('with a damaged page is refused', async () => {
    const store = await open();
    for (let n = 0; n < 5; n++) {
      await store.transaction((tx) => tx.launches.insert(aLaunch(`l${n}`), noon));
    }
    await store.close();
    const pages = readFileSync(path);
    // The counts of cells of all its pages but the first: what no statement may come across for weeks.
    for (let at = 4_096; at < pages.length; at += 4_096) pages.writeUInt16BE(0x7fff, at + 3);
    writeFileSync(path, pages);
    await expect(open()).rejects.toMatchObject({
      kind: 'unusable',
      message: expect.stringMatching(
        /jobs\.db is damaged \(.*\): restore it from a backup/s,
      ) as string,
    });
  });

  test('with an index that lacks a row is refused', async () => {
    const store = await open();
    await store.transaction((tx) => tx.launches.insert(aLaunch('l0'), noon));
    await store.close();
    const pages = readFileSync(path);
    const inIndex = pages.lastIndexOf('l0');
    pages.write('zz', inIndex);
    writeFileSync(path, pages);
    await expect(open()).rejects.toThrow(/is damaged/);
  });
});
