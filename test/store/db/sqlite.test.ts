import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSqliteDialect } from '../../../app/store/db/sqlite-dialect.ts';
import { judgeSqlite, openSqlite } from '../../../app/store/db/sqlite.ts';
import { migrations } from '../../../app/store/migrations/all.ts';
import { createStore } from '../../../app/store/store.ts';
import type { Store } from '../../../app/usecase/ports/store/store.ts';
import { stillOptions } from '../still.ts';

const script = join(import.meta.dirname, 'child.ts');
/** A child keeps what it compiled for the next one. */
const env = {
  ...process.env,
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../../node_modules/.cache/store-child'),
};
let directory: string;
let path: string;
let children: ChildProcess[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'store-'));
  path = join(directory, 'deep', 'er', 'jobs.db');
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map(kill));
  rmSync(directory, { recursive: true });
});

const open = (file = path): Promise<Store> =>
  createStore({ database: { kind: 'sqlite', path: file }, ...stillOptions().options });

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** Starts a process and waits until it is where it is to be killed. */
async function start(what: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script, what, path], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const ready = once(child.stdout, 'data');
  const exit = once(child, 'exit').then(() => {
    throw new Error(`${what} ended before it was ready`);
  });
  await Promise.race([ready, exit]);
  exit.catch(() => undefined);
  return child;
}

describe('one process owns the file', () => {
  test('a second is refused with the way to run two, and served when the first was killed', async () => {
    const first = await start('hold');
    await expect(open()).rejects.toMatchObject({
      kind: 'unusable',
      message: expect.stringMatching(/in use by another process.*PostgreSQL/) as string,
    });
    await kill(first);
    const store = await open();
    expect(await store.works()).toBe(true);
    await store.close();
  });

  test('a second that came while the first was at work hurts neither', async () => {
    const store = await open();
    await expect(open()).rejects.toThrow(/in use by another process/);
    expect(await store.works()).toBe(true);
    await store.close();
    await (await open()).close();
  });
});

describe('killed with SIGKILL', () => {
  test('in a transaction: what was committed is there, what was not is not', async () => {
    await kill(await start('die-in-transaction'));
    const store = await open();
    const found = await store.transaction(({ launches }) => launches.byIds(['told', 'half']));
    expect(found.map(({ id }) => id)).toEqual(['told']);
    await store.close();
  });

  test('in a migration: it was never begun', async () => {
    await kill(await start('die-in-migration'));
    const store = await open();
    expect(await store.transaction(({ launches }) => launches.handleTaken('htold'))).toBe(true);
    await store.close();
    const raw = new DatabaseSync(path);
    expect(raw.prepare(`select name from migrations`).all()).toHaveLength(migrations.length);
    expect(raw.prepare(`select 1 from sqlite_master where name = 'half_way'`).all()).toEqual([]);
    raw.close();
  });
});

