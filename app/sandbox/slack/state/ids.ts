import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id like Slack's: a prefix, then capital letters and digits. */
export function newId(prefix: string, length = 10): string {
  return prefix + Array.from(randomBytes(length), (byte) => alphabet[byte % 36]).join('');
}

/** A random secret in hexadecimal digits. */
export function newSecret(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
