/**
 * Whether a text matches a pattern, ignoring case. `*` matches any characters, including none;
 * nothing else is special.
 */
export function fitsWildcard(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const whole = text.toLowerCase();
  const last = rest.pop();
  if (last === undefined) return whole === first;
  if (!whole.startsWith(first)) return false;
  let from = first.length;
  // The earliest match of each piece leaves the most room for the rest, so no backtracking is
  // needed.
  for (const piece of rest) {
    const at = whole.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return whole.length - last.length >= from && whole.endsWith(last);
}
