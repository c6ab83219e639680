import { z } from 'zod';
import { saidToBot } from '../../domain/command/address.ts';

/** A message in an event: https://docs.slack.dev/reference/events/message */
export const messageFields = z.looseObject({
  user: z.string().optional(),
  /** The author's own workspace, in a shared channel. */
  user_team: z.string().optional(),
  bot_id: z.string().optional(),
  subtype: z.string().optional(),
  text: z.string().default(''),
  ts: z.string(),
  thread_ts: z.string().optional(),
  edited: z.unknown().optional(),
});
type MessageFields = z.infer<typeof messageFields>;

/**
 * A person's message to the bot. `edited`: it was changed, and only the original text is obeyed.
 */
export type Spoken = { readonly userId: string; readonly text: string; readonly edited: boolean };

/** Subtypes besides a plain message: one with files, and a reply also shown in the channel. */
const spoken: readonly (string | undefined)[] = [undefined, 'file_share', 'thread_broadcast'];

/** What a person says to the bot with a mention; undefined if nothing. */
export function readMentioning(message: MessageFields, botUserId: string): Spoken | undefined {
  const userId = personOf(message, botUserId);
  const text = saidToBot(message.text, botUserId);
  return userId === undefined || text === undefined
    ? undefined
    : { userId, text, edited: isEdited(message) };
}

/** What a person says in direct messages, where no mention is needed. */
export function readDirect(message: MessageFields, botUserId: string): Spoken | undefined {
  const userId = personOf(message, botUserId);
  const text = saidToBot(message.text, botUserId) ?? message.text;
  return userId === undefined ? undefined : { userId, text, edited: isEdited(message) };
}

/**
 * The author, if it is a person; otherwise undefined. Messages of bots and workflows don't count,
 * even on a person's behalf: an app that answers itself never stops.
 */
function personOf(
  { user: userId, bot_id, subtype }: MessageFields,
  botUserId: string,
): string | undefined {
  const isPersons = userId !== botUserId && bot_id === undefined;
  return isPersons && spoken.includes(subtype) ? userId : undefined;
}

/** Edited by the author: an unfurled link changes a message, too. */
const isEdited = ({ edited }: MessageFields): boolean => edited !== undefined;
