// The state of the workspace. Each part has its own file.

import { createClock } from './clock.ts';
import type { Delivery } from './delivery.ts';
import { createSlackFaults, type SlackFaults } from './faults.ts';
import { createFeed, type Feed } from './feed.ts';
import type { AppManifest } from './manifest.ts';
import { createRates, type Rates } from './rates.ts';
import { createRecords, type Records } from './records.ts';
import { app, team, toChannel, toPerson, type Seed } from './seed.ts';
import { settingsSchema, type Settings } from './settings.ts';
import { createTriggers, type Triggers } from './triggers.ts';
import type { View } from './views.ts';
import type { ResponseUrl, Channel, Message, Person, UserGroup } from './workspace.ts';

export type Secrets = {
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** The deprecated `token` field of payloads. */
  readonly verification: string;
};

type UploadedFile = {
  readonly name: string;
  readonly length: number;
  content: Buffer | undefined;
  shared: boolean;
};

export type SlackState = {
  readonly clock: () => number;
  readonly manifest: AppManifest;
  readonly secrets: Secrets;
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly userGroups: Map<string, UserGroup>;
  readonly ephemerals: Message[];
  readonly views: Map<string, View>;
  readonly files: Map<string, UploadedFile>;
  readonly triggers: Triggers;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly feed: Feed;
  readonly records: Records;
  readonly faults: SlackFaults;
  readonly rates: Rates;
  readonly delivery: Delivery;
  /** Issues a ticket for a Socket Mode connection. */
  readonly ticket: () => string;
  readonly mode: 'socket' | 'http';
  settings: Settings;
  /** The server's base URL; empty until it listens. */
  url: string;
  /** The bot's address for signed HTTP. */
  requestUrl: string | undefined;
  /** Whether the tokens are revoked. */
  revoked: boolean;
  /** An outage lasts until then (Unix ms); 0 for none. */
  downUntilMs: number;
};

type SlackStateParts = {
  readonly manifest: AppManifest;
  readonly secrets: Secrets;
  readonly seed: Seed;
  readonly mode: 'socket' | 'http';
  readonly requestUrl: string | undefined;
  readonly ticket: () => string;
  /** Called with the state's own records, clock and settings. */
  readonly delivery: (
    state: Pick<SlackState, 'records' | 'clock'> & { settings: () => Settings },
  ) => Delivery;
};

/** The state of a workspace that has just started. */
export function createSlackState(parts: SlackStateParts): SlackState {
  const clock = createClock();
  const records = createRecords();
  const people = [
    ...parts.seed.people,
    {
      id: app.botUserId,
      name: botName(parts.manifest.botName),
      realName: parts.manifest.botName,
      isBot: true,
    },
  ].map(toPerson);
  const channels = parts.seed.channels.map((one) => toChannel(one, clock()));
  const state: SlackState = {
    clock,
    manifest: parts.manifest,
    secrets: parts.secrets,
    people: new Map(people.map((one) => [one.id, one])),
    channels: new Map(channels.map((one) => [one.id, one])),
    userGroups: new Map((parts.seed.userGroups ?? []).map((one) => [one.id, { ...one }])),
    ephemerals: [],
    views: new Map(),
    files: new Map(),
    triggers: createTriggers(),
    responseUrls: new Map(),
    feed: createFeed(clock),
    records,
    faults: createSlackFaults(),
    rates: createRates(),
    delivery: parts.delivery({ records, clock, settings: () => state.settings }),
    ticket: parts.ticket,
    mode: parts.mode,
    settings: settingsSchema.parse({}),
    url: '',
    requestUrl: parts.requestUrl,
    revoked: false,
    downUntilMs: 0,
  };
  return state;
}

/** Whether an outage is in progress. */
export function isDown(state: SlackState): boolean {
  return state.clock() < state.downUntilMs;
}

/** `Vertex Jobs` → `vertexjobs`, as Slack derives a bot's handle. */
function botName(displayName: string): string {
  return displayName.toLowerCase().replace(/[^a-z0-9._-]/g, '');
}

export const identity = { id: app.id, botId: app.botId, teamId: team.id } as const;
