import { z } from 'zod';
import type { JsonObject } from '../../shared/json.ts';
import { messageJson } from '../message/message-json.ts';
import { findRoot } from '../message/posting.ts';
import { isTs } from '../state/clock.ts';
import { SlackError } from '../state/errors.ts';
import type { SlackState } from '../state/slack-state.ts';
import { repliesOf, type Channel, type Message } from '../state/workspace.ts';
import {
  count,
  flag,
  isIn,
  method,
  page,
  requireChannelScope,
  visibleChannel,
  type Method,
} from './method.ts';

const historyScopes = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];
const mostPerPage = 999;

const range = {
  channel: z.string(),
  oldest: z.coerce.string().optional(),
  latest: z.coerce.string().optional(),
  inclusive: flag.default(false),
  include_all_metadata: flag.default(false),
  limit: count.default(100),
  cursor: z.string().optional(),
};

type Range = z.output<z.ZodObject<typeof range>>;

export const historyMethods: Readonly<Record<string, Method>> = {
  'conversations.history': method({ scopes: historyScopes }, z.object(range), (state, args) => {
    const channel = readable(state, args.channel);
    const roots = channel.messages.filter(
      (one) => one.gone !== 'deleted' && (one.threadTs === undefined || one.isBroadcast),
    );
    const all = within(roots, args).reverse();
    return answer(state, channel, all, args);
  }),
  'conversations.replies': method(
    { scopes: historyScopes },
    z.object({ ...range, ts: z.string(), limit: count.default(1_000) }),
    (state, args) => {
      const channel = readable(state, args.channel);
      const root = isTs(args.ts) ? findRoot(channel, args.ts) : undefined;
      if (root === undefined) throw new SlackError('thread_not_found');
      // The root comes first, whatever the range.
      const all = [root, ...within(repliesOf(channel, root.ts), args)];
      return answer(state, channel, all, args);
    },
  ),
};

function readable(state: SlackState, id: string): Channel {
  const channel = visibleChannel(state, id);
  requireChannelScope(state, channel, 'history');
  if (!isIn(channel)) throw new SlackError('not_in_channel');
  return channel;
}

function within(messages: readonly Message[], { oldest, latest, inclusive }: Range): Message[] {
  const from = bound(oldest, 'invalid_ts_oldest') ?? 0;
  const to = bound(latest, 'invalid_ts_latest') ?? Infinity;
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    return inclusive ? at >= from && at <= to : at > from && at < to;
  });
}

function bound(text: string | undefined, code: string): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^\d+(?:\.\d+)?$/.test(text)) throw new SlackError(code);
  return Number(text);
}

function answer(
  state: SlackState,
  channel: Channel,
  all: readonly Message[],
  args: Range,
): JsonObject {
  if (args.limit < 1) throw new SlackError('invalid_limit');
  const { items, next } = page(all, Math.min(args.limit, mostPerPage), args.cursor);
  return {
    messages: items.map((one) => messageJson(state, channel, one, args.include_all_metadata)),
    has_more: next !== '',
    ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
  };
}
