/** A message's plain text without its first line, which is for notifications: what is seen as well. */
export const below = (text: string): string => text.slice(text.indexOf('\n') + 1);
