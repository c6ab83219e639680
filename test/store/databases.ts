// The databases every store test runs on. SQLite in memory and in a file, a PostgreSQL in this process, and a real server
// when TEST_POSTGRES_URL names one (a database of its own is made there, and dropped afterwards).

import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Database } from '../../app/store/backend.ts';
import { freshInMemory, writeFresh } from './fresh-sqlite.ts';
import { startPglite } from './pglite.ts';

export type TestServer = {
  /** A database without rows of a bot: whatever was in the one before is gone. */
  fresh(): Promise<Database>;
  stop(): Promise<void>;
};

export type TestDatabase = {
  readonly name: string;
  /** Whether several stores can use it at once. */
  readonly shared: boolean;
  readonly start: () => Promise<TestServer>;
};

const memory: TestDatabase = {
  name: 'sqlite in memory',
  shared: false,
  start: async () =>
    Promise.resolve({
      fresh: freshInMemory,
      stop: async () => Promise.resolve(),
    }),
};

/** Linux's disk in memory: each of hundreds of files is made, marked and closed with several waits for a disk. */
const memoryDisk = '/dev/shm';

const file: TestDatabase = {
  name: 'sqlite in a file',
  shared: false,
  start: () => {
    const directory = mkdtempSync(join(existsSync(memoryDisk) ? memoryDisk : tmpdir(), 'store-'));
    return Promise.resolve({
      fresh: async () => {
        const path = join(directory, `${randomUUID()}.db`);
        await writeFresh(path);
        return { kind: 'sqlite', path };
      },
      stop: () => {
        rmSync(directory, { recursive: true });
        return Promise.resolve();
      },
    });
  },
};

const emptySchema = 'drop schema public cascade; create schema public';

const pglite: TestDatabase = {
  name: 'pglite',
  shared: false,
  start: async () => ({ fresh: await startPglite(), stop: () => Promise.resolve() }),
};

const serverUrl = process.env['TEST_POSTGRES_URL'];

/** Runs statements on the server outside any store. */
export async function onServer(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function startOnServer(admin: string): Promise<TestServer> {
  const name = `bot_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(admin, `create database ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    fresh: async () => {
      await onServer(url.href, emptySchema);
      return { kind: 'postgres', url: url.href };
    },
    stop: () => onServer(admin, `drop database ${name} with (force)`),
  };
}

/** The real servers: none, or the one that TEST_POSTGRES_URL names. */
export const servers: readonly TestDatabase[] =
  serverUrl === undefined
    ? []
    : [{ name: 'postgresql', shared: true, start: () => startOnServer(serverUrl) }];

export const databases: readonly TestDatabase[] = [memory, file, pglite, ...servers];
