// Whether a message is said to the bot. People speak of it as well, and Slack was seen to deliver replies that do not name it.

/** What is white or can't be seen: to whoever reads it, a message begins behind it. */
const blank = '[\\s\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]*';

/**
 * What is said to the bot in a message that begins with its mention (`@bot …`, `@bot: …`, `@bot, …`, also in bold), without that;
 * undefined: the message is not for the bot. A mention in a quotation, in code, or behind a word or another's name does not begin it.
 */
export function saidToBot(text: string, botUserId: string): string | undefined {
  const mention = new RegExp(
    `${blank}([*_]?)<@${botUserId}(?:\\|[^<>]*)?>(\\1)?${blank}[:,：，]?`,
    'y',
  );
  let said: { readonly from: number; readonly mark: string } | undefined;
  // Twice the same name is once meant.
  for (let found = mention.exec(text); found !== null; found = mention.exec(text)) {
    const [, mark = '', closing] = found;
    said = { from: mention.lastIndex, mark: closing === undefined ? mark : '' };
  }
  if (said === undefined) return undefined;
  const rest = text.slice(said.from).trim();
  const { mark } = said;
  return mark !== '' && rest.endsWith(mark) ? rest.slice(0, -mark.length).trimEnd() : rest;
}
