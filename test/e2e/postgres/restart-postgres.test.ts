// The database server restarts while two bots work, as at an upgrade or a failover.
// Needs a server that nothing else uses: TEST_POSTGRES_URL, and TEST_POSTGRES_RESTART, the command that restarts it at once.

import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { servers } from '../../store/databases.ts';
import type { AtEnd } from '../bots.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { channels } from '../workspace.ts';
import { expectOneJobToldOnce, ran } from '../story.ts';

const command = process.env['TEST_POSTGRES_RESTART'];

/** Restarts the server, which drops every connection. */
async function restart(): Promise<void> {
  if (command === undefined) throw new Error('TEST_POSTGRES_RESTART is not set.');
  await promisify(exec)(command);
}

async function startOnServer(atEnd: AtEnd): Promise<Sandbox> {
  const server = await servers[0]?.start();
  if (server === undefined) throw new Error('TEST_POSTGRES_URL is not set.');
  atEnd(() => server.stop());
  const database = await server.fresh();
  if (database.kind !== 'postgres') throw new Error('That is no server.');
  return startSandbox(atEnd, { speed: 5, env: { DATABASE_URL: database.url } });
}

describe.skipIf(servers.length === 0 || command === undefined)(
  'PostgreSQL restarted under load',
  longTimeout,
  () => {
    test('delays what two replicas have in hand, and does nothing else to it', async ({
      onTestFinished,
    }) => {
      const sandbox = await startOnServer(onTestFinished);
      const first = await sandbox.bot();
      const second = await sandbox.bot();
      const handles: string[] = [];
      for (const [index, channel] of channels.entries()) {
        handles.push(await sandbox.launch(`hello greeting=restart-${index}`, { channel }));
      }
      await restart();
      for (const handle of handles) {
        await sandbox.see({ kind: 'message', match: handle });
        await restart();
      }
      for (const [index, handle] of handles.entries()) {
        const story = `uncertain? launched? found? ${ran}`;
        await expectOneJobToldOnce(sandbox, handle, `restart-${index} × 3`, story);
      }
      expect(await first.stop()).toBe(0);
      expect(await second.stop()).toBe(0);
      const logged = (await sandbox.log()).map(({ message }) => message);
      expect(logged).toContain('a connection to PostgreSQL was lost');
    });
  },
);
