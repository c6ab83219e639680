// Keeps one Socket Mode connection after another. Each has its own client, started once: the
// library's reconnect waits five seconds first, and rejects where nobody can catch it when it fails
// for good.

import { SocketModeReceiver, type App } from '@slack/bolt';
import { backOffMs } from '../../domain/error/back-off.ts';
import { SlackUnreachableError } from '../client/errors.ts';
import { guardSocket } from './guard-socket.ts';
import { libraryLogger } from '../client/log.ts';
import { connectError, webClientOptions, type WebOptions } from '../client/web.ts';

type SocketDeps = WebOptions & {
  readonly appToken: string;
  readonly app: App;
  readonly pause: (ms: number) => Promise<void>;
};

export interface Socket {
  /**
   * Resolves with the first connection, which is kept from then on. @throws SlackRefusedError,
   * SlackUnreachableError
   */
  open(): Promise<void>;
  connected(): boolean;
  close(): Promise<void>;
}

type Connection = { readonly ended: Promise<void>; close(): Promise<void> };

/**
 * Slack recycles connections every few hours. The first reconnect is immediate, later ones follow
 * growing pauses.
 */
const pauses = { firstMs: 250, longestMs: 30_000 };
/** A connection that lasted this long was good. */
const goodForMs = 10_000;
const farewellMs = 1_000;

const notGreeted = new SlackUnreachableError('Slack does not open a Socket Mode connection.');

/** Keeps a Socket Mode connection for `app`. */
export function createSocket(deps: SocketDeps): Socket {
  const { log } = deps;
  let current: Connection | undefined;
  let closing = false;
  const isClosing = () => closing;

  async function hold(first: Connection): Promise<void> {
    let connection: Connection | undefined = first;
    let failures = 0;
    while (!isClosing()) {
      const since = performance.now();
      await connection?.ended;
      current = undefined;
      if (isClosing()) return;
      failures =
        connection !== undefined && performance.now() - since > goodForMs ? 0 : failures + 1;
      await deps.pause(failures <= 1 ? 0 : backOffMs(failures, pauses));
      if (isClosing()) return;
      connection = await connectAgain(deps);
      current = connection;
      if (connection !== undefined) log.info('Socket Mode is connected again');
    }
    await connection?.close();
  }

  return {
    async open() {
      const first = await connect(deps);
      current = first;
      hold(first).catch((error: unknown) =>
        log.error('the Socket Mode connection is lost', { error }),
      );
    },
    connected: () => current !== undefined,
    async close() {
      closing = true;
      const last = current;
      current = undefined;
      // A peer that doesn't close properly must not delay a shutdown.
      if (last !== undefined) await Promise.race([last.close(), deps.pause(farewellMs)]);
    },
  };
}

async function connectAgain(deps: SocketDeps): Promise<Connection | undefined> {
  try {
    return await connect(deps);
  } catch (error) {
    // A token refused now may be fixed in Slack without a restart, so the bot keeps trying.
    deps.log.error('Socket Mode is not connected', { error });
    if (error instanceof SlackUnreachableError && error.retryAfterMs !== undefined) {
      await deps.pause(error.retryAfterMs);
    }
    return undefined;
  }
}

/** Opens one connection; resolves after Slack's hello. */
async function connect(deps: SocketDeps): Promise<Connection> {
  const receiver = new SocketModeReceiver({
    appToken: deps.appToken,
    autoReconnectEnabled: false,
    logger: libraryLogger(deps.log),
    installerOptions: { clientOptions: webClientOptions(deps) },
  });
  receiver.init(deps.app);
  guardSocket(receiver, deps.log);
  const { client } = receiver;
  const ended = new Promise<void>((resolve) => client.once('disconnected', resolve));
  const tooLate = Promise.withResolvers<never>();
  const timer = setTimeout(() => tooLate.reject(notGreeted), 2 * deps.timeoutMs);
  try {
    // If the socket closes before the hello, the library rejects with nothing at all.
    await Promise.race([client.start(), tooLate.promise]);
    return { ended, close: () => client.disconnect() };
  } catch (error) {
    client.disconnect().catch(() => undefined);
    throw connectError(error ?? notGreeted, 'SLACK_APP_TOKEN');
  } finally {
    clearTimeout(timer);
  }
}
