// Web API methods: their rate tier, the token, scopes and arguments they need, and what they do.

import { z } from 'zod';
import type { JsonObject } from '../../shared/json.ts';
import { SlackError, withMessages } from '../state/errors.ts';
import type { Tier } from '../state/rates.ts';
import { app } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import type { Channel } from '../state/workspace.ts';

export type Method = {
  readonly tier: Tier;
  /** One of these scopes is enough; empty: none is needed. */
  readonly scopes: readonly string[];
  /** The kind of token it takes; `any` includes no token at all. */
  readonly token: 'bot' | 'app' | 'any';
  readonly run: (state: SlackState, args: JsonObject) => JsonObject;
};

/** A method with a schema for its arguments. Unknown arguments are ignored, as Slack ignores them. */
export function method<T extends z.ZodObject>(
  about: Partial<Omit<Method, 'run'>>,
  shape: T,
  run: (state: SlackState, args: z.output<T>) => JsonObject,
): Method {
  return {
    tier: 3,
    scopes: [],
    token: 'bot',
    ...about,
    run: (state, args) => run(state, parseArguments(shape, args)),
  };
}

function parseArguments<T extends z.ZodObject>(shape: T, args: JsonObject): z.output<T> {
  // Slack treats null as not given.
  const given = Object.entries(args).filter(([, value]) => value !== null);
  const parsed = shape.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const messages = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? '');
    return name in args
      ? `[ERROR] ${issue.message} [json-pointer:/${issue.path.map(String).join('/')}]`
      : `[ERROR] missing required field: ${name}`;
  });
  throw withMessages('invalid_arguments', messages);
}

/** A boolean as forms and JSON write it. */
export const flag = z
  .union([z.boolean(), z.enum(['true', '1', 'false', '0', ''])])
  .transform((value) => value === true || value === 'true' || value === '1');

/** A number as forms and JSON write it. */
export const count = z.coerce.number().pipe(z.int());

const kindOfScope = { public: 'channels', private: 'groups', im: 'im' } as const;

/** @throws SlackError missing_scope unless the manifest grants one of the scopes */
export function requireScope(state: SlackState, scopes: readonly string[]): void {
  if (scopes.length === 0 || scopes.some((scope) => state.manifest.scopes.has(scope))) return;
  throw new SlackError('missing_scope', {
    needed: scopes.join(','),
    provided: [...state.manifest.scopes].join(','),
  });
}

/** @throws SlackError missing_scope without the scope for this kind of channel */
export function requireChannelScope(
  state: SlackState,
  channel: Channel,
  act: 'read' | 'history',
): void {
  requireScope(state, [`${kindOfScope[channel.kind]}:${act}`]);
}

/** A channel the app can see: a public one, or one it is in. @throws SlackError channel_not_found */
export function visibleChannel(state: SlackState, id: string): Channel {
  const channel = state.channels.get(id) ?? byName(state, id);
  if (channel === undefined) throw new SlackError('channel_not_found');
  if (channel.kind !== 'public' && !isIn(channel)) throw new SlackError('channel_not_found');
  return channel;
}

/** Whether the bot is a member. */
export function isIn(channel: Channel): boolean {
  return channel.members.has(app.botUserId);
}

/** Slack still takes `#name` for a public channel. */
function byName(state: SlackState, text: string): Channel | undefined {
  if (!text.startsWith('#')) return undefined;
  return [...state.channels.values()].find(
    (one) => one.kind === 'public' && one.name === text.slice(1),
  );
}

/** One page of a list, and the cursor of the next page (empty on the last). @throws SlackError invalid_cursor */
export function page<T>(
  all: readonly T[],
  limit: number,
  cursor: string | undefined,
): { readonly items: readonly T[]; readonly next: string } {
  const start = cursor === undefined || cursor === '' ? 0 : readCursor(cursor);
  const items = all.slice(start, start + limit);
  const end = start + items.length;
  return { items, next: end < all.length ? writeCursor(end) : '' };
}

function writeCursor(start: number): string {
  return Buffer.from(`next:${start}`).toString('base64');
}

function readCursor(cursor: string): number {
  const start = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1];
  if (start === undefined) throw new SlackError('invalid_cursor');
  return Number(start);
}
