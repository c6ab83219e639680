// The records, as `GET /sandbox/records` returns them.

import { objectsIn, toJson, type Json, type JsonObject } from '../../shared/json.ts';
import { messageJson } from '../message/message-json.ts';
import { channelJson } from '../methods/channels.ts';
import { personJson } from '../methods/users.ts';
import { renderContent } from '../render/render-message.ts';
import type { SlackState } from '../state/slack-state.ts';
import { repliesOf, type Channel, type Content, type Message } from '../state/workspace.ts';

/** All that the workspace holds and has recorded. */
export function recordsJson(state: SlackState): JsonObject {
  return {
    now: iso(state.clock()),
    calls: state.records.calls().map((call) => {
      const { atMs, ...rest } = call;
      return toJson({ ...rest, at: iso(atMs) });
    }),
    payloads: state.records.payloads().map(({ attempts, ...rest }) =>
      toJson({
        ...rest,
        acked: attempts.some((one) => one.outcome === 'acked'),
        attempts: attempts.map(({ atMs, ...attempt }) => ({ ...attempt, at: iso(atMs) })),
      }),
    ),
    channels: [...state.channels.values()].map((channel) => ({
      ...channelJson(channel),
      name: channel.name,
      kind: channel.kind,
      members: [...channel.members],
      messages: channel.messages.map((one) => messageEntry(state, channel, one)),
    })),
    ephemerals: state.ephemerals.flatMap((one) => {
      const channel = state.channels.get(one.channel);
      return channel === undefined ? [] : [messageEntry(state, channel, one)];
    }),
    views: [...state.views.values()].map(({ edits, ...view }) =>
      toJson({ ...view, edits: edits.map(({ atMs, before }) => ({ at: iso(atMs), before })) }),
    ),
    people: [...state.people.values()].map(personJson),
    usergroups: [...state.userGroups.values()].map(toJson),
    files: [...state.files].map(([id, file]) => ({
      id,
      name: file.name,
      shared: file.shared,
      text: file.content?.toString('utf8') ?? null,
    })),
  };
}

/** A message with its whole history, even if it is deleted. */
function messageEntry(state: SlackState, channel: Channel, message: Message): Json {
  const { gone, visibleTo, threadTs, edits } = message;
  return toJson({
    ...messageJson(state, channel, { ...message, gone: false }, true),
    channel: channel.id,
    is_root: threadTs === undefined,
    replies: repliesOf(channel, message.ts).map((one) => one.ts),
    deleted: gone !== false,
    tombstone: gone === 'tombstone',
    visible_to: visibleTo,
    posted_at: iso(message.postedAtMs),
    rendered: renderContent(message.content, state),
    edits: edits.map(({ atMs, before }) => ({ at: iso(atMs), before: contentJson(before, state) })),
  });
}

function contentJson(content: Content, state: SlackState): JsonObject {
  return {
    text: content.text,
    blocks: objectsIn([...content.blocks]),
    metadata: content.metadata ?? null,
    rendered: renderContent(content, state),
  };
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