describe('a file that can’t be used is refused in a sentence', () => {
  test('from a newer version', async () => {
    await (await open()).close();
    const raw = new DatabaseSync(path);
    raw.exec(`insert into migrations (name) values ('9999-from-the-future')`);
    raw.close();
    await expect(open()).rejects.toMatchObject({
      kind: 'unusable',
      message: expect.stringMatching(/newer version.*9999-from-the-future/) as string,
    });
  });

  test('not a database', async () => {
    const file = join(directory, 'notes.txt');
    writeFileSync(file, 'dear diary, '.repeat(1_000));
    await expect(open(file)).rejects.toThrow(/not a SQLite database/);
  });

  test('a directory in its place', async () => {
    mkdirSync(path, { recursive: true });
    await expect(open()).rejects.toThrow(
      `The database path ${path} is a directory: set DATABASE_URL to a file, such as file:${path}/jobs.db.`,
    );
  });

  test('a file where its directory should be', async () => {
    const file = join(directory, 'deep');
    writeFileSync(file, '');
    await expect(open()).rejects.toThrow(/can’t be opened for writing/);
    await expect(open(join(file, 'jobs.db'))).rejects.toThrow(`${file} is a file, not a directory`);
  });

  test.for(['-wal', '-journal'])('a directory where SQLite’s own %s should be', async (end) => {
    await (await open()).close();
    mkdirSync(path + end);
    await expect(open()).rejects.toMatchObject({
      kind: 'unusable',
      message: `${path}${end} is a directory, and SQLite needs a file of its own there: move it away.`,
    });
  });

  // Not this process itself: root may write anywhere.
  test.for([
    { may: 'not write into the directory', locked: '', mode: 0o555 },
    { may: 'only read the file', locked: 'jobs.db', mode: 0o444 },
    { may: 'not read the file', locked: 'jobs.db', mode: 0o000 },
    { may: 'only read the -wal', locked: 'jobs.db-wal', mode: 0o444 },
    { may: 'not write into an empty directory', locked: '', mode: 0o555, empty: true },
  ])('a user that may $may', async ({ locked, mode, empty }) => {
    if (empty === true) mkdirSync(dirname(path), { recursive: true });
    else if (locked === 'jobs.db-wal') await kill(await start('hold'));
    else await (await open()).close();
    for (const one of [directory, join(directory, 'deep'), dirname(path)]) chmodSync(one, 0o777);
    for (const one of readdirSync(dirname(path))) chmodSync(join(dirname(path), one), 0o666);
    const file = locked === '' ? dirname(path) : join(dirname(path), locked);
    chmodSync(file, mode);
    const said = execFileSync(process.execPath, [script, 'open-as-nobody', path], {
      encoding: 'utf8',
      env,
    });
    chmodSync(file, 0o777);
    expect(JSON.parse(said)).toMatchObject({
      kind: 'unusable',
      message: expect.stringMatching(
        `^${file} can’t be written by this user, .*: make .* writable`,
      ) as string,
    });
  });
});

test('a full disk is said as such, changes nothing, and is over when there is space again', async () => {
  const database = openSqlite(path);
  const db = new Kysely<unknown>({ dialect: createSqliteDialect(database) });
  database.exec('create table notes (text text); insert into notes values (1)');
  const limit = (pages: number) => database.exec(`pragma max_page_count = ${pages}`);
  const fill = () =>
    db.transaction().execute(async (tx) => {
      await sql`delete from notes`.execute(tx);
      await sql`insert into notes values (zeroblob(1000000))`.execute(tx);
    });
  limit(10);
  const error: unknown = await fill().catch((reason: unknown) => reason);
  expect(judgeSqlite(path, error)).toMatchObject({
    kind: 'transient',
    message: expect.stringMatching(/disk.*is full/) as string,
  });
  expect(database.prepare('select count(*) as count from notes').get()).toEqual({ count: 1 });
  limit(10_000);
  await fill();
  await db.destroy();
});

test('what commits and claims ask for is found by an index', async () => {
  await (await open()).close();
  const raw = new DatabaseSync(path);
  const plan = (query: string) =>
    raw
      .prepare(`explain query plan ${query}`)
      .all()
      .map(({ detail }) => String(detail))
      .join('; ');
  const queries = [
    `select id from launches where due_at <= 5 and (lease_until is null or lease_until <= 5) order by due_at limit 9`,
    `select id from cancels where due_at <= 5 and (lease_until is null or lease_until <= 5) order by due_at limit 9`,
    `select id from threads where due_at <= 5 and (lease_until is null or lease_until <= 5) order by urgent desc, due_at limit 9`,
    `select min(case when lease_until > due_at then lease_until else due_at end) from threads where due_at is not null`,
    `select * from jobs where target_project = 'p' and target_location = 'l' and open = 1`,
    `select count(*) from jobs where live = 1`,
    `select * from updates where sent_ts is null and thread_id = 't' order by seq limit 9`,
    `select count(*) from updates where sent_ts is null`,
    `update updates set sent_ts = '1' where delivery_id = 'd' and sent_ts is null`,
    `select * from launches where name_key >= 'a' and name_key < 'b'`,
    `select * from launches where state != 'refused' and requested_at >= 5 and requested_at <= 9 and (requested_at != 9 or id > 'x') order by requested_at desc, id limit 20`,
    `select * from launches where state != 'refused' and id in (select launch_id from jobs where live = 1 union all select p.id from launches p where p.state in ('accepted', 'doubt'))`,
  ];
  // "SCAN x USING INDEX" walks an index of what is live; a bare "SCAN x" walks all that ever was.
  for (const query of queries) {
    expect(plan(query), query).not.toMatch(
      /SCAN (?!.*USING)(?:launches|cancels|threads|jobs|updates|p)\b/,
    );
  }
  raw.close();
});
