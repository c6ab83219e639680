import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import {
  startSlackServer,
  type SlackOptions,
  type SlackServer,
} from '../../../app/sandbox/slack/server.ts';
import {
  actResultSchema,
  answerSchema,
  recordsSchema,
  waitSchema,
  type ActResult,
  type Answer,
  type FeedEvent,
  type Records,
} from './schemas.ts';

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

/** A manifest; arguments replace the defaults. */
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

export type Client = {
  readonly server: SlackServer;
  /** Calls a method with the bot's token, form-encoded. */
  readonly call: (method: string, args?: Readonly<Record<string, unknown>>) => Promise<Answer>;
  /** The same, with the whole HTTP response. */
  readonly fetchApi: (
    method: string,
    args?: Readonly<Record<string, unknown>>,
  ) => Promise<Response>;
  readonly control: (method: string, path: string, body?: unknown) => Promise<Response>;
  readonly act: (name: string, body: unknown) => Promise<ActResult>;
  readonly wait: (query: Readonly<Record<string, string>>) => Promise<FeedEvent>;
  readonly records: () => Promise<Records>;
  readonly messages: (channel?: string) => Promise<Records['channels'][number]['messages']>;
  readonly post: (args?: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly text: (query?: string, channel?: string) => Promise<string>;
};

/** Stops something when the test ends; what comes last stops first. */
export function atEnd(stop: () => Promise<unknown>): void {
  onTestFinished(async () => {
    await stop();
  });
}

/** Starts a server for this test and stops it when the test ends. */
export async function start(options: Partial<SlackOptions> = {}): Promise<Client> {
  const server = await startSlackServer({ manifest: manifest(), mode: 'socket', ...options });
  atEnd(server.stop);
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
      const result = actResultSchema.safeParse(answer);
      if (!result.success) throw new Error(JSON.stringify(answer));
      return result.data;
    },
    wait: async (query) => {
      const search = new URLSearchParams({ timeoutMs: '3000', ...query }).toString();
      const answer: unknown = await (await control('GET', `wait?${search}`)).json();
      return waitSchema.parse(answer).event;
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

/** Waits until something holds. Fails after 15 seconds. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadlineMs = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > deadlineMs) throw new Error('It did not come to hold within 15 s.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Matches a text by a pattern, inside an expected object. */
export function like(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

/** How many Socket Mode connections are open. */
export async function connections({ control }: Client): Promise<number> {
  const answer: unknown = await (await control('GET', 'socket')).json();
  return z.object({ connections: z.number() }).parse(answer).connections;
}
