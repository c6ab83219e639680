import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createProof } from '../../../app/store/db/proof.ts';
import { createStore } from '../../../app/store/store.ts';
import type { Store } from '../../../app/usecase/ports/store/store.ts';
import { limitPages } from './full-disk.ts';
import { aLaunch, noon } from '../samples.ts';
import { stillOptions } from '../still.ts';

describe('a proof', () => {
  let now: number;
  const prove = vi.fn<() => Promise<void>>();
  beforeEach(() => {
    now = 0;
    prove.mockReset();
    prove.mockResolvedValue();
  });

  test('is made at most every ten seconds, however many ask and however it ends', async () => {
    const proof = createProof(() => now, prove);
    await Promise.all(Array.from({ length: 1_000 }, () => proof.works()));
    now = 9_999;
    expect(await proof.works()).toBe(true);
    expect(prove).toHaveBeenCalledTimes(1);
    prove.mockRejectedValue(new Error('full'));
    now = 10_000;
    expect(await proof.works()).toBe(false);
    now = 19_999;
    expect(await proof.works()).toBe(false);
    expect(prove).toHaveBeenCalledTimes(2);
    prove.mockResolvedValue();
    now = 20_000;
    expect(await proof.works()).toBe(true);
  });

  test('is void as soon as something can’t be stored, until the next is due', async () => {
    const proof = createProof(() => now, prove);
    expect(await proof.works()).toBe(true);
    proof.failed();
    expect(await proof.works()).toBe(false);
    now = 10_000;
    expect(await proof.works()).toBe(true);
    expect(prove).toHaveBeenCalledTimes(2);
  });
});

describe('on a full disk', () => {
  let directory: string;
  let store: Store;
  const still = stillOptions();
  let pages: number | undefined;
  let restore: () => void;

  beforeEach(async () => {
    pages = undefined;
    restore = limitPages(() => pages);
    directory = mkdtempSync(join(tmpdir(), 'proof-'));
    store = await createStore({
      database: { kind: 'sqlite', path: join(directory, 'jobs.db') },
      ...still.options,
    });
  });
  afterEach(async () => {
    await store.close();
    restore();
    rmSync(directory, { recursive: true });
  });

  const launch = (id: string) => store.transaction((tx) => tx.launches.insert(aLaunch(id), noon));

  test('the store does not work, loses nothing, and works when there is space again', async () => {
    expect(await store.works()).toBe(true);
    await launch('before');
    pages = 1; // SQLite takes it for as many as there are
    still.pass(10_000);
    expect(await store.works()).toBe(false);
    const failures: unknown[] = [];
    for (let n = 0; n < 50 && failures.length === 0; n++) {
      await launch(`during ${n}`).catch((error: unknown) => failures.push(error));
    }
    expect(failures).toMatchObject([
      {
        name: 'StoreError',
        kind: 'transient',
        message: expect.stringMatching(/The disk .* is full: free some space/) as string,
      },
    ]);
    // At once, and so again when it is proved anew.
    expect(await store.works()).toBe(false);
    still.pass(10_000);
    expect(await store.works()).toBe(false);
    pages = 1_000_000;
    still.pass(10_000);
    expect(await store.works()).toBe(true);
    await launch('after');
    const found = await store.transaction((tx) => tx.launches.byIds(['before', 'after']));
    expect(found).toHaveLength(2);
  });

  test('a proof leaves nothing behind', async () => {
    for (let n = 0; n < 3; n++) {
      expect(await store.works()).toBe(true);
      still.pass(10_000);
    }
    await store.close();
    const raw = new DatabaseSync(join(directory, 'jobs.db'));
    expect(raw.prepare('select count(*) as count from proofs').get()).toEqual({ count: 0 });
    raw.close();
  });
});

test('a disk that is full while the tables are made leaves them for the next try', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'proof-'));
  const path = join(directory, 'jobs.db');
  let pages = 20;
  onTestFinished(limitPages(() => pages));
  const open = () => createStore({ database: { kind: 'sqlite', path }, ...stillOptions().options });
  await expect(open()).rejects.toMatchObject({
    kind: 'transient',
    message: expect.stringMatching(/is full: free some space/) as string,
  });
  pages = 1_000_000;
  const store = await open();
  expect(await store.works()).toBe(true);
  await store.close();
  rmSync(directory, { recursive: true });
});
