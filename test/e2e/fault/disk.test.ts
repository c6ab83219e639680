// The database's disk is full or read-only, or its file is deleted or damaged: no acked request is lost, and readiness says so.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../../app/sandbox/free-port.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { ana, research } from '../workspace.ts';
import { expectNothingTwice, expectStory, ran, seeEnd } from '../story.ts';
import { until } from '../wait.ts';

const configError = 78;
const preload = (name: string) => `--import ${join(import.meta.dirname, '../preload', name)}`;
const plenty = '1000000';

/** The disk of a bot with this environment. After `fill` the database can't have more than so many pages. */
function diskOf(sandbox: Sandbox) {
  const file = join(sandbox.servers.directory, 'most-pages');
  const limit = (pages: string) => writeFileSync(file, pages);
  limit(plenty);
  return {
    env: { NODE_OPTIONS: preload('full-disk.ts'), TEST_MOST_PAGES: file },
    fill: (pages = '1') => limit(pages),
    free: () => limit(plenty),
  };
}

async function statusOf(port: number, path: string): Promise<number | undefined> {
  try {
    return (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  } catch {
    return undefined; // not listening yet
  }
}

/** Whether an unprivileged user can read this code. */
function nobodyReads(): boolean {
  if (process.getuid?.() !== 0) return true;
  const main = join(import.meta.dirname, '../../../app/main.ts');
  const look = `require('node:fs').accessSync(${JSON.stringify(main)})`;
  return spawnSync(process.execPath, ['-e', look], { uid: 65_534, gid: 65_534 }).status === 0;
}

describe.concurrent('a full disk', longTimeout, () => {
  test('is told by readiness; what was acked is done, and the rest works when there is space again', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const disk = diskOf(sandbox);
    const bot = await sandbox.bot(disk.env);
    const port = await bot.ready;
    expect(await statusOf(port, '/health/ready')).toBe(200);
    const before = await sandbox.launch('hello greeting=Before');
    disk.fill();
    await until('it says that it is not ready', async () =>
      (await statusOf(port, '/health/ready')) === 503 ? true : undefined,
    );
    expect(await statusOf(port, '/health/live')).toBe(200);
    // It is refused, or stored if a page has room. Either way it must be answered.
    const typed = await sandbox.client.type(ana, research, '/job launch hello greeting=Full');
    disk.free();
    await until('it is ready again', async () =>
      (await statusOf(port, '/health/ready')) === 200 ? true : undefined,
    );
    const after = await sandbox.launch('hello greeting=After');
    await seeEnd(sandbox, before);
    await seeEnd(sandbox, after);
    await expectStory(sandbox, before, `launched ${ran}`);
    await expectStory(sandbox, after, `launched ${ran}`);
    expect(typed.notice).toBeUndefined();
    expect(await sandbox.roots()).toHaveLength((await sandbox.jobs()).length);
    await expectNothingTwice(sandbox);
    expect(await bot.stop()).toBe(0);
  });

  test('at the start, in the middle of the tables: alive, not ready, and begun when there is space', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    const disk = diskOf(sandbox);
    disk.fill('20');
    const port = await freePort();
    const bot = sandbox.spawn({ ...disk.env, PORT: String(port) });
    await until('it says why it waits', async () => {
      const log = await sandbox.log().catch(() => []);
      return log.some((line) => /is full: free some space/.test(JSON.stringify(line)))
        ? true
        : undefined;
    });
    expect(await statusOf(port, '/health/live')).toBe(200);
    expect(await statusOf(port, '/health/ready')).toBe(503);
    disk.free();
    expect(await bot.ready).toBe(port);
    await seeEnd(sandbox, await sandbox.launch('hello'));
  });
});

describe.concurrent('a file that can’t be written or trusted', longTimeout, () => {
  test.skipIf(!nobodyReads())(
    'in a read-only directory ends the start with 78',
    async ({ onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished);
      const directory = mkdtempSync(join(tmpdir(), 'read-only-'));
      chmodSync(directory, 0o555);
      onTestFinished(() => rmSync(directory, { recursive: true }));
      const bot = sandbox.spawn({
        NODE_OPTIONS: preload('nobody.ts'),
        DATABASE_URL: `file:${join(directory, 'jobs.db')}`,
      });
      expect(await bot.exited).toBe(configError);
      expect(bot.errors()).toBe(
        `${directory} can’t be written by this user, and the database needs it: make this directory writable for the bot, or set DATABASE_URL to another place.\n`,
      );
    },
  );

  test('that is deleted under the bot ends it with 78 and a sentence', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    const bot = await sandbox.bot();
    await seeEnd(sandbox, await sandbox.launch('hello'));
    rmSync(join(sandbox.servers.directory, 'jobs.db'));
    expect(await bot.exited).toBe(configError);
    expect(bot.errors()).toMatch(
      /^The database file \S+jobs\.db, or its -wal, is no longer the one .*deleted, moved or overwritten.*\.\n$/,
    );
  });

  test('whose -wal was damaged after a kill ends the start with 78, and is left as it was', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    const bot = await sandbox.bot();
    await seeEnd(sandbox, await sandbox.launch('hello'));
    await sandbox.kill(bot);
    const wal = join(sandbox.servers.directory, 'jobs.db-wal');
    const bytes = readFileSync(wal);
    const inTheMiddle = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(inTheMiddle) ^ 1, inTheMiddle);
    writeFileSync(wal, bytes);
    const next = sandbox.spawn();
    expect(await next.exited).toBe(configError);
    expect(next.errors()).toMatch(/jobs\.db-wal, is damaged: .*Restore the database from a backup/);
    expect(readFileSync(wal).equals(bytes)).toBe(true);
  });

  test('that is a directory is refused with 78', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const path = join(sandbox.servers.directory, 'jobs.db');
    mkdirSync(path);
    const bot = sandbox.spawn();
    expect(await bot.exited).toBe(configError);
    expect(bot.errors()).toMatch(
      /^The database path \S+ is a directory: set DATABASE_URL to a file/,
    );
  });

  test('is closed properly even where a second signal ends the bot at once', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    const bot = await sandbox.bot();
    bot.signal('SIGTERM');
    bot.signal('SIGINT');
    await bot.exited;
    await sandbox.bot();
    const log = await sandbox.log();
    expect(log.filter((line) => /not closed properly/.test(String(line['message'])))).toEqual([]);
  });
});
