// Posting, editing and deleting messages. Every change goes to the feed and, as an event, to an app that subscribes to it.

import type { Json, JsonObject } from '../../shared/json.ts';
import { renderContent } from '../render/render-message.ts';
import { toTs } from '../state/clock.ts';
import { newId } from '../state/ids.ts';
import { app, team } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import {
  findMessage,
  removeMessage,
  type Channel,
  type Content,
  type Message,
} from '../state/workspace.ts';
import { messageJson } from './message-json.ts';

export type Post = {
  readonly author: string;
  readonly content: Content;
  readonly threadTs?: string | undefined;
  readonly isBroadcast?: boolean | undefined;
  readonly visibleTo?: string | undefined;
  readonly files?: readonly Json[] | undefined;
};

/** Posts a message. With `visibleTo` it is ephemeral: only that person sees it. */
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
    publish(state, message, 'message');
    emitMessage(state, channel, messageJson(state, channel, message));
  } else {
    state.ephemerals.push(message);
    publish(state, message, 'ephemeral');
  }
  return message;
}

/** Replaces a message's content. */
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
  publish(state, message, 'edit');
  if (message.visibleTo === undefined) emitChange(state, channel, message, previous);
}

/** Sends message_changed for a change that Slack itself makes, such as unfurling a link. Content and edit history stay. */
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

/** Deletes a message. A root with replies becomes a tombstone. */
export function deleteMessage(state: SlackState, channel: Channel, message: Message): void {
  removeMessage(channel, message);
  publish(state, message, 'delete');
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

/** The root of the thread that `threadTs` belongs to; undefined when the root is deleted without a tombstone. */
export function findRoot(channel: Channel, threadTs: string): Message | undefined {
  const found = findMessage(channel, threadTs);
  return found?.threadTs === undefined ? found : findMessage(channel, found.threadTs);
}

/** Sends an event to the app if it subscribes to it. Does not wait for the delivery. */
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
    .catch(() => undefined); // The server is stopping.
}

function emitMessage(state: SlackState, channel: Channel, event: JsonObject): void {
  if (!channel.members.has(app.botUserId)) return;
  const channelType = { public: 'channel', private: 'group', im: 'im' }[channel.kind];
  const type = { public: 'message.channels', private: 'message.groups', im: 'message.im' }[
    channel.kind
  ];
  emit(state, type, { ...event, channel: channel.id, channel_type: channelType });
}

function publish(
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
