import { z } from 'zod';
import { SlackError } from '../errors.ts';
import { newId } from '../ids.ts';
import { compact, type JsonObject } from '../json.ts';
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
} from '../method.ts';
import { emit } from '../posting.ts';
import { app, team } from '../seed.ts';
import type { Channel } from '../workspace.ts';
import type { World } from '../world.ts';

const readScopes = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];

export const paging = {
  limit: count.default(100),
  cursor: z.string().optional(),
};

export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.info': method(
    { scopes: readScopes },
    z.object({ channel: z.string(), include_num_members: flag.default(false) }),
    (world, args) => {
      const channel = visibleChannel(world, args.channel);
      requireChannelScope(world, channel, 'read');
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
    (world, args) => listChannels(world, args, (channel) => isVisible(channel)),
  ),
  'users.conversations': method(
    { scopes: readScopes },
    z.object({
      ...paging,
      types: z.string().default('public_channel'),
      exclude_archived: flag.default(false),
      user: z.string().optional(),
    }),
    (world, args) => {
      const user = args.user ?? app.botUserId;
      return listChannels(world, args, (one) => isVisible(one) && one.members.has(user));
    },
  ),
  'conversations.members': method(
    { tier: 4, scopes: readScopes },
    z.object({ ...paging, channel: z.string() }),
    (world, args) => {
      const channel = visibleChannel(world, args.channel);
      requireChannelScope(world, channel, 'read');
      const { items, next } = page([...channel.members], args.limit, args.cursor);
      return { members: [...items], response_metadata: { next_cursor: next } };
    },
  ),
  'conversations.join': method(
    { scopes: ['channels:join'] },
    z.object({ channel: z.string() }),
    (world, args) => {
      const channel = visibleChannel(world, args.channel);
      if (channel.kind !== 'public') {
        throw new SlackError('method_not_supported_for_channel_type');
      }
      if (channel.isArchived) throw new SlackError('is_archived');
      const was = isIn(channel);
      joinChannel(world, channel, app.botUserId);
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
    (world, args) => {
      requireScope(world, ['im:write']);
      const channel = channelToOpen(world, args);
      return { channel: args.return_im ? channelJson(channel) : { id: channel.id } };
    },
  ),
};

function channelToOpen(
  world: World,
  args: { users?: string | undefined; channel?: string | undefined },
): Channel {
  if (args.channel !== undefined && args.channel !== '') return visibleChannel(world, args.channel);
  const users = (args.users ?? '').split(',').filter((user) => user !== '');
  const [user] = users;
  if (user === undefined) throw new SlackError('users_list_not_supplied');
  // Conversations of several people need mpim:write, and no app here has it.
  if (users.length > 1) throw new SlackError('method_not_supported_for_channel_type');
  return openDm(world, user);
}

/** The direct messages of a person with the bot, made when there are none yet. */
export function openDm(world: World, user: string): Channel {
  const person = world.people.get(user);
  if (person === undefined) throw new SlackError('user_not_found');
  if (person.deleted) throw new SlackError('user_disabled');
  if (person.isBot) throw new SlackError('cannot_dm_bot');
  const known = [...world.channels.values()].find(
    (one) => one.kind === 'im' && isIn(one) && one.members.has(user),
  );
  if (known !== undefined) return known;
  const channel: Channel = {
    id: newId('D', 8),
    name: person.name,
    kind: 'im',
    isArchived: false,
    createdMs: world.clock(),
    members: new Set([user, app.botUserId]),
    messages: [],
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** Makes somebody a member; an app in the channel hears of it, and of its own coming. */
export function joinChannel(world: World, channel: Channel, user: string, inviter?: string): void {
  if (channel.members.has(user)) return;
  channel.members.add(user);
  if (!isIn(channel)) return;
  emit(
    world,
    'member_joined_channel',
    compact({
      type: 'member_joined_channel',
      user,
      channel: channel.id,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      team: team.id,
      inviter,
    }),
  );
}

export function channelJson(channel: Channel): JsonObject {
  const { id, name, kind, isArchived, members } = channel;
  const common = {
    id,
    created: Math.floor(channel.createdMs / 1_000),
    is_archived: isArchived,
    is_org_shared: false,
    context_team_id: team.id,
    updated: Math.floor(channel.createdMs),
  };
  if (kind === 'im') {
    const user = [...members].find((one) => one !== app.botUserId) ?? '';
    return { ...common, is_im: true, user, is_open: true };
  }
  return {
    ...common,
    name,
    name_normalized: name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: kind === 'private',
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_member: isIn(channel),
    creator: 'U0ROOT',
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    shared_team_ids: [team.id],
  };
}

const scopeOfType: Readonly<Record<string, { kind?: Channel['kind']; scope: string }>> = {
  public_channel: { kind: 'public', scope: 'channels:read' },
  private_channel: { kind: 'private', scope: 'groups:read' },
  im: { kind: 'im', scope: 'im:read' },
  mpim: { scope: 'mpim:read' },
};

function listChannels(
  world: World,
  args: { types: string; exclude_archived: boolean; limit: number; cursor?: string | undefined },
  shown: (channel: Channel) => boolean,
): JsonObject {
  const types = args.types.split(',').map((type) => scopeOfType[type.trim()]);
  const kinds = types.map((type) => {
    if (type === undefined) throw new SlackError('invalid_types');
    requireScope(world, [type.scope]);
    return type.kind;
  });
  if (args.limit < 1 || args.limit > 1_000) throw new SlackError('invalid_limit');
  const all = [...world.channels.values()].filter(
    (one) => kinds.includes(one.kind) && shown(one) && !(args.exclude_archived && one.isArchived),
  );
  const { items, next } = page(all, args.limit, args.cursor);
  return { channels: items.map(channelJson), response_metadata: { next_cursor: next } };
}

function isVisible(channel: Channel): boolean {
  return channel.kind === 'public' || isIn(channel);
}
