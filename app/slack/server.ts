// The bot's own HTTP server: it answers for health from the first moment, whatever Slack and the database do, and in HTTP mode hands
// Slack's requests on.

import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { z } from 'zod';
import type { SlackLog } from './log.ts';

/** Where Slack sends commands, interactions and events; the manifest says the same. */
export const eventsPath = '/slack/events';

/** One page, by its exact path; Bolt's custom routes fit. */
export type Route = {
  readonly path: string;
  readonly method: string | readonly string[];
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
};

export type ServerOptions = {
  /** 0 picks a free one. */
  readonly port: number;
  readonly routes: readonly Route[];
  /** Takes what comes to `eventsPath`; undefined in Socket Mode. */
  readonly slack: RequestListener | undefined;
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

export function createBotServer({ port, routes, slack, log }: ServerOptions): BotServer {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === eventsPath && request.method === 'POST' && slack !== undefined) {
      slack(request, response);
      return;
    }
    const route = routes.find(({ path, method }) => {
      return path === pathname && [method].flat().includes(request.method ?? '');
    });
    if (route === undefined) {
      response.writeHead(404).end();
      return;
    }
    void serve(route, request, response, log);
  });
  server.keepAliveTimeout = keepAliveMs;
  server.headersTimeout = keepAliveMs + 1_000;

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        const fail = (error: Error) => reject(listenError(error, port));
        server.once('error', fail);
        server.listen(port, () => {
          server.off('error', fail);
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

/** Names the setting that mends it, where there is one. */
function listenError(error: Error, port: number): Error {
  const { code } = z.object({ code: z.string().optional() }).parse(error);
  const remedy =
    code === 'EADDRINUSE'
      ? `Another program listens on port ${port}: end it, or set PORT to a free one.`
      : code === 'EACCES'
        ? `This user may not listen on port ${port}: set PORT to one above 1023.`
        : undefined;
  return remedy === undefined ? error : new Error(remedy, { cause: error });
}

async function serve(
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  log: SlackLog,
): Promise<void> {
  try {
    await route.handler(request, response);
  } catch (error) {
    log.error('a route failed', { path: route.path, error });
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}
