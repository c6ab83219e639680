import { z } from 'zod';
import { saidToBot } from '../../domain/command/address.ts';

/** A message as events bring it: https://docs.slack.dev/reference/events/message */
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
export type MessageFields = z.infer<typeof messageFields>;

/** A person's message that is for the bot; `edited`: not as it was written first, which is all that is obeyed. */
export type Spoken = { readonly userId: string; readonly text: string; readonly edited: boolean };

/** Besides a plain message: one with files, and a reply that its author showed in the channel as well. */
const spoken: readonly (string | undefined)[] = [undefined, 'file_share', 'thread_broadcast'];

/** What a person says to the bot by its mention; undefined: nothing. */
export function readMentioning(message: MessageFields, botUserId: string): Spoken | undefined {
  const userId = personOf(message, botUserId);
  const text = saidToBot(message.text, botUserId);
  return userId === undefined || text === undefined
    ? undefined
    : { userId, text, edited: isEdited(message) };
}

/** What a person says to the bot in their direct messages with it, where it need not be named. */
export function readDirect(message: MessageFields, botUserId: string): Spoken | undefined {
  const userId = personOf(message, botUserId);
  const text = saidToBot(message.text, botUserId) ?? message.text;
  return userId === undefined ? undefined : { userId, text, edited: isEdited(message) };
}

/**
 * Whose words they are; undefined: no person's. What a bot or a workflow posts is none's, even in the name of one, and an app that answers
 * itself never ends.
 */
function personOf(
  { user: userId, bot_id, subtype }: MessageFields,
  botUserId: string,
): string | undefined {
  const isPersons = userId !== botUserId && bot_id === undefined;
  return isPersons && spoken.includes(subtype) ? userId : undefined;
}

/** By its author: an unfurled link changes a message as well. */
const isEdited = ({ edited }: MessageFields): boolean => edited !== undefined;
