// Handles are read off a screen and typed, so look-alikes (0/o, 1/l/i) are left out.
const letters = 'abcdefghjkmnpqrstuvwxyz';
const digits = '23456789';

/**
 * A short name for a job, of at least two characters: begins with a letter and contains a digit, so
 * it never looks like a word. `random` is in [0, 1). The store checks that it is unused.
 */
export function makeHandle(random: () => number, length = 4): string {
  const pick = (from: string) => from.charAt(Math.floor(random() * from.length));
  const rest = Array.from({ length: length - 1 }, () => pick(letters + digits)).join('');
  const handle = pick(letters) + rest;
  return /\d/.test(handle) ? handle : handle.slice(0, -1) + pick(digits);
}
