import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { afterEach, expect } from 'vitest';
import { z } from 'zod';
import {
  startSlackServer,
  type SlackOptions,
  type SlackServer,
} from '../../../app/sandbox/slack/server.ts';

export const allScopes = [
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:write',
  'users:read',
];

export const ana = 'U0ANA';
export const mlJobs = 'C0MLJOBS';
export const research = 'C0RESEARCH';

/** A manifest as an object; what is named replaces. */
export function manifest({
  scopes = allScopes,
  events = [
    'app_home_opened',
    'app_mention',
    'channel_archive',
    'channel_left',
    'member_joined_channel',
    'member_left_channel',
    'message.channels',
  ],
  homeTab = true,
  escape = false,
}: {
  readonly scopes?: readonly string[];
  readonly events?: readonly string[];
  readonly homeTab?: boolean;
  readonly escape?: boolean;
} = {}): object {
  return {
    display_information: { name: 'Test App' },
    features: {
      app_home: { home_tab_enabled: homeTab, messages_tab_enabled: true },
      bot_user: { display_name: 'Test Bot' },
      slash_commands: [{ command: '/job', description: 'x', should_escape: escape }],
      shortcuts: [
        { name: 'Cancel', type: 'message', callback_id: 'cancel-message', description: 'x' },
        { name: 'Launch', type: 'global', callback_id: 'launch', description: 'x' },
      ],
    },
    oauth_config: { scopes: { bot: scopes } },
    settings: {
      event_subscriptions: { bot_events: events },
      interactivity: { is_enabled: true },
      socket_mode_enabled: true,
    },
  };
}

const answerSchema = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
const anything = z.record(z.string(), z.json()).catch({});
export type Answer = z.output<typeof answerSchema>;

const seenSchema = z.looseObject({
  sent: z.boolean(),
  id: z.string().optional(),
  outcome: z.string().optional(),
  ack: z.json().optional(),
  notice: z.string().optional(),
  ephemerals: z.array(z.string()),
  messages: z.array(z.string()),
  views: z.array(z.object({ id: z.string(), text: z.string() })),
});
export type Seen = z.output<typeof seenSchema>;

const eventSchema = z.object({
  found: z.literal(true),
  last: z.number(),
  event: z.looseObject({
    kind: z.string(),
    ts: z.string(),
    text: z.string(),
    user: z.string(),
    thread: z.string().optional(),
  }),
});

const messageEntry = z.looseObject({
  ts: z.string(),
  text: z.string(),
  rendered: z.string(),
  deleted: z.boolean(),
  tombstone: z.boolean(),
  thread_ts: z.string().optional(),
  metadata: z.json().optional(),
  edits: z.array(z.looseObject({ before: z.looseObject({ text: z.string() }) })),
});
const recordsSchema = z.looseObject({
  calls: z.array(
    z.looseObject({
      method: z.string(),
      args: anything,
      recorded: z.boolean(),
      fault: z.string().optional(),
      status: z.number().optional(),
      result: z.json().optional(),
    }),
  ),
  payloads: z.array(
    z.looseObject({
      id: z.string(),
      kind: z.string(),
      acked: z.boolean(),
      payload: z.looseObject({}),
      attempts: z.array(z.looseObject({ outcome: z.string(), ackMs: z.number().optional() })),
    }),
  ),
  channels: z.array(z.looseObject({ id: z.string(), messages: z.array(messageEntry) })),
  ephemerals: z.array(messageEntry),
  views: z.array(z.looseObject({ id: z.string(), open: z.boolean(), errors: z.json().optional() })),
});
export type Records = z.output<typeof recordsSchema>;

