// How the process ends, and that it loses nothing it was working on.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { BotProcess } from '../../../app/sandbox/bot-process.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { auditAtRest, expectNothingTwice, expectOneJobToldOnce, ran, seeEnd } from '../story.ts';
import { until } from '../wait.ts';

/** Cloud Run sends SIGKILL ten seconds after SIGTERM. */
const cloudRunMs = 10_000;

/** The exit code, or `too late` if it doesn't end in time. */
function endsInTime({ exited }: BotProcess): Promise<number | null | 'too late'> {
  return Promise.race([exited, sleep(cloudRunMs, 'too late' as const, { ref: false })]);
}

async function untilLogged(sandbox: Sandbox, message: string): Promise<void> {
  await until(`“${message}” is logged`, async () =>
    (await sandbox.log()).some((line) => line['message'] === message) ? true : undefined,
  );
}

describe.concurrent('SIGTERM', longTimeout, () => {
  test('while create is under way and a post hangs ends with 0 in time, and nothing is lost', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    const bot = await sandbox.bot();
    await sandbox.vertexFault({ kind: 'delay', ms: 800, match: { call: 'create' } });
    await sandbox.slackFault({ kind: 'record-then-hang', match: { method: 'chat.postMessage' } });
    const handle = await sandbox.launch('hello');
    await sandbox.see({ kind: 'message', match: handle });
    bot.signal('SIGTERM');
    expect(await endsInTime(bot)).toBe(0);

    const next = await sandbox.bot();
    await expectOneJobToldOnce(sandbox, handle, 'Hello × 3', `uncertain? launched? found? ${ran}`);
    expect(await auditAtRest(sandbox, next)).toHaveLength(1);
  });

  test('just after the ack of a command loses nothing of it', async ({ onTestFinished }) => {
    // On a busy machine, a create that is sent while the bot stops may take more than a second.
    const env = { VERTEX_TIMEOUT: '3s', LEASE: '4s', LAUNCH_QUARANTINE: '8s' };
    const sandbox = await startSandbox(onTestFinished, { speed: 20, env });
    const bot = await sandbox.bot();
    const launching = await sandbox.launching('hello');
    expect(await bot.stop()).toBe(0);
    await sandbox.bot();
    const handle = await launching.handle();
    await expectOneJobToldOnce(sandbox, handle, 'Hello × 3', `uncertain? launched? found? ${ran}`);
    await expectNothingTwice(sandbox);
  });

  test('twice ends at once, whatever still hangs', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, {
      env: { VERTEX_TIMEOUT: '50s', LEASE: '60s', LAUNCH_QUARANTINE: '60s' },
    });
    await sandbox.vertexFault({ kind: 'record-then-hang', match: { call: 'create' } });
    const bot = await sandbox.bot();
    await sandbox.launch('hello');
    await until('create hangs', async () => ((await sandbox.jobs()).length > 0 ? true : undefined));
    bot.signal('SIGTERM');
    await untilLogged(sandbox, 'stopping');
    bot.signal('SIGINT');
    expect(await bot.exited).toBe(1);
  });

  test('to npm start reaches the bot, which has read its .env file', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    const directory = await checkout(sandbox);
    const npm = spawn('npm', ['start'], {
      cwd: directory,
      env: { PATH: process.env['PATH'], HOME: directory, LEASE: '3s' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(npm, 'exit');
    onTestFinished(async () => {
      npm.kill('SIGTERM');
      await exited;
    });
    const ready = Promise.withResolvers<undefined>();
    createInterface({ input: npm.stdout }).on('line', (line) => {
      if (line.includes('"message":"ready"')) ready.resolve(undefined);
    });
    await Promise.race([ready.promise, exited]);
    await seeEnd(sandbox, await sandbox.launch('hello'));
    npm.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(await sandbox.client.slack('GET', 'socket')).toEqual({ connections: 0 });
  });
});

/** A directory with links to the repository's files, and a .env file. */
async function checkout({ servers }: Sandbox): Promise<string> {
  const directory = join(servers.directory, 'checkout');
  await mkdir(directory);
  const root = join(import.meta.dirname, '../../..');
  for (const name of ['app', 'blocks', 'node_modules', 'package.json']) {
    await symlink(join(root, name), join(directory, name));
  }
  const variables = {
    ...servers.env,
    PORT: '0',
    POLL_SCHEDULE: '* * * * * *',
    DATABASE_URL: `file:${join(servers.directory, 'jobs.db')}`,
    SLACK_TIMEOUT: '1s',
    VERTEX_TIMEOUT: '1s',
    // The environment has precedence over this.
    LEASE: 'nonsense',
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}="${value}"\n`);
  await writeFile(join(directory, '.env'), lines.join(''));
  return directory;
}
