// After a send with an unknown effect, only the channel can tell whether the message is there.

import type { ConversationsHistoryResponse, WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Lookup } from '../../usecase/ports/slack.ts';
import { classify, errorCode } from './errors.ts';
import { metadataType } from './metadata.ts';
import type { SlackIdentity } from './web.ts';

type Place = {
  readonly channel: string;
  /** The thread to search; undefined: the channel's root messages. */
  readonly rootTs: string | undefined;
};

/** Slack's clock and the store's may differ this much without a message being missed. */
const clockSkewMs = 5 * 60_000;
const pageSize = 200;
/** With more messages than this since then (10,000), the search is given up without a result. */
const mostPages = 50;

/** Error codes that say that the history is closed to the bot, not that the look-up failed. */
const unreadable: readonly string[] = [
  'not_in_channel',
  'channel_not_found',
  'missing_scope',
  'no_permission',
  'access_denied',
  'channel_is_limited_access',
  'method_not_supported_for_channel_type',
];

const ownMessage = z.looseObject({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  metadata: z.looseObject({
    event_type: z.literal(metadataType),
    event_payload: z.looseObject({ delivery_id: z.string() }),
  }),
});

/**
 * Looks for the bot's message of a delivery among those since `sinceMs` (Unix ms). Anybody can set
 * metadata, so the sender is checked.
 */
export async function findDelivery(
  client: WebClient,
  us: SlackIdentity,
  place: Place,
  deliveryId: string,
  sinceMs: number,
): Promise<Lookup> {
  try {
    for await (const messages of pagesOf(client, place, sinceMs)) {
      const ts = messages.map((message) => idOfDelivery(message, us, deliveryId)).find(Boolean);
      if (ts !== undefined) return { kind: 'found', ts };
    }
    return { kind: 'absent' };
  } catch (error) {
    return error instanceof HalfLook ? { kind: 'unclear', why: error.message } : failedLook(error);
  }
}

/** All of the bot's messages with a delivery's id. @throws errors of reading the channel */
export async function allOfDelivery(
  client: WebClient,
  us: SlackIdentity,
  place: Place,
  deliveryId: string,
  sinceMs: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const messages of pagesOf(client, place, sinceMs)) {
    found.push(...messages.flatMap((message) => idOfDelivery(message, us, deliveryId) ?? []));
  }
  return found;
}

/** The channel couldn't be read to its end, so a missing message proves nothing. */
class HalfLook extends Error {
  override readonly name = 'HalfLook';
}

/**
 * Pages of a channel or thread. A reply to a fully deleted root is posted by Slack in the channel,
 * so it is searched there.
 */
async function* pagesOf(
  client: WebClient,
  place: Place,
  sinceMs: number,
): AsyncGenerator<readonly unknown[]> {
  try {
    yield* pagesIn(client, place, sinceMs);
  } catch (error) {
    if (place.rootTs === undefined || !rootGone.includes(errorCode(error) ?? '')) throw error;
    yield* pagesIn(client, { channel: place.channel, rootTs: undefined }, sinceMs);
  }
}

const rootGone: readonly string[] = ['thread_not_found', 'message_not_found'];

async function* pagesIn(
  client: WebClient,
  place: Place,
  sinceMs: number,
): AsyncGenerator<readonly unknown[]> {
  const oldest = ((sinceMs - clockSkewMs) / 1_000).toFixed(6);
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const answer = await readPage(client, place, oldest, cursor);
    if (answer.messages === undefined) throw new HalfLook('a page without messages');
    yield answer.messages;
    cursor = answer.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') return;
  }
  throw new HalfLook(`more than ${mostPages} pages of messages`);
}

function readPage(
  client: WebClient,
  { channel, rootTs }: Place,
  oldest: string,
  cursor: string | undefined,
): Promise<Pick<ConversationsHistoryResponse, 'messages' | 'response_metadata'>> {
  const page = {
    channel,
    oldest,
    limit: pageSize,
    include_all_metadata: true,
    ...(cursor === undefined ? {} : { cursor }),
  };
  return rootTs === undefined
    ? client.conversations.history(page)
    : client.conversations.replies({ ...page, ts: rootTs });
}

function idOfDelivery(message: unknown, us: SlackIdentity, deliveryId: string): string | undefined {
  const parsed = ownMessage.safeParse(message);
  if (!parsed.success) return undefined;
  const { ts, user, bot_id, metadata } = parsed.data;
  const ours = user === us.botUserId || (us.botId !== undefined && bot_id === us.botId);
  return ours && metadata.event_payload.delivery_id === deliveryId ? ts : undefined;
}

function failedLook(error: unknown): Lookup {
  const code = errorCode(error);
  if (code !== undefined && unreadable.includes(code)) return { kind: 'unreadable', why: code };
  const refusal = classify(error);
  return {
    kind: 'unclear',
    why: 'why' in refusal ? refusal.why : refusal.kind,
    retryAfterMs: 'retryAfterMs' in refusal ? refusal.retryAfterMs : undefined,
  };
}
