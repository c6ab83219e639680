// `npm run sandbox -- --servers` prints all that a bot needs.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { botMain, spawnBot } from '../../../app/sandbox/bot-process.ts';
import { compileCache, fillCompileCache } from '../compile-cache.ts';
import { longTimeout } from '../harness.ts';

const root = join(import.meta.dirname, '../../..');

describe.concurrent('the servers alone', longTimeout, () => {
  test.for([
    ['socket', ['--servers']],
    ['http', ['--servers', '--http']],
  ] as const)(
    'print what a bot in %s mode needs, and end with 0',
    async ([mode, flags], { onTestFinished }) => {
      fillCompileCache();
      const servers = spawn(process.execPath, [join(root, 'app/sandbox/main.ts'), ...flags], {
        env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compileCache },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(servers, 'exit');
      onTestFinished(async () => {
        servers.kill('SIGKILL');
        await exited;
      });
      const lines: string[] = [];
      for await (const line of createInterface({ input: servers.stdout })) {
        lines.push(line);
        if (line.startsWith('SANDBOX_READY')) break;
      }
      expect(lines.filter((line) => !/^[A-Z_]+=\S+$/.test(line))).toEqual([]);
      expect(lines.at(-1)).toBe('SANDBOX_READY=1');

      const directory = await mkdtemp(join(tmpdir(), 'servers-'));
      onTestFinished(() => rm(directory, { recursive: true }));
      const bot = spawnBot({
        main: botMain,
        env: {
          // In HTTP mode the servers print a port, which replaces this. The default port may be taken.
          PORT: '0',
          ...Object.fromEntries(lines.map(nameAndValue)),
          NODE_COMPILE_CACHE: compileCache,
          DATABASE_URL: `file:${join(directory, 'jobs.db')}`,
        },
        logFile: join(directory, 'bot.log'),
      });
      onTestFinished(async () => {
        bot.signal('SIGKILL');
        await bot.exited;
      });
      expect(await bot.ready).toBeGreaterThan(0);
      const printed = lines.find((line) => line.startsWith('PORT='));
      expect(printed).toBe(mode === 'http' ? `PORT=${await bot.ready}` : undefined);
      expect(await bot.stop()).toBe(0);
      servers.kill('SIGTERM');
      expect(await exited).toEqual([0, null]);
    },
  );
});

function nameAndValue(line: string): readonly [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}