export type Client = {
  readonly server: SlackServer;
  /** Calls a method with the bot's token, as form. */
  readonly call: (method: string, args?: Readonly<Record<string, unknown>>) => Promise<Answer>;
  /** The same, with the whole HTTP response. */
  readonly fetchApi: (
    method: string,
    args?: Readonly<Record<string, unknown>>,
  ) => Promise<Response>;
  readonly control: (method: string, path: string, body?: unknown) => Promise<Response>;
  readonly act: (name: string, body: unknown) => Promise<Seen>;
  readonly wait: (
    query: Readonly<Record<string, string>>,
  ) => Promise<z.output<typeof eventSchema>['event']>;
  readonly records: () => Promise<Records>;
  readonly messages: (channel?: string) => Promise<Records['channels'][number]['messages']>;
  readonly post: (args?: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly text: (query?: string, channel?: string) => Promise<string>;
};

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A server of this test's own; it stops when the test ends. */
export async function start(options: Partial<SlackOptions> = {}): Promise<Client> {
  const server = await startSlackServer({ manifest: manifest(), mode: 'socket', ...options });
  stops.push(server.stop);
  const fetchApi: Client['fetchApi'] = (method, args = {}) => {
    const fields = Object.entries(args).map(([name, value]) => {
      return [name, typeof value === 'string' ? value : JSON.stringify(value)];
    });
    return fetch(`${server.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.botToken}` },
      body: new URLSearchParams(fields),
    });
  };
  const call: Client['call'] = async (method, args) =>
    answerSchema.parse(await (await fetchApi(method, args)).json());
  const control: Client['control'] = (method, path, body) =>
    fetch(`${server.url}/sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const records = async (): Promise<Records> =>
    recordsSchema.parse(await (await control('GET', 'records')).json());
  return {
    server,
    call,
    fetchApi,
    control,
    records,
    act: async (name, body) => {
      const answer: unknown = await (await control('POST', `act/${name}`, body)).json();
      const seen = seenSchema.safeParse(answer);
      if (!seen.success) throw new Error(JSON.stringify(answer));
      return seen.data;
    },
    wait: async (query) => {
      const search = new URLSearchParams({ timeoutMs: '3000', ...query }).toString();
      const answer: unknown = await (await control('GET', `wait?${search}`)).json();
      return eventSchema.parse(answer).event;
    },
    messages: async (channel = mlJobs) =>
      (await records()).channels.find((one) => one.id === channel)?.messages ?? [],
    post: async (args = {}) => {
      const answer = await call('chat.postMessage', { channel: mlJobs, text: 'hello', ...args });
      if (!answer.ok) throw new Error(answer.error);
      return z.object({ ts: z.string() }).parse(answer).ts;
    },
    text: async (query = '', channel = mlJobs) =>
      (await control('GET', `channel/${channel}.txt${query}`)).text(),
  };
}

/** The real library in Socket Mode, connected. */
export async function startSocketApp(client: Client, listen: (app: App) => void): Promise<App> {
  const { server } = client;
  const clientOptions = { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 } };
  const receiver = new SocketModeReceiver({
    appToken: server.appToken,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  });
  const app = new App({
    token: server.botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { ...clientOptions },
  });
  listen(app);
  await app.start();
  stops.push(async () => {
    await app.stop();
    await until(async () => (await connections(client)) === 0);
  });
  return app;
}

/** How many Socket Mode connections are open. */
export async function connections({ control }: Client): Promise<number> {
  const answer: unknown = await (await control('GET', 'socket')).json();
  return z.object({ connections: z.number() }).parse(answer).connections;
}

/** The real library behind signed HTTP; the server is told where it is. */
export async function startHttpApp(client: Client, listen: (app: App) => void): Promise<App> {
  const { server } = client;
  const receiver = new HTTPReceiver({
    signingSecret: server.signingSecret,
    logLevel: LogLevel.ERROR,
  });
  const app = new App({
    token: server.botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app);
  const listening = await app.start({ port: 0, host: '127.0.0.1' });
  stops.push(() => app.stop());
  const { port } = z
    .object({ port: z.number() })
    .parse('address' in listening ? listening.address() : undefined);
  await client.control('POST', 'request-url', { url: `http://127.0.0.1:${port}/slack/events` });
  return app;
}

export function webClient({ server }: Client): WebClient {
  return new WebClient(server.botToken, {
    slackApiUrl: server.apiUrl,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
}

/** Tries until it holds; fails after 15 seconds, which only a broken promise takes. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadlineMs = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > deadlineMs) throw new Error('It did not come to hold within 15 s.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A text that fits, inside of an object to compare with. */
export function like(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
