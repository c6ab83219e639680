// The only ways a message comes to be, changes and goes; each is told to whoever waits and to an app that subscribed.

import { toTs } from '../state/clock.ts';
import { newId } from '../state/ids.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { messageJson } from './message-json.ts';
import { renderContent } from '../render/render-message.ts';
import { app, team } from '../state/seed.ts';
import {
  findMessage,
  removeMessage,
  type Channel,
  type Content,
  type Message,
} from '../state/workspace.ts';
import type { SlackState } from '../state/slack-state.ts';

export type Post = {
  readonly author: string;
  readonly content: Content;
  readonly threadTs?: string | undefined;
  readonly isBroadcast?: boolean | undefined;
  readonly visibleTo?: string | undefined;
  readonly files?: readonly Json[] | undefined;
};

/** Posts a message; one that is `visibleTo` somebody is theirs alone. */
export function postMessage(state: SlackState, channel: Channel, post: Post): Message {
  const nowMs = state.clock();
  const message: Message = {
    ts: toTs(nowMs),
    channel: channel.id,
    threadTs: post.threadTs,
    author: post.author,
    botId: post.author === app.botUserId ? app.botId : undefined,
    visibleTo: post.visibleTo,
    isBroadcast: post.isBroadcast ?? false,
    postedAtMs: nowMs,
    content: post.content,
    edits: [],
    editedTs: undefined,
    gone: false,
    reactions: new Map(),
    files: post.files ?? [],
  };
  if (message.visibleTo === undefined) {
    channel.messages.push(message);
    tell(state, message, 'message');
    emitMessage(state, channel, messageJson(state, channel, message));
  } else {
    state.ephemerals.push(message);
    tell(state, message, 'ephemeral');
  }
  return message;
}

/** Replaces what a message says. */
export function editMessage(
  state: SlackState,
  channel: Channel,
  message: Message,
  content: Content,
): void {
  const nowMs = state.clock();
  const previous = messageJson(state, channel, message);
  message.edits.push({ atMs: nowMs, before: message.content });
  message.content = content;
  message.editedTs = toTs(nowMs);
  tell(state, message, 'edit');
  if (message.visibleTo === undefined) emitChange(state, channel, message, previous);
}

/** A message changes in Slack's own hands, as by the unfurling of a link: its text and author's edits stay. */
export function touchMessage(state: SlackState, channel: Channel, message: Message): void {
  emitChange(state, channel, message, messageJson(state, channel, message));
}

function emitChange(
  state: SlackState,
  channel: Channel,
  message: Message,
  previous: JsonObject,
): void {
  emitMessage(state, channel, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    message: messageJson(state, channel, message),
    previous_message: previous,
    channel: channel.id,
    ts: toTs(state.clock()),
  });
}

/** Takes a message away; a root with replies becomes a tombstone. */
export function deleteMessage(state: SlackState, channel: Channel, message: Message): void {
  removeMessage(channel, message);
  tell(state, message, 'delete');
  if (message.visibleTo !== undefined) return;
  emitMessage(state, channel, {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    deleted_ts: message.ts,
    channel: channel.id,
    ts: toTs(state.clock()),
  });
}

/** Where a reply goes: to its root, or to the channel when the root is wholly gone and Slack lets it. */
export function findRoot(channel: Channel, threadTs: string): Message | undefined {
  const found = findMessage(channel, threadTs);
  return found?.threadTs === undefined ? found : findMessage(channel, found.threadTs);
}

/** Sends an event to an app that subscribed to it; nobody waits for it. */
export function emit(state: SlackState, type: string, event: JsonObject): void {
  if (!state.manifest.events.has(type)) return;
  const nowMs = state.clock();
  state.delivery
    .deliverEvent({
      token: state.secrets.verification,
      team_id: team.id,
      api_app_id: app.id,
      event: { event_ts: toTs(nowMs), ...event },
      type: 'event_callback',
      event_id: newId('Ev'),
      event_time: Math.floor(nowMs / 1_000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: team.id,
          user_id: app.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
    })
    .catch(() => undefined); // the server is stopping
}

function emitMessage(state: SlackState, channel: Channel, event: JsonObject): void {
  if (!channel.members.has(app.botUserId)) return;
  const channelType = { public: 'channel', private: 'group', im: 'im' }[channel.kind];
  const type = { public: 'message.channels', private: 'message.groups', im: 'message.im' }[
    channel.kind
  ];
  emit(state, type, { ...event, channel: channel.id, channel_type: channelType });
}

function tell(
  state: SlackState,
  message: Message,
  kind: 'message' | 'edit' | 'delete' | 'ephemeral',
): void {
  state.feed.add({
    kind: message.visibleTo !== undefined && kind === 'edit' ? 'ephemeral' : kind,
    channel: message.channel,
    ts: message.ts,
    thread: message.threadTs,
    user: message.visibleTo ?? message.author,
    text: renderContent(message.content, state),
  });
}
