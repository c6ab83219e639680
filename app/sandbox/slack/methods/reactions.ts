import { z } from 'zod';
import { isTs } from '../state/clock.ts';
import { SlackError } from '../state/errors.ts';
import { app } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import { findMessage, type Message } from '../state/workspace.ts';
import { isIn, method, visibleChannel, type Method } from './method.ts';

const write = ['reactions:write'];
const target = z.object({ channel: z.string(), timestamp: z.string(), name: z.string() });
const mostEmoji = 23;

export const reactionMethods: Readonly<Record<string, Method>> = {
  'reactions.add': method({ scopes: write }, target, (state, args) => {
    const { message, users } = find(state, args);
    if (users.has(app.botUserId)) throw new SlackError('already_reacted');
    if (users.size === 0 && message.reactions.size >= mostEmoji)
      throw new SlackError('too_many_emoji');
    message.reactions.set(args.name, users.add(app.botUserId));
    state.feed.add({
      kind: 'reaction',
      channel: message.channel,
      ts: message.ts,
      thread: message.threadTs,
      user: app.botUserId,
      text: `:${args.name}:`,
    });
    return {};
  }),
  'reactions.remove': method({ tier: 2, scopes: write }, target, (state, args) => {
    const { message, users } = find(state, args);
    if (!users.delete(app.botUserId)) throw new SlackError('no_reaction');
    if (users.size === 0) message.reactions.delete(args.name);
    return {};
  }),
};

function find(
  state: SlackState,
  { channel: id, timestamp, name }: z.output<typeof target>,
): { readonly message: Message; readonly users: Set<string> } {
  const channel = visibleChannel(state, id);
  if (channel.isArchived) throw new SlackError('is_archived');
  if (!isTs(timestamp)) throw new SlackError('bad_timestamp');
  if (!/^[a-z0-9_+'-]+(?:::skin-tone-[2-6])?$/.test(name)) throw new SlackError('invalid_name');
  const message = isIn(channel) ? findMessage(channel, timestamp) : undefined;
  if (message?.gone !== false) throw new SlackError('message_not_found');
  return { message, users: message.reactions.get(name) ?? new Set() };
}
