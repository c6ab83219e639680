import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { failed, succeeded, type Failure, type Result } from '../../app/domain/error/failure.ts';
import type { TokenSource } from '../../app/vertex/auth.ts';
import { createVertex, type VertexDeps } from '../../app/vertex/client.ts';

/** Answers one request; `count` is 1 for the first. */
export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

type Seen = {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
};

/** A server of this test's own, which does byte for byte what its handler does. */
export async function serve(handler: Handler) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '/', headers } = request;
    seen.push({ method, url: new URL(url, 'http://x'), authorization: headers.authorization });
    handler(request, response, seen.length);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}`, seen, close };
}

/** An address where nobody listens. */
export async function nowhere(): Promise<string> {
  const { url, close } = await serve(() => undefined);
  close();
  return url;
}

export const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Handler =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
export const html =
  (status: number): Handler =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>no</h1>');
  };
export const reset: Handler = (request) => request.socket.destroy();
export const redirect: Handler = (_, response) => {
  response.writeHead(307, { location: '/elsewhere' }).end();
};
export const silence: Handler = () => undefined;
export const truncated: Handler = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
  response.write('{"name":', () => request.socket.destroy());
};
/** The first handlers in turn, the last one from then on. */
export const inTurn =
  (...handlers: readonly [Handler, ...Handler[]]): Handler =>
  (request, response, count) => {
    (handlers[count - 1] ?? handlers.at(-1))?.(request, response, count);
  };

/** An error body as Google writes it. */
export function google(code: number, status: string, message: string, reason?: string) {
  const details = reason === undefined ? [] : [{ '@type': 'x/google.rpc.ErrorInfo', reason }];
  return { error: { code, status, message, details } };
}
export const unavailable = json(503, google(503, 'UNAVAILABLE', 'later'));

export const now = Date.UTC(2026, 10, 24, 13);
export const target = { project: 'ml-prod', location: 'us-central1' };
export const key = {
  projectNumber: '123456789012',
  location: 'us-central1',
  id: '9007199254740993123',
};
export const wire = {
  name: 'projects/123456789012/locations/us-central1/customJobs/9007199254740993123',
  displayName: 'resnet',
  state: 'JOB_STATE_RUNNING',
  createTime: '2026-11-24T12:00:00.123456789Z',
  startTime: '2026-11-24T12:06:00Z',
  updateTime: '2026-11-24T12:06:01.5Z',
  labels: { 'launch-id': 'l1' },
};

/** `old` until it is refused, `new` from then on. */
export const tokens: TokenSource = {
  headers: (_url, _signal, refused) =>
    Promise.resolve(
      succeeded(
        new Headers({ authorization: refused === undefined ? 'Bearer old' : 'Bearer new' }),
      ),
    ),
};
export const noTokens = (failure: Failure): TokenSource => ({
  headers: () => Promise.resolve(failed(failure)),
});

/** The real client; pauses are noted, not waited for. */
export function clientOf(endpoint: string, options: Partial<VertexDeps> = {}) {
  const pauses: number[] = [];
  const vertex = createVertex({
    endpoint,
    timeoutMs: 20_000,
    auth: tokens,
    fetch: globalThis.fetch,
    random: () => 0.5,
    pause: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
    clock: () => now,
    ...options,
  });
  return { vertex, pauses };
}

/** A server and a client for it. */
export async function start(handler: Handler, options: Partial<VertexDeps> = {}) {
  const server = await serve(handler);
  return { ...server, ...clientOf(server.url, options) };
}

export const kindOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.kind);
