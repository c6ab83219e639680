// Opening, joining and describing channels.

import { compact, type JsonObject } from '../../shared/json.ts';
import { emit } from '../message/posting.ts';
import { SlackError } from '../state/errors.ts';
import { newId } from '../state/ids.ts';
import { app, team } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import type { Channel } from '../state/workspace.ts';
import { isIn } from './method.ts';

/** The person's direct-message channel with the bot; created if missing. @throws SlackError */
export function openDm(state: SlackState, user: string): Channel {
  const person = state.people.get(user);
  if (person === undefined) throw new SlackError('user_not_found');
  if (person.deleted) throw new SlackError('user_disabled');
  if (person.isBot) throw new SlackError('cannot_dm_bot');
  const known = [...state.channels.values()].find(
    (one) => one.kind === 'im' && isIn(one) && one.members.has(user),
  );
  if (known !== undefined) return known;
  const channel: Channel = {
    id: newId('D', 8),
    name: person.name,
    kind: 'im',
    isArchived: false,
    createdMs: state.clock(),
    members: new Set([user, app.botUserId]),
    messages: [],
  };
  state.channels.set(channel.id, channel);
  return channel;
}

/** Adds a member. The app gets an event if it is in the channel, also when it is the one that joins. */
export function joinChannel(
  state: SlackState,
  channel: Channel,
  user: string,
  inviter?: string,
): void {
  if (channel.members.has(user)) return;
  channel.members.add(user);
  if (!isIn(channel)) return;
  emit(
    state,
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

/** A channel as the Web API describes it. */
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
