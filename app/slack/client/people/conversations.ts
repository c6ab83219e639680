// Conversations as Slack lists them.

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Conversation } from '../../../domain/permission/viewer.ts';

/** Slack's largest page: https://docs.slack.dev/reference/methods/users.conversations */
const pageSize = 999;
const mostPages = 10;

/** A conversation as conversations.info and users.conversations give it. */
export const listedConversation = z.looseObject({
  id: z.string(),
  is_im: z.boolean().optional(),
  is_mpim: z.boolean().optional(),
  is_private: z.boolean().optional(),
  /** Of a direct message: the person. */
  user: z.string().optional(),
});

export type ListedConversation = z.infer<typeof listedConversation>;

/** A channel is public only if Slack says so. */
export function kindOf(channel: ListedConversation): Conversation | undefined {
  const { is_im, is_mpim, is_private, user } = channel;
  if (is_im === true) return user === undefined ? undefined : { kind: 'direct', userId: user };
  if (is_private === false && is_mpim !== true) return { kind: 'public' };
  return is_private === undefined && is_mpim === undefined ? undefined : { kind: 'private' };
}

const page = z.looseObject({
  channels: z.array(listedConversation),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
});

/** All pages; undefined if one couldn't be read. Pages beyond the limit stay unknown. */
export async function readConversations(
  client: WebClient,
  what: { readonly types: string; readonly user?: string },
  failed: (error: unknown) => void,
): Promise<readonly ListedConversation[] | undefined> {
  const all: ListedConversation[] = [];
  let cursor: string | undefined;
  try {
    for (let pages = 0; pages < mostPages; pages++) {
      const answer = await client.users.conversations({
        ...what,
        exclude_archived: false,
        limit: pageSize,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const parsed = page.safeParse(answer);
      if (!parsed.success) return undefined;
      all.push(...parsed.data.channels);
      cursor = parsed.data.response_metadata?.next_cursor ?? '';
      if (cursor === '') break;
    }
  } catch (error) {
    failed(error);
    return undefined;
  }
  return all;
}
