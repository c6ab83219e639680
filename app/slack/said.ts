import { z } from 'zod';
import { saidToBot } from '../domain/address.ts';

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

/**
 * What a person says to the bot by its mention; undefined: nothing. What a bot or a workflow posts is no person's, even in the name of
 * one, and an app that answers itself never ends.
 */
export function readMentioning(message: MessageFields, botUserId: string): Spoken | undefined {
  const { user: userId, bot_id, subtype } = message;
  const isPersons = userId !== undefined && userId !== botUserId && bot_id === undefined;
  if (!isPersons || !spoken.includes(subtype)) return undefined;
  const text = saidToBot(message.text, botUserId);
  // An unfurled link changes a message as well, but has nothing to do with its author.
  return text === undefined ? undefined : { userId, text, edited: message.edited !== undefined };
}
