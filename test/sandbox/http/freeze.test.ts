// Freezing the process that made a call: it is the right one, and it runs on afterwards.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { freezeCaller } from '../../../app/sandbox/http/freeze.ts';
import { startSlackServer } from '../../../app/sandbox/slack/server.ts';
import { startVertexServer } from '../../../app/sandbox/vertex/server.ts';
import { manifest } from '../slack/harness.ts';

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

function child(code: string): ChildProcess & { readonly pid: number } {
  const process_ = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'ignore'] });
  ended.push(() => process_.kill('SIGKILL'));
  const { pid } = z.object({ pid: z.number() }).parse(process_);
  return Object.assign(process_, { pid });
}

const idle = 'setInterval(() => {}, 1000)';

/** proc(5): T is stopped by a signal. */
const isStopped = (pid: number): boolean =>
  / T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/, ''));

async function until(is: () => boolean): Promise<void> {
  await expect.poll(is, { timeout: 10_000 }).toBe(true);
}

describe.runIf(process.platform === 'linux')('freezeCaller', () => {
  test('stops whichever process holds the other end, until it is thawed', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    ended.push(() => server.close());
    await once(server, 'listening');
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const calling = `require('net').connect(${port}, '127.0.0.1'); ${idle}`;
    const [first, second] = [child(calling), child(idle)];
    await until(() => sockets.length === 1);
    const frozen = freezeCaller([second.pid, first.pid], sockets[0]?.remotePort);
    await until(() => isStopped(first.pid));
    expect(isStopped(second.pid)).toBe(false);
    frozen.thaw();
    await until(() => !isStopped(first.pid));
  });

  test('stops nobody when none of them made the call', () => {
    const [first, second] = [child(idle), child(idle)];
    freezeCaller([first.pid, second.pid], 1).thaw();
    expect([first, second].map(({ pid }) => isStopped(pid))).toEqual([false, false]);
  });
});

test('a rule must not name the sandbox itself; a process that has exited is ignored', async () => {
  expect(() => freezeCaller([process.pid], 1)).toThrow('itself');
  const gone = child(idle);
  gone.kill('SIGKILL');
  await once(gone, 'exit');
  expect(() => {
    freezeCaller([gone.pid], 1).thaw();
  }).not.toThrow();
});

const records = z.looseObject({
  requests: z.array(z.looseObject({ fault: z.string().nullable(), recorded: z.boolean() })),
});

const servers = {
  async vertex() {
    const server = await startVertexServer();
    ended.push(() => server.stop());
    const path = '/v1beta1/projects/sandbox-project/locations/us-central1/customJobs';
    return { url: server.url, call: `${server.url}${path}`, token: server.token };
  },
  async slack() {
    const server = await startSlackServer({ manifest: manifest(), mode: 'socket' });
    ended.push(() => server.stop());
    return { url: server.url, call: `${server.apiUrl}auth.test`, token: server.botToken };
  },
};

describe.runIf(process.platform === 'linux')('the rule', () => {
  test.each(['vertex', 'slack'] as const)(
    '%s: the caller stands still, and is answered when it goes on',
    async (name) => {
      const { url, call, token } = await servers[name]();
      const { pid } = child(idle);
      const set = await fetch(`${url}/sandbox/faults`, {
        method: 'POST',
        body: JSON.stringify({ kind: 'freeze', pids: [pid], inMs: 10, ms: 400, record: 'after' }),
      });
      expect(set.status).toBe(200);
      const answer = fetch(call, { headers: { authorization: `Bearer ${token}` } });
      await until(() => isStopped(pid));
      expect((await answer).status).toBe(200);
      await until(() => !isStopped(pid));
    },
  );

  test.each(['before', 'after'] as const)(
    'a caller that dies while it stands still had asked, where that was recorded %s',
    async (record) => {
      const { url, call, token } = await servers.vertex();
      const headers = JSON.stringify({ authorization: `Bearer ${token}` });
      const caller = child(
        `setTimeout(() => fetch('${call}', { headers: ${headers} }), 200); ${idle}`,
      );
      await fetch(`${url}/sandbox/faults`, {
        method: 'POST',
        body: JSON.stringify({ kind: 'freeze', pids: [caller.pid], ms: 500, record, count: 2 }),
      });
      await until(() => isStopped(caller.pid));
      caller.kill('SIGKILL');
      // This call freezes after the caller's, so it is answered after it.
      await fetch(call, { headers: { authorization: `Bearer ${token}` } });
      const { requests } = records.parse(await (await fetch(`${url}/sandbox/records`)).json());
      const recorded = requests
        .filter(({ fault }) => fault === 'freeze')
        .map((one) => one.recorded);
      expect(recorded).toEqual([record === 'before', true]);
    },
  );
});
