// The file under a running store: deleted, moved, replaced, overwritten. Whatever it takes from then on would be gone with the process.

import {
  cpSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from '../../../app/store/store.ts';
import type { Store } from '../../../app/usecase/ports/store/store.ts';
import { aLaunch, noon } from '../samples.ts';
import { writeFresh } from '../fresh-sqlite.ts';
import { stillOptions } from '../still.ts';

let root: string;
let directory: string;
let path: string;
const onLost = vi.fn();

const open = (file: string): Promise<Store> =>
  createStore({ database: { kind: 'sqlite', path: file }, ...stillOptions().options, onLost });

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'file-'));
  directory = join(root, 'data');
  path = join(directory, 'jobs.db');
  onLost.mockReset();
  mkdirSync(directory);
  await writeFresh(path);
});
afterEach(() => rmSync(root, { recursive: true }));

const launch = (store: Store, id: string) =>
  store.transaction((tx) => tx.launches.insert(aLaunch(id), noon));

/** Another database of this bot's, closed. */
async function another(): Promise<string> {
  const file = join(root, 'another.db');
  await (await open(file)).close();
  return file;
}

const mischief: Readonly<Record<string, () => unknown>> = {
  'was deleted': () => rmSync(path),
  'was moved': () => renameSync(path, join(root, 'elsewhere.db')),
  'was deleted with its directory': () => rmSync(directory, { recursive: true }),
  'was moved with its directory': () => renameSync(directory, join(root, 'elsewhere')),
  'was replaced': async () => renameSync(await another(), path),
  'was overwritten in place': async () => cpSync(await another(), path),
  'was emptied': () => truncateSync(path, 0),
  'was filled with something else': () => writeFileSync(path, 'dear diary, '.repeat(1_000)),
  'lost its -wal': () => rmSync(`${path}-wal`),
  'had its -wal emptied': () => truncateSync(`${path}-wal`, 0),
};

test('a file behind a link is opened again and again, and its log is looked at', async () => {
  await (await open(path)).close();
  const link = join(root, 'link.db');
  symlinkSync(path, link);
  const store = await open(link);
  await launch(store, 'one');
  expect(await store.works()).toBe(true);
  rmSync(`${path}-wal`);
  await expect(launch(store, 'two')).rejects.toMatchObject({ kind: 'unusable' });
  await store.close();
});

test.for(Object.entries(mischief))(
  'a file that %s takes nothing more, and the bot is told to stop',
  async ([, happen]) => {
    const store = await open(path);
    await launch(store, 'before');
    expect(await store.works()).toBe(true);
    await happen();
    await expect(launch(store, 'after')).rejects.toMatchObject({
      kind: 'unusable',
      message: expect.stringMatching(
        /^The database file .*jobs\.db, or its -wal, is no longer the one the bot opened.*Put the right file back/,
      ) as string,
    });
    expect(await store.works()).toBe(false);
    expect(onLost).toHaveBeenCalled();
    await store.close();
  },
);

test('a file that is only looked at, copied or touched is the same', async () => {
  const store = await open(path);
  await launch(store, 'before');
  cpSync(directory, join(root, 'copy'), { recursive: true, preserveTimestamps: true });
  await launch(store, 'after');
  await store.close();
  expect(onLost).not.toHaveBeenCalled();
  const again = await open(path);
  expect(await again.transaction((tx) => tx.launches.byIds(['before', 'after']))).toHaveLength(2);
  await again.close();
});
