import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createHttpServer, pathOf, type Route } from '../../app/http/server.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const live: Route = {
  path: '/health/live',
  method: ['GET', 'HEAD'],
  handler: (_, response) => void response.end('alive'),
};
const broken: Route = {
  path: '/broken',
  method: 'GET',
  handler: () => {
    throw new Error('at once');
  },
};

type AtEnd = (stop: () => Promise<void>) => void;

async function serve(atEnd: AtEnd): Promise<number> {
  const server = createHttpServer({ port: 0, log });
  server.serve([live, broken]);
  atEnd(() => server.stop());
  return server.listen();
}

/** Sends bytes, and resolves with all that came back before the connection was closed. */
async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let got = '';
  socket.setEncoding('latin1').on('data', (text: string) => (got += text));
  socket.end(bytes, 'latin1');
  await once(socket, 'close');
  return got;
}

const isLive = async (port: number) =>
  (await fetch(`http://127.0.0.1:${port}/health/live`)).status === 200;

describe('the server', () => {
  // Its limits are read and not waited for, which would take a quarter of a minute.
  test('closes a connection whose request does not arrive', async ({ onTestFinished }) => {
    const servers: Server[] = [];
    const start = z.looseObject({ server: z.instanceof(Server) });
    const note = (message: unknown) => void servers.push(start.parse(message).server);
    subscribe('http.server.request.start', note);
    onTestFinished(() => void unsubscribe('http.server.request.start', note));
    expect(await isLive(await serve(onTestFinished))).toBe(true);
    expect(servers).toMatchObject([{ headersTimeout: 10_000, requestTimeout: 15_000 }]);
  });

  test('names the setting where another program has the port', async ({ onTestFinished }) => {
    const port = await serve(onTestFinished);
    const second = createHttpServer({ port, log });
    await expect(second.listen()).rejects.toThrow(
      `Another program listens on port ${port}: end it, or set PORT to a free one.`,
    );
  });

  test.for(['//', '/\\', '///', '//[', 'http://[', '*', 'x', '/%', '/%zz', '?', '#', '/..//..'])(
    'finds nothing at %s, and lives',
    async (target, { onTestFinished }) => {
      const port = await serve(onTestFinished);
      const got = await sendRaw(
        port,
        `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      );
      expect(got).toMatch(/^HTTP\/1\.1 40[04] /);
      expect(await isLive(port)).toBe(true);
    },
  );

  test('answers 500 for a page that fails, and lives', async ({ onTestFinished }) => {
    const port = await serve(onTestFinished);
    expect((await fetch(`http://127.0.0.1:${port}/broken`)).status).toBe(500);
    expect(await isLive(port)).toBe(true);
  });

  test('takes a whole address, and a query, for the page they name', () => {
    expect(pathOf('/health/live?probe=1')).toBe('/health/live');
    expect(pathOf('http://bot.example:3000/health/live?x')).toBe('/health/live');
    expect(pathOf('//elsewhere/metrics')).toBe('//elsewhere/metrics');
    expect(pathOf('/a/../metrics')).toBe('/a/../metrics');
    expect(pathOf('http://[')).toBeUndefined();
  });
});

async function open(port: number, bytes = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  await once(socket, 'connect');
  if (bytes !== '') socket.write(bytes);
  return socket;
}

const openOnes = (sockets: readonly Socket[]) => sockets.filter(({ closed }) => !closed).length;

describe('with more connections than it holds', () => {
  test('the silent make room for who asks, and no more than 1,000 are held', async ({
    onTestFinished,
  }) => {
    const port = await serve(onTestFinished);
    const body = 'POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n';
    const sockets: Socket[] = [];
    onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
    for (let n = 0; n < 1_100; n += 1) sockets.push(await open(port, n % 2 === 0 ? '' : body));
    const begun = performance.now();
    expect(await isLive(port)).toBe(true);
    expect(performance.now() - begun).toBeLessThan(1_000);
    await expect.poll(() => openOnes(sockets)).toBeLessThanOrEqual(1_000);
    // Those that were silent longest went, not the newest.
    expect(sockets[0]?.closed).toBe(true);
    expect(sockets.at(-2)?.closed).toBe(false);
  });
});
