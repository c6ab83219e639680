// Decides whether a message is addressed to the bot. People also talk about the bot, and Slack has
// been seen to deliver replies that don't mention it.

/** White space and invisible characters: a reader doesn't see them before a mention. */
const blank = '[\\s\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]*';

/**
 * The text behind the mention that a message begins with (`@bot …`, `@bot: …`, `@bot, …`, also in
 * bold); undefined if the message isn't for the bot. A mention inside a quote or code, or after
 * other words, doesn't count.
 */
export function saidToBot(text: string, botUserId: string): string | undefined {
  const mention = new RegExp(
    `${blank}([*_]?)<@${botUserId}(?:\\|[^<>]*)?>(\\1)?${blank}[:,：，]?`,
    'y',
  );
  let said: { readonly from: number; readonly mark: string } | undefined;
  // The name repeated means the same as once.
  for (let found = mention.exec(text); found !== null; found = mention.exec(text)) {
    const [, mark = '', closing] = found;
    said = { from: mention.lastIndex, mark: closing === undefined ? mark : '' };
  }
  if (said === undefined) return undefined;
  const rest = text.slice(said.from).trim();
  const { mark } = said;
  return mark !== '' && rest.endsWith(mark) ? rest.slice(0, -mark.length).trimEnd() : rest;
}
