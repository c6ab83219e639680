import { z } from 'zod';
import type { JsonObject } from '../../shared/json.ts';
import { messageJson } from '../message/message-json.ts';
import { deleteMessage, editMessage, findRoot, postMessage } from '../message/posting.ts';
import { isTs } from '../state/clock.ts';
import { SlackError } from '../state/errors.ts';
import { app } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import { findMessage, type Channel, type Content, type Message } from '../state/workspace.ts';
import { openDm } from './channels.ts';
import { contentShape, longestPost, readContent } from './content.ts';
import { flag, isIn, method, visibleChannel, type Method } from './method.ts';

/** The longest text that chat.update takes. */
const longestUpdate = 4_000;

const write = { scopes: ['chat:write'] } as const;

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': method(
    { ...write, tier: 'special' },
    z.object({
      ...contentShape,
      channel: z.string(),
      thread_ts: z.string().optional(),
      reply_broadcast: flag.default(false),
      unfurl_links: flag.optional(),
      unfurl_media: flag.optional(),
    }),
    (state, args) => {
      // Only a reply can be broadcast: any other message is in the channel already.
      if (args.reply_broadcast && (args.thread_ts ?? '') === '') {
        throw new SlackError('invalid_arguments');
      }
      const channel = targetOf(state, args.channel);
      const content = cut(readContent(args));
      const root = rootFor(state, channel, args.thread_ts);
      const message = postMessage(state, channel, {
        author: app.botUserId,
        content: { ...content, metadata: dropEmpty(content.metadata) },
        threadTs: root?.ts,
        isBroadcast: root !== undefined && args.reply_broadcast,
      });
      return {
        channel: channel.id,
        ts: message.ts,
        message: messageJson(state, channel, message, true),
      };
    },
  ),
  'chat.update': method(
    write,
    z.object({
      ...contentShape,
      channel: z.string(),
      ts: z.string(),
      reply_broadcast: flag.default(false),
    }),
    (state, args) => {
      const channel = memberChannel(state, args.channel);
      const message = ownMessage(channel, args.ts, 'cant_update_message');
      if (args.reply_broadcast && (args.text !== undefined || args.blocks !== undefined)) {
        throw new SlackError('no_dual_broadcast_content_update');
      }
      const given = readContent(args);
      if (given.text.length > longestUpdate) throw new SlackError('msg_too_long');
      // Blocks and metadata that are not given stay; `[]` and `{}` remove them.
      const { content } = message;
      const blocks = args.blocks === undefined ? content.blocks : given.blocks;
      const metadata = dropEmpty(given.metadata ?? content.metadata);
      editMessage(state, channel, message, { text: given.text, blocks, metadata });
      return {
        channel: channel.id,
        ts: message.ts,
        text: message.content.text,
        message: messageJson(state, channel, message, true),
      };
    },
  ),
  'chat.delete': method(write, z.object({ channel: z.string(), ts: z.string() }), (state, args) => {
    const channel = memberChannel(state, args.channel);
    const message = ownMessage(channel, args.ts, 'cant_delete_message');
    deleteMessage(state, channel, message);
    return { channel: channel.id, ts: message.ts };
  }),
  'chat.postEphemeral': method(
    { ...write, tier: 4 },
    z.object({
      ...contentShape,
      channel: z.string(),
      user: z.string(),
      thread_ts: z.string().optional(),
    }),
    (state, args) => {
      const channel = memberChannel(state, args.channel);
      if (!channel.members.has(args.user)) throw new SlackError('user_not_in_channel');
      const content = readContent(args);
      const root = rootFor(state, channel, args.thread_ts);
      const message = postMessage(state, channel, {
        author: app.botUserId,
        content,
        threadTs: root?.ts,
        visibleTo: args.user,
      });
      return { message_ts: message.ts };
    },
  ),
  'chat.getPermalink': method(
    { tier: 'special' },
    z.object({ channel: z.string(), message_ts: z.string() }),
    (state, { channel: id, message_ts }) => {
      const channel = visibleChannel(state, id);
      const message = findMessage(channel, message_ts);
      if (message === undefined) throw new SlackError('message_not_found');
      return { channel: channel.id, permalink: permalink(channel, message) };
    },
  ),
};

/** Where a post goes: a channel the bot is in, any public channel with chat:write.public, or a person's direct messages. */
function targetOf(state: SlackState, id: string): Channel {
  if (state.people.has(id)) {
    if (!state.manifest.messagesTab) throw new SlackError('messages_tab_disabled');
    return openDm(state, id);
  }
  const channel = visibleChannel(state, id);
  if (channel.kind === 'im' && !state.manifest.messagesTab) {
    throw new SlackError('messages_tab_disabled');
  }
  return writable(
    channel,
    channel.kind === 'public' && state.manifest.scopes.has('chat:write.public'),
  );
}

function memberChannel(state: SlackState, id: string): Channel {
  return writable(visibleChannel(state, id), false);
}

function writable(channel: Channel, fromOutside: boolean): Channel {
  if (channel.isArchived) throw new SlackError('is_archived');
  if (!isIn(channel) && !fromOutside) throw new SlackError('not_in_channel');
  return channel;
}

/**
 * The root that a reply belongs to. A tombstone still takes replies. When no tombstone is left either, Slack posts the reply in the
 * channel itself; only the missing `thread_ts` in its answer shows it (https://github.com/slack-go/slack/issues/1571).
 */
function rootFor(
  state: SlackState,
  channel: Channel,
  threadTs: string | undefined,
): Message | undefined {
  if (threadTs === undefined || threadTs === '') return undefined;
  if (!isTs(threadTs)) throw new SlackError('invalid_thread_ts');
  const root = findRoot(channel, threadTs);
  if (root === undefined && state.settings.goneParent === 'refuse') {
    throw new SlackError('thread_not_found');
  }
  return root;
}

/** The bot's own message. Tombstones can't be changed, and neither can messages of others. @throws SlackError */
function ownMessage(channel: Channel, ts: string, notOurs: string): Message {
  const message = findMessage(channel, ts);
  if (message?.gone !== false) throw new SlackError('message_not_found');
  if (message.author !== app.botUserId) throw new SlackError(notOurs);
  return message;
}

function cut(content: Content): Content {
  return { ...content, text: content.text.slice(0, longestPost) };
}

function dropEmpty(metadata: JsonObject | undefined): JsonObject | undefined {
  return metadata === undefined || Object.keys(metadata).length === 0 ? undefined : metadata;
}

function permalink(channel: Channel, message: Message): string {
  const base = `https://sandbox.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  const query = new URLSearchParams(
    message.threadTs === undefined ? {} : { thread_ts: message.threadTs, cid: channel.id },
  ).toString();
  return query === '' ? base : `${base}?${query}`;
}
