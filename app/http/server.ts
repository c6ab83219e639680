// The bot's own HTTP server. It answers health checks from the first moment, whatever the state of
// Slack and the database, and takes Slack's requests later. Anybody can reach it, so no request may
// end or block the process.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { keepRoom } from './connections.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** A handler for one exact path. */
export type Route = {
  readonly path: string;
  readonly method: string | readonly string[];
  readonly handler: Handler;
};

/** Where the server logs its failures. */
type ServerLog = {
  error(message: string, fields?: Record<string, unknown>): void;
};

type ServerOptions = {
  /** 0 picks a free one. */
  readonly port: number;
  /** The variable that sets it, named if the port can't be opened. */
  readonly setting?: 'PORT' | 'METRICS_PORT';
  readonly log: ServerLog;
};

interface HttpServer {
  /** Resolves with the port. */
  listen(): Promise<number>;
  /** Serves these routes from now on, and no others. */
  serve(routes: readonly Route[]): void;
  /** Takes no new connection; requests in hand are finished. */
  stopTaking(): void;
  /** Closes what is still open. */
  stop(): Promise<void>;
}

/**
 * Longer than load balancers keep idle connections (60 s), so that none is closed under a request.
 */
const keepAliveMs = 65_000;
/** From the connection, or the previous request, to the last header; then 408. */
const headersMs = 10_000;
/** To the last byte of the body. */
const requestMs = 15_000;
/** How often Node checks for late ones. */
const lookMs = 1_000;
const mostConnections = 1_000;
/**
 * The backlog: the kernel drops connections beyond it, and a dropped client tries again only after
 * a second (RFC 6298, 2.1). Node's default of 511 is too small for a crowd, even if each is refused
 * at once.
 */
const mostWaiting = 4_096;

/** Creates a server that answers 404 until it is given routes. */
export function createHttpServer(options: ServerOptions): HttpServer {
  const { port, setting = 'PORT', log } = options;
  let routes: readonly Route[] = [];
  const server = createServer(
    {
      keepAliveTimeout: keepAliveMs,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: lookMs,
    },
    (request, response) => {
      const path = pathOf(request.url ?? '');
      const route = routes.find((one) => {
        return one.path === path && [one.method].flat().includes(request.method ?? '');
      });
      if (route === undefined) response.writeHead(404).end();
      else void answer(route, request, response, log);
    },
  );
  // A client that reads no answer is as slow as one that sends no request.
  server.timeout = requestMs;
  keepRoom(server, mostConnections);

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        const fail = (error: Error) => reject(listenError(error, port, setting));
        server.once('error', fail);
        server.listen({ port, backlog: mostWaiting }, () => {
          server.off('error', fail);
          // A connection couldn't be accepted, for lack of file descriptors. The next one may be.
          server.on('error', (error) => log.error('the HTTP server failed', { error }));
          const address = server.address();
          resolve(address === null || typeof address === 'string' ? port : address.port);
        });
      }),
    serve(given) {
      routes = given;
    },
    stopTaking() {
      server.close();
      server.closeIdleConnections();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The path of a request as sent, neither decoded nor resolved, so that a proxy in front reads it
 * the same. Undefined if it isn't a URL. An absolute URL is allowed by RFC 9112, 3.2.2.
 */
export function pathOf(target: string): string | undefined {
  if (target.startsWith('/')) return target.split(/[?#]/, 1)[0];
  return URL.parse(target)?.pathname;
}

/** Names the setting to change, if there is one. */
function listenError(error: Error, port: number, setting: string): Error {
  const { code } = z.object({ code: z.string().optional() }).parse(error);
  const remedy =
    code === 'EADDRINUSE'
      ? `Another program listens on port ${port}: end it, or set ${setting} to a free one.`
      : code === 'EACCES'
        ? `This user may not listen on port ${port}: set ${setting} to one above 1023.`
        : undefined;
  return remedy === undefined ? error : new Error(remedy, { cause: error });
}

async function answer(
  { path, handler }: Route,
  request: IncomingMessage,
  response: ServerResponse,
  log: ServerLog,
): Promise<void> {
  try {
    await handler(request, response);
  } catch (error) {
    log.error('a route failed', { path, error });
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}
