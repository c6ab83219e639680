import { z } from 'zod';
import { objectsIn, type JsonObject } from '../../shared/json.ts';
import { SlackError } from '../state/errors.ts';
import { app } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import type { Channel } from '../state/workspace.ts';
import { channelJson, joinChannel, openDm } from './channels.ts';
import {
  count,
  flag,
  isIn,
  method,
  page,
  requireChannelScope,
  requireScope,
  visibleChannel,
  type Method,
} from './method.ts';

const readScopes = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];

export const paging = {
  limit: count.default(100),
  cursor: z.string().optional(),
};

export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.info': method(
    { scopes: readScopes },
    z.object({ channel: z.string(), include_num_members: flag.default(false) }),
    (state, args) => {
      const channel = visibleChannel(state, args.channel);
      requireChannelScope(state, channel, 'read');
      const members = args.include_num_members ? { num_members: channel.members.size } : {};
      return { channel: { ...channelJson(channel), ...members } };
    },
  ),
  'conversations.list': method(
    { tier: 2, scopes: readScopes },
    z.object({
      ...paging,
      types: z.string().default('public_channel'),
      exclude_archived: flag.default(false),
    }),
    (state, args) => listChannels(state, args, (channel) => isVisible(channel)),
  ),
  'users.conversations': method(
    { scopes: readScopes },
    z.object({
      ...paging,
      types: z.string().default('public_channel'),
      exclude_archived: flag.default(false),
      user: z.string().optional(),
    }),
    (state, args) => {
      const user = args.user ?? app.botUserId;
      // Another user's private channels are listed only where the app is a member too, and without is_member:
      // https://docs.slack.dev/reference/methods/users.conversations
      const found = listChannels(state, args, (one) => isVisible(one) && one.members.has(user));
      return { ...found, channels: objectsIn(found.channels).map(withoutMembership) };
    },
  ),
  'conversations.members': method(
    { tier: 4, scopes: readScopes },
    z.object({ ...paging, channel: z.string() }),
    (state, args) => {
      const channel = visibleChannel(state, args.channel);
      requireChannelScope(state, channel, 'read');
      const { items, next } = page([...channel.members], args.limit, args.cursor);
      return { members: [...items], response_metadata: { next_cursor: next } };
    },
  ),
  'conversations.join': method(
    { scopes: ['channels:join'] },
    z.object({ channel: z.string() }),
    (state, args) => {
      const channel = visibleChannel(state, args.channel);
      if (channel.kind !== 'public') {
        throw new SlackError('method_not_supported_for_channel_type');
      }
      if (channel.isArchived) throw new SlackError('is_archived');
      const was = isIn(channel);
      joinChannel(state, channel, app.botUserId);
      const warning = { warning: 'already_in_channel' };
      return { channel: channelJson(channel), ...(was ? warning : {}) };
    },
  ),
  'conversations.open': method(
    { scopes: ['im:write', 'mpim:write', 'groups:write', 'channels:manage'] },
    z.object({
      users: z.string().optional(),
      channel: z.string().optional(),
      return_im: flag.default(false),
    }),
    (state, args) => {
      requireScope(state, ['im:write']);
      const channel = channelToOpen(state, args);
      return { channel: args.return_im ? channelJson(channel) : { id: channel.id } };
    },
  ),
};

function channelToOpen(
  state: SlackState,
  args: { users?: string | undefined; channel?: string | undefined },
): Channel {
  if (args.channel !== undefined && args.channel !== '') return visibleChannel(state, args.channel);
  const users = (args.users ?? '').split(',').filter((user) => user !== '');
  const [user] = users;
  if (user === undefined) throw new SlackError('users_list_not_supplied');
  // Group conversations need mpim:write, which the sandbox does not grant.
  if (users.length > 1) throw new SlackError('method_not_supported_for_channel_type');
  return openDm(state, user);
}

const scopeOfType: Readonly<Record<string, { kind?: Channel['kind']; scope: string }>> = {
  public_channel: { kind: 'public', scope: 'channels:read' },
  private_channel: { kind: 'private', scope: 'groups:read' },
  im: { kind: 'im', scope: 'im:read' },
  mpim: { scope: 'mpim:read' },
};

function listChannels(
  state: SlackState,
  args: { types: string; exclude_archived: boolean; limit: number; cursor?: string | undefined },
  shown: (channel: Channel) => boolean,
): JsonObject {
  const types = args.types.split(',').map((type) => scopeOfType[type.trim()]);
  const kinds = types.map((type) => {
    if (type === undefined) throw new SlackError('invalid_types');
    requireScope(state, [type.scope]);
    return type.kind;
  });
  if (args.limit < 1 || args.limit > 999) throw new SlackError('invalid_limit');
  const all = [...state.channels.values()].filter(
    (one) => kinds.includes(one.kind) && shown(one) && !(args.exclude_archived && one.isArchived),
  );
  const { items, next } = page(all, args.limit, args.cursor);
  return { channels: items.map(channelJson), response_metadata: { next_cursor: next } };
}

function withoutMembership(channel: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(channel).filter(([key]) => key !== 'is_member'));
}

function isVisible(channel: Channel): boolean {
  return channel.kind === 'public' || isIn(channel);
}
