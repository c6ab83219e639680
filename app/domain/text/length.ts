// Lengths of texts in the units of various limits.

/** Bytes in UTF-8. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Number of code points. */
export function codePoints(text: string): number {
  return Array.from(text).length;
}
