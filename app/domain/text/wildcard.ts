/** Whether a text is what a pattern says, whatever the case; `*` stands for any characters, none included, and nothing else is special. */
export function fitsWildcard(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const whole = text.toLowerCase();
  const last = rest.pop();
  if (last === undefined) return whole === first;
  if (!whole.startsWith(first)) return false;
  let from = first.length;
  // The earliest place for each piece leaves the most room for the next, so nothing has to be tried twice.
  for (const piece of rest) {
    const at = whole.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return whole.length - last.length >= from && whole.endsWith(last);
}
