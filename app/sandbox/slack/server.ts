// A Slack workspace on loopback, over real HTTP and WebSockets. README.md says what it does and how to control it.

import { startLoopbackServer } from '../http/loopback-server.ts';
import { createControl } from './control/control.ts';
import { createHandler } from './handler.ts';
import { createDelivery } from './state/delivery.ts';
import { newId, newSecret } from './state/ids.ts';
import { readManifest } from './state/manifest.ts';
import { defaultSeed, team, type Seed } from './state/seed.ts';
import { createSlackState, isDown, type Secrets, type SlackState } from './state/slack-state.ts';
import { createHttpTransport } from './transport/http-transport.ts';
import { createSocketHub } from './transport/socket.ts';

export type SlackOptions = {
  /** 0 (the default) takes any free port. */
  readonly port?: number | undefined;
  /** The app's manifest: an object, YAML or JSON text, or a file's path. Scopes, commands, shortcuts and events come from it. */
  readonly manifest: unknown;
  readonly mode: 'socket' | 'http';
  /** The bot's address for signed HTTP; `POST /sandbox/request-url` changes it. */
  readonly requestUrl?: string | undefined;
  readonly seed?: Seed | undefined;
  /** One line for each call, without arguments and tokens. */
  readonly log?: ((line: string) => void) | undefined;
};

export type SlackServer = {
  readonly url: string;
  readonly apiUrl: string;
  readonly port: number;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly team: typeof team;
  /** Cuts all connections and closes the port. */
  readonly stop: () => Promise<void>;
};

/** Starts a workspace with one app in it. */
export async function startSlackServer(options: SlackOptions): Promise<SlackServer> {
  const stopping = new AbortController();
  const secrets = newSecrets();
  const { state, hub } = build(options, secrets, stopping.signal);
  const handle = createHandler({
    state,
    control: createControl(state, hub),
    cut: hub.cut,
    signal: stopping.signal,
    log: options.log,
  });
  const server = await startLoopbackServer({
    port: options.port ?? 0,
    handle,
    upgrade: hub.upgrade,
    log: options.log,
  });
  state.url = server.url;

  const { botToken, appToken, signingSecret } = secrets;
  return {
    url: state.url,
    apiUrl: `${state.url}/api/`,
    port: server.port,
    botToken,
    appToken,
    signingSecret,
    team,
    async stop() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      state.feed.stop();
      hub.stop();
      await server.close();
    },
  };
}

function build(options: SlackOptions, secrets: Secrets, signal: AbortSignal) {
  const hub = createSocketHub(Date.now, () => isDown(state));
  const state: SlackState = createSlackState({
    manifest: readManifest(options.manifest),
    secrets,
    seed: options.seed ?? defaultSeed,
    mode: options.mode,
    requestUrl: options.requestUrl,
    ticket: hub.ticket,
    delivery: ({ records, clock, settings }) => {
      const { signingSecret } = secrets;
      const http = createHttpTransport({
        signingSecret,
        requestUrl: () => state.requestUrl,
        clock,
      });
      const transport = options.mode === 'socket' ? hub.transport : http;
      return createDelivery({ records, clock, settings, signal, transport });
    },
  });
  return { state, hub };
}

function newSecrets(): Secrets {
  return {
    botToken: `xoxb-sandbox-${newSecret(12)}`,
    appToken: `xapp-1-sandbox-${newSecret(12)}`,
    signingSecret: newSecret(16),
    verification: newId('', 24),
  };
}
