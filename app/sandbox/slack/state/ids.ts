import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id as Slack makes them: a letter or two, then capitals and digits. */
export function newId(prefix: string, length = 10): string {
  return prefix + Array.from(randomBytes(length), (byte) => alphabet[byte % 36]).join('');
}

/** A secret of hexadecimal digits. */
export function newSecret(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
