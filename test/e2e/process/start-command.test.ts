// What `npm start` and the image run.

import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import about from '../../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '../../..');
const { start } = about.scripts;

test('a start without a configuration keeps the code that it compiled, which the image is built with', async ({
  onTestFinished,
}) => {
  const directory = await mkdtemp(join(tmpdir(), 'vertex-job-bot-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const env = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: directory };
  // No .env of whoever runs this.
  const command = start.replace('.env', 'no.env');
  const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: root, env, encoding: 'utf8' });
  expect(stderr).toContain('SLACK_BOT_TOKEN is not set');
  expect(status).toBe(78);
  const kept = await readdir(directory, { recursive: true });
  const modules = await readdir(join(root, 'app'), { recursive: true });
  expect(kept.length).toBeGreaterThan(modules.length / 2);
});

test('the image uses the same flags for that and for its start: code compiled with others is not taken', async () => {
  const flags = /exec node (.*?) --env-file/.exec(start)?.[1] ?? '';
  expect(flags).toMatch(/^--\S+$/);
  const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8');
  expect(dockerfile).toContain(`RUN node ${flags} app/main.ts || [ $? = 78 ]`);
  expect(dockerfile).toContain(`CMD ["node", "${flags}", "app/main.ts"]`);
});
