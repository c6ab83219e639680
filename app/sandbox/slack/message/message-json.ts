import { compact, type Json, type JsonObject } from '../../shared/json.ts';
import { toTs } from '../state/clock.ts';
import { app, team } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import { repliesOf, type Channel, type Message } from '../state/workspace.ts';

/** A message as the Web API, payloads and events show it. Metadata is included only on request. */
export function messageJson(
  state: Pick<SlackState, 'manifest' | 'clock'>,
  channel: Channel,
  message: Message,
  withMetadata = false,
): JsonObject {
  if (message.gone === 'tombstone') return tombstone(channel, message);
  const { content, botId, threadTs } = message;
  return compact({
    type: 'message',
    ...(message.visibleTo === undefined ? {} : { is_ephemeral: true }),
    subtype: message.isBroadcast ? 'thread_broadcast' : undefined,
    user: message.author,
    text: content.text,
    ts: message.ts,
    team: team.id,
    bot_id: botId,
    app_id: botId === undefined ? undefined : app.id,
    bot_profile: botId === undefined ? undefined : botProfile(state),
    blocks: content.blocks.length === 0 ? undefined : [...content.blocks],
    files: message.files.length === 0 ? undefined : [...message.files],
    edited:
      message.editedTs === undefined ? undefined : { user: message.author, ts: message.editedTs },
    thread_ts: threadTs,
    ...(threadTs === undefined ? threadFields(channel, message) : {}),
    reactions: reactionsJson(message),
    metadata: withMetadata ? content.metadata : undefined,
  });
}

function botProfile(state: Pick<SlackState, 'manifest' | 'clock'>): Json {
  return {
    id: app.botId,
    app_id: app.id,
    name: state.manifest.botName,
    deleted: false,
    team_id: team.id,
    updated: Number(toTs(0).split('.')[0]),
    icons: {},
  };
}

function threadFields(channel: Channel, root: Message): Record<string, Json | undefined> {
  const replies = repliesOf(channel, root.ts);
  const latest = replies.at(-1);
  if (latest === undefined) return {};
  const users = [...new Set(replies.map((one) => one.author))];
  return {
    thread_ts: root.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users.slice(0, 5),
    latest_reply: latest.ts,
    subscribed: false,
  };
}

function reactionsJson({ reactions }: Message): Json | undefined {
  if (reactions.size === 0) return undefined;
  return [...reactions].map(([name, users]) => ({ name, users: [...users], count: users.size }));
}

function tombstone(channel: Channel, message: Message): JsonObject {
  return compact({
    type: 'message',
    subtype: 'tombstone',
    text: 'This message was deleted.',
    user: 'USLACKBOT',
    hidden: true,
    ts: message.ts,
    ...threadFields(channel, message),
  });
}
