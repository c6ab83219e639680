// Membership, archiving, roles and user groups.

import type { JsonObject } from '../../shared/json.ts';
import { emit } from '../message/posting.ts';
import { joinChannel } from '../methods/channels.ts';
import { ControlError } from '../state/errors.ts';
import { app, team } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import type { Channel } from '../state/workspace.ts';
import { findChannel, findPerson } from './person.ts';

type MemberAct = {
  readonly channel: string;
  readonly user?: string | undefined;
  readonly by?: string | undefined;
};

const done: JsonObject = { ok: true };

/** Adds a member to a channel: the bot, unless another is named. */
export function invite(
  state: SlackState,
  { channel: id, user = app.botUserId, by }: MemberAct,
): JsonObject {
  const channel = findChannel(state, id);
  if (channel.isArchived) throw new ControlError(`${channel.name} is archived.`);
  const inviter = by === undefined ? undefined : findPerson(state, by).id;
  joinChannel(state, channel, findPerson(state, user).id, inviter);
  return done;
}

/** Removes a member from a channel: the bot, unless another is named. */
export function kick(
  state: SlackState,
  { channel: id, user = app.botUserId }: MemberAct,
): JsonObject {
  const channel = findChannel(state, id);
  const person = findPerson(state, user);
  if (!channel.members.delete(person.id)) return done;
  if (person.id === app.botUserId) {
    const type = channel.kind === 'private' ? 'group_left' : 'channel_left';
    emit(state, type, { type, channel: channel.id });
  } else if (channel.members.has(app.botUserId)) {
    emit(state, 'member_left_channel', {
      type: 'member_left_channel',
      user: person.id,
      channel: channel.id,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      team: team.id,
    });
  }
  return done;
}

/** Archives or unarchives a channel. */
export function setArchived(state: SlackState, id: string, isArchived: boolean): JsonObject {
  const channel: Channel = findChannel(state, id);
  channel.isArchived = isArchived;
  const kind = channel.kind === 'private' ? 'group' : 'channel';
  const type = `${kind}_${isArchived ? 'archive' : 'unarchive'}`;
  if (channel.members.has(app.botUserId))
    emit(state, type, { type, channel: channel.id, user: 'U0ROOT' });
  return done;
}

type RoleAct = {
  readonly user: string;
  readonly role: 'owner' | 'admin' | 'member' | 'guest' | 'single-channel-guest' | 'deactivated';
};

/** Changes a person's role, or deactivates them. */
export function setRole(state: SlackState, { user, role }: RoleAct): JsonObject {
  const person = findPerson(state, user);
  person.isOwner = role === 'owner';
  person.isAdmin = role === 'owner' || role === 'admin';
  person.isRestricted = role === 'guest' || role === 'single-channel-guest';
  person.isUltraRestricted = role === 'single-channel-guest';
  person.deleted = role === 'deactivated';
  return done;
}

type GroupAct = {
  readonly group: string;
  readonly users?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
};

/** Changes who is in a user group, or disables or enables it. No event tells the app. */
export function setGroup(
  state: SlackState,
  { group: text, users, disabled }: GroupAct,
): JsonObject {
  const handle = text.replace(/^@/, '');
  const group =
    state.userGroups.get(text) ??
    [...state.userGroups.values()].find((one) => one.handle === handle);
  if (group === undefined) throw new ControlError(`There is no user group ${text}.`);
  if (users !== undefined) group.users = users.map((one) => findPerson(state, one).id);
  if (disabled !== undefined) group.disabled = disabled;
  return done;
}
