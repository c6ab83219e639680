// Everything about Slack: one Bolt app behind either transport, the HTTP server, and the clients
// for the use cases.

import { App, type Receiver } from '@slack/bolt';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Interactions } from '../usecase/ports/interactions.ts';
import type { HomePages } from '../usecase/ports/store/home.ts';
import type { Announcer, Answerer, HealthChecks, Windows } from '../usecase/ports/slack.ts';
import type { Directory } from '../usecase/ports/directory.ts';
import { createAnnouncer } from './client/announcer.ts';
import { createAnswerer } from './client/answerer.ts';
import { createDirectory } from './client/people/directory.ts';
import { createEcho } from './client/echo.ts';
import { createHealthChecks } from './client/health-checks.ts';
import { SlackUnreachableError } from './client/errors.ts';
import { createFileReader } from './listeners/file.ts';
import { createHomePages } from './client/home-pages.ts';
import { createHeartbeat } from './transport/heartbeat.ts';
import { registerListeners } from './listeners/register.ts';
import { createHttpDoor, onceKnown } from './transport/http-door.ts';
import { ackBudgetMs } from './client/in-time.ts';
import { libraryLogger, type SlackLog } from './client/log.ts';
import { createMembership } from './client/people/membership.ts';
import { createRenderContexts } from './client/render-contexts.ts';
import type { Route } from '../http/server.ts';
import { createSocket, type Socket } from './transport/socket.ts';
import { createTally } from './transport/tally.ts';
import { createWebClient, webClientOptions, whoAmI, type SlackIdentity } from './client/web.ts';
import { createWindows } from './client/windows.ts';

export type SlackMode =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string };

type SlackOptions = {
  readonly mode: SlackMode;
  readonly botToken: string;
  /** Base URL of the Web API. */
  readonly apiUrl: string;
  /** Time limit of one call. */
  readonly timeoutMs: number;
  /** Whether this is the only process of the bot. */
  readonly alone: boolean;
  readonly log: SlackLog;
  /** Unix ms. */
  readonly clock: () => number;
  /** At most 40 characters of `A-Za-z0-9_-`. */
  readonly newId: () => string;
};

export interface Slack {
  /** Routes of the bot's HTTP server for Slack: none in Socket Mode; 503 until `start` is done. */
  readonly routes: readonly Route[];
  /** Passes requests to these from now on. Called once, before `start`. */
  take(interactions: Interactions): void;
  /**
   * Identifies the bot to Slack and takes requests from then on. May be called again after a
   * failure. @throws SlackRefusedError (the token is invalid), SlackUnreachableError (try again)
   */
  start(): Promise<SlackIdentity>;
  /** Whether Slack accepts the bot and can reach it. */
  works(): boolean;
  /**
   * Takes no new requests over the socket. Requests in hand are acked first. Over HTTP, the server
   * stops taking them.
   */
  stopTaking(): Promise<void>;
  /** Waits for requests in hand; false if some weren't done in time. */
  drain(timeoutMs: number): Promise<boolean>;
  stop(): Promise<void>;
  readonly announcer: Announcer;
  readonly answerer: Answerer;
  readonly directory: Directory;
  readonly windows: Windows;
  readonly homes: HomePages;
  readonly healthChecks: HealthChecks;
}

/** A pause must not keep a finished process alive. */
const pause = (ms: number): Promise<void> => sleep(ms, undefined, { ref: false });

/** Creates everything that talks to Slack. Nothing is sent or opened before `start`. */
export function createSlack(options: SlackOptions): Slack {
  const { mode, log, clock, timeoutMs } = options;
  let identity: SlackIdentity | undefined;
  const client = createWebClient(options.botToken, options);
  const contexts = createRenderContexts({ ...options, identity: () => identity });
  const monotonic = () => performance.now();
  const echo = createEcho({ ...options, monotonic });
  const known = { client, contexts, identity: () => identity, clock, timeoutMs, pause, echo, log };
  const answerer = createAnswerer(known);
  const tally = createTally();
  const door =
    mode.kind === 'http'
      ? createHttpDoor({ signingSecret: mode.signingSecret, log, clock })
      : undefined;
  const app = createApp(options, door?.receiver ?? noReceiver, known.identity);
  app.use(tally.middleware);
  const membership = createMembership({ client, monotonic });
  const files = createFileReader({ ...options, fetch: globalThis.fetch });
  const socket: Socket | undefined =
    mode.kind === 'socket'
      ? createSocket({ ...options, appToken: mode.appToken, app, pause })
      : undefined;
  const heartbeat = createHeartbeat({ client, intervalMs: 3 * timeoutMs, log });

  return {
    routes: door === undefined ? [] : [onceKnown(() => identity !== undefined, door.handler)],
    take(interactions) {
      const { identity } = known;
      const surface = { interactions, answerer, contexts, files, log, identity };
      registerListeners(app, { ...surface, membership });
      echo.listen(app);
    },
    async start() {
      identity ??= await whoAmI(client);
      if (socket !== undefined && !socket.connected()) await socket.open();
      heartbeat.start();
      return identity;
    },
    works: () => identity !== undefined && heartbeat.beats() && (socket?.connected() ?? true),
    async stopTaking() {
      if (socket === undefined) return;
      // An ack can only use its own connection.
      await tally.idle(ackBudgetMs);
      await socket.close();
    },
    drain: (drainMs) => tally.idle(drainMs),
    async stop() {
      heartbeat.stop();
      await socket?.close();
    },
    announcer: createAnnouncer(known),
    answerer,
    directory: createDirectory({ ...known, membership, monotonic }),
    windows: createWindows(known),
    homes: createHomePages(known),
    healthChecks: createHealthChecks({
      client,
      mode: mode.kind,
      connected: () => socket?.connected() ?? true,
      hearsMessages: () => echo.hears(),
    }),
  };
}

const nothing = () => Promise.resolve();

/** A placeholder: in Socket Mode, each connection has its own receiver. */
const noReceiver: Receiver = { init: () => undefined, start: nothing, stop: nothing };

function createApp(
  options: SlackOptions,
  receiver: Receiver,
  identity: () => SlackIdentity | undefined,
): App {
  return new App({
    receiver,
    logger: libraryLogger(options.log),
    // Separate options, since clients modify the object they are given.
    clientOptions: webClientOptions(options),
    convoStore: false,
    authorize: () => {
      const us = identity();
      if (us === undefined) throw new SlackUnreachableError('Slack has not answered yet.');
      return Promise.resolve({
        botToken: options.botToken,
        botUserId: us.botUserId,
        ...(us.botId === undefined ? {} : { botId: us.botId }),
        teamId: us.teamId,
      });
    },
  });
}
