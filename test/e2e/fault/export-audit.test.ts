// `npm run audit -- export` as people run it, while the bot runs, after it stopped, and after it was
// killed.

import { readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createStore } from '../../../app/store/store.ts';
import { stillOptions } from '../../store/still.ts';
import { exportFrom, rowsIn } from '../export-audit.ts';
import { startSandbox } from '../harness.ts';
import { ana } from '../workspace.ts';

/** Of SQLite's file. */
const runExport = (file: string, ...args: readonly string[]) => exportFrom(`file:${file}`, ...args);

/** The machine may be busy, and nothing here waits for these. */
const patient = {
  SLACK_TIMEOUT: '10s',
  VERTEX_TIMEOUT: '10s',
  LEASE: '30s',
  LAUNCH_QUARANTINE: '30s',
};
// Each starts several processes.
describe('an export', { timeout: 240_000 }, () => {
  test('comes from the running bot, and from the file of a stopped one', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { env: patient });
    const file = join(sandbox.servers.directory, 'jobs.db');
    const socket = `${file}.sock`;
    const bot = await sandbox.bot();
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    await sandbox.type('/job channel quiet', { user: ana });
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'quiet' });
    const running = await runExport(file, '--since', '1d');
    expect(running).toMatchObject({ code: 0, errors: '' });
    expect(rowsIn(running.out)).toMatchObject([{ actor: ana, verb: 'channel' }]);

    expect(await bot.stop()).toBe(0);
    expect(statSync(socket, { throwIfNoEntry: false })).toBeUndefined();
    expect((await runExport(file, '--since', '1d')).out).toBe(running.out);
  });

  test('comes from the file of a killed bot, whose socket the next one replaces', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { env: patient });
    const file = join(sandbox.servers.directory, 'jobs.db');
    const socket = `${file}.sock`;
    const killed = await sandbox.bot();
    await sandbox.type('/job channel quiet', { user: ana });
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'quiet' });
    killed.signal('SIGKILL');
    await killed.exited;
    expect(statSync(socket).isSocket()).toBe(true);
    const before = readFileSync(file);
    const alone = await runExport(file, '--since', '1d');
    expect(rowsIn(alone.out)).toMatchObject([{ actor: ana, verb: 'channel' }]);
    expect(readFileSync(file)).toEqual(before);
    await sandbox.bot();
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(await runExport(file, '--since', '1d')).toEqual(alone);
  });

  test('has all of many rows, once and in order', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, { env: patient });
    const file = join(sandbox.servers.directory, 'jobs.db');
    const { options, pass } = stillOptions();
    const store = await createStore({ database: { kind: 'sqlite', path: file }, ...options });
    const most = 1_234;
    for (let at = 0; at < most; at += 100) {
      pass(1);
      await store.transaction(async ({ audit }) => {
        for (let one = at; one < Math.min(at + 100, most); one++) {
          const key = `k${String(one).padStart(5, '0')}`;
          const entry = { key, actor: 'U1', verb: 'view', subject: 's', channel: 'C1' } as const;
          await audit.begin({ ...entry, detail: {} });
        }
      });
    }
    await store.close();
    const keys = ({ out }: { out: string }) => rowsIn(out).map(({ key }) => key);
    const alone = await runExport(file, '--since', '2026-01-01', '--until', '2027-01-01');
    expect(keys(alone)).toHaveLength(most);
    expect(keys(alone)).toEqual(keys(alone).toSorted());
    await sandbox.bot();
    const path = join(sandbox.servers.directory, 'audit.csv');
    const args = ['--until', '2027-01-01', '--format', 'csv', '--out', path];
    const csv = await runExport(file, '--since', '2026-01-01', ...args);
    expect(csv).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(path, 'utf8').split('\r\n')).toHaveLength(most + 2);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('says in a sentence what is wrong', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, { env: patient });
    const none = await runExport(join(sandbox.servers.directory, 'none.db'), '--since', '1d');
    expect(none.code).toBe(1);
    expect(none.errors).toMatch(/^There is no database at \S+: set DATABASE_URL/);
    const other = join(sandbox.servers.directory, 'other.db');
    await writeFile(other, 'not a database, but long enough to be read as one'.repeat(99));
    expect(await runExport(other, '--since', '1d')).toMatchObject({ code: 1, out: '' });
    expect(await runExport(other, '--since', 'noon')).toMatchObject({ code: 2, out: '' });
    const nowhere = join(sandbox.servers.directory, 'none', 'audit.jsonl');
    expect(await runExport(other, '--since', '1d', '--out', nowhere)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(
        /^--out: there is no directory \S+none: make it first\.\n$/,
      ) as string,
    });
    const usage = await runExport(other, '--help');
    expect(usage).toMatchObject({ code: 0, errors: '' });
    expect(usage.out).toMatch(/^Usage: npm run audit -- export /);
  });
});
