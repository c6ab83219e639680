// How long a text is, as those count who limit it.

/** How many bytes a text has in UTF-8. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** How many code points a text has. */
export function codePoints(text: string): number {
  return Array.from(text).length;
}
