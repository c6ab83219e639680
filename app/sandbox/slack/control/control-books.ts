// The books as GET /sandbox/books shows them.

import { objectsIn, toJson, type Json, type JsonObject } from '../state/json.ts';
import { messageJson } from '../message/message-json.ts';
import { channelJson } from '../methods/channels.ts';
import { personJson } from '../methods/users.ts';
import { renderContent } from '../render/render-message.ts';
import { repliesOf, type Channel, type Content, type Message } from '../state/workspace.ts';
import type { World } from '../state/world.ts';

export function booksJson(world: World): JsonObject {
  return {
    now: iso(world.clock()),
    calls: world.books.calls().map((call) => {
      const { atMs, ...rest } = call;
      return toJson({ ...rest, at: iso(atMs) });
    }),
    payloads: world.books.payloads().map(({ attempts, ...rest }) =>
      toJson({
        ...rest,
        acked: attempts.some((one) => one.outcome === 'acked'),
        attempts: attempts.map(({ atMs, ...attempt }) => ({ ...attempt, at: iso(atMs) })),
      }),
    ),
    channels: [...world.channels.values()].map((channel) => ({
      ...channelJson(channel),
      name: channel.name,
      kind: channel.kind,
      members: [...channel.members],
      messages: channel.messages.map((one) => messageEntry(world, channel, one)),
    })),
    ephemerals: world.ephemerals.flatMap((one) => {
      const channel = world.channels.get(one.channel);
      return channel === undefined ? [] : [messageEntry(world, channel, one)];
    }),
    views: [...world.views.values()].map(({ edits, ...view }) =>
      toJson({ ...view, edits: edits.map(({ atMs, before }) => ({ at: iso(atMs), before })) }),
    ),
    people: [...world.people.values()].map(personJson),
    files: [...world.files].map(([id, file]) => ({
      id,
      name: file.name,
      shared: file.shared,
      text: file.content?.toString('utf8') ?? null,
    })),
  };
}

/** A message with all that happened to it, also when it is gone. */
function messageEntry(world: World, channel: Channel, message: Message): Json {
  const { gone, visibleTo, threadTs, edits } = message;
  return toJson({
    ...messageJson(world, channel, { ...message, gone: false }, true),
    channel: channel.id,
    is_root: threadTs === undefined,
    replies: repliesOf(channel, message.ts).map((one) => one.ts),
    deleted: gone !== false,
    tombstone: gone === 'tombstone',
    visible_to: visibleTo,
    posted_at: iso(message.postedAtMs),
    rendered: renderContent(message.content, world),
    edits: edits.map(({ atMs, before }) => ({ at: iso(atMs), before: contentJson(before, world) })),
  });
}

function contentJson(content: Content, world: World): JsonObject {
  return {
    text: content.text,
    blocks: objectsIn([...content.blocks]),
    metadata: content.metadata ?? null,
    rendered: renderContent(content, world),
  };
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
