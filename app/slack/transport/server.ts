// The bot's own HTTP server: it answers for health from the first moment, whatever Slack and the database do, and in HTTP mode hands
// Slack's requests on. Anybody may reach it, so nothing that arrives may end the process or hold it up.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { keepRoom } from './connections.ts';
import type { SlackLog } from '../client/log.ts';

/** Where Slack sends commands, interactions and events; the manifest says the same. */
export const eventsPath = '/slack/events';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** One page, by its exact path. */
export type Route = {
  readonly path: string;
  readonly method: string | readonly string[];
  readonly handler: Handler;
};

export type ServerOptions = {
  /** 0 picks a free one. */
  readonly port: number;
  /** The variable that sets it, to be named where it can't be had. */
  readonly setting?: 'PORT' | 'METRICS_PORT';
  readonly routes: readonly Route[];
  /** Takes what comes to `eventsPath`; undefined in Socket Mode. */
  readonly slack: Handler | undefined;
  readonly log: SlackLog;
};

export interface BotServer {
  /** Resolves with the port. */
  listen(): Promise<number>;
  /** Takes no new connection; requests in hand are finished. */
  stopTaking(): void;
  /** Ends what is still open. */
  stop(): Promise<void>;
}

/** Longer than load balancers keep an idle connection (60 s), so that it is never closed under a request of theirs. */
const keepAliveMs = 65_000;
/** From the connection, or the request before, to the last header: then 408. */
const headersMs = 10_000;
/** To the last byte of the body. */
const requestMs = 15_000;
/** Node looks for those that are too late only so often. */
const lookMs = 1_000;
const mostConnections = 1_000;
/**
 * So many may wait to be accepted: the kernel drops what comes beyond it, and whoever was dropped tries again only after a second
 * (RFC 6298, 2.1). Node's own 511 are fewer than a crowd of which each is at once turned away.
 */
const mostWaiting = 4_096;

export function createBotServer(options: ServerOptions): BotServer {
  const { port, setting = 'PORT', routes, slack, log } = options;
  const server = createServer(
    {
      keepAliveTimeout: keepAliveMs,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: lookMs,
    },
    (request, response) => {
      const path = pathOf(request.url ?? '');
      if (path === eventsPath && request.method === 'POST' && slack !== undefined) {
        void serve(path, slack, request, response, log);
        return;
      }
      const route = routes.find((one) => {
        return one.path === path && [one.method].flat().includes(request.method ?? '');
      });
      if (route === undefined) response.writeHead(404).end();
      else void serve(route.path, route.handler, request, response, log);
    },
  );
  // Somebody who sends requests and reads no answer is as slow as one who sends none.
  server.timeout = requestMs;
  keepRoom(server, mostConnections);

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        const fail = (error: Error) => reject(listenError(error, port, setting));
        server.once('error', fail);
        server.listen({ port, backlog: mostWaiting }, () => {
          server.off('error', fail);
          // A connection that can't be accepted, for want of file descriptors: the next one may be.
          server.on('error', (error) => log.error('the HTTP server failed', { error }));
          const address = server.address();
          resolve(address === null || typeof address === 'string' ? port : address.port);
        });
      }),
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
 * The path a request names, as it was sent: nothing is decoded or resolved, so that what stands before this server reads it alike.
 * Undefined for what is no address at all. A whole address is allowed by RFC 9112, 3.2.2.
 */
export function pathOf(target: string): string | undefined {
  if (target.startsWith('/')) return target.split(/[?#]/, 1)[0];
  return URL.parse(target)?.pathname;
}

/** Names the setting that mends it, where there is one. */
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

async function serve(
  path: string,
  handler: Handler,
  request: IncomingMessage,
  response: ServerResponse,
  log: SlackLog,
): Promise<void> {
  try {
    await handler(request, response);
  } catch (error) {
    log.error('a route failed', { path, error });
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}
