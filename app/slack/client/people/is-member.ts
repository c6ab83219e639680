import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { failed, succeeded, type Result } from '../../../domain/error/failure.ts';
import { errorCode, readFailure } from '../errors.ts';

/** Slack's largest page: https://docs.slack.dev/reference/methods/users.conversations */
const pageSize = 999;
const mostPages = 20;

const conversations = z.looseObject({
  channels: z.array(z.looseObject({ id: z.string() })),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
});

/** Codes for a person who doesn't exist, not for a failed look-up. */
const noPerson: readonly string[] = ['user_not_found', 'user_not_visible'];

/**
 * Whether a person is in a channel. Reads the person's channels and not the channel's members:
 * nearly always one page, however large the channel. Slack lists only private channels that the bot
 * is in as well, so nobody counts as a member of one it was removed from.
 */
export async function isMember(
  client: WebClient,
  channel: string,
  userId: string,
): Promise<Result<boolean>> {
  try {
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const answer = conversations.safeParse(
        await client.users.conversations({
          user: userId,
          types: 'public_channel,private_channel',
          limit: pageSize,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      );
      if (!answer.success) return unread('Slack told them in a way I can’t read');
      if (answer.data.channels.some(({ id }) => id === channel)) return succeeded(true);
      cursor = answer.data.response_metadata?.next_cursor;
      if (cursor === undefined || cursor === '') return succeeded(false);
    }
    return unread(`there are more than ${mostPages} pages of them`);
  } catch (error) {
    const code = errorCode(error);
    return failed(
      code !== undefined && noPerson.includes(code)
        ? { kind: 'user', message: 'Slack does not know this person.', reason: code }
        : readFailure('Slack did not say which channels somebody is in', error),
    );
  }
}

function unread(why: string): Result<never> {
  const message = `Slack did not say which channels somebody is in: ${why}.`;
  return failed({ kind: 'transient', message });
}
