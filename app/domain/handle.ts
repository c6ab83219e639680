// No look-alikes (0/o, 1/l/i): handles are read off a screen and typed again.
const letters = 'abcdefghjkmnpqrstuvwxyz';
const characters = `${letters}23456789`;

/** A short name for a job, a letter first. Whether it was used before is for the store to say. */
export function makeHandle(random: () => number, length = 4): string {
  const pick = (from: string) => from.charAt(Math.floor(random() * from.length));
  let handle = pick(letters);
  while (handle.length < length) handle += pick(characters);
  // Only digits after the letter would look like a version, only letters like a word: one digit at least.
  return /\d/.test(handle) ? handle : `${handle.slice(0, -1)}${pick('23456789')}`;
}
