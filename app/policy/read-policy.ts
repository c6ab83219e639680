// Reads the bytes of a policy file: bounded in size and time, whatever is at its path.

import { createHash } from 'node:crypto';
import { constants, open } from 'node:fs/promises';

/** Bytes. */
export const largestPolicy = 256_000;

/** What is at the path now. `mark` differs if something else is there. */
export type PolicyBytes =
  | { readonly ok: true; readonly mark: string; readonly hash: string; readonly text: string }
  | {
      readonly ok: false;
      readonly mark: string;
      /** Of the bytes; undefined if they couldn't be read. */
      readonly hash?: string | undefined;
      /** A sentence. */
      readonly problem: string;
    };

/**
 * Reads a policy file as UTF-8 text. Never rejects. Follows links: mounts and checkouts swap them.
 */
export async function readPolicyFile(path: string): Promise<PolicyBytes> {
  const called = shown(path);
  try {
    const bytes = await readBounded(path);
    if (bytes === undefined) return unreadable('no file', `${called} is not a file.`);
    if (bytes.length > largestPolicy) {
      return unreadable('large', `${called} is larger than ${largestPolicy / 1_000} kB.`);
    }
    return decode(bytes, called);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return code === 'ENOENT'
      ? unreadable(code, `There is no file ${called}.`)
      : unreadable(code, `${called} can’t be read (${code}).`);
  }
}

/** Backticks would start code in a sentence. */
const shown = (path: string): string => path.replaceAll('`', '’');

function unreadable(why: string, problem: string): PolicyBytes {
  return { ok: false, mark: `unreadable: ${why}`, problem };
}

/** Up to one byte more than allowed. Undefined: it isn't a file. */
async function readBounded(path: string): Promise<Buffer | undefined> {
  // A pipe without a writer would block otherwise.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await handle.stat();
    if (!found.isFile()) return undefined;
    const buffer = Buffer.alloc(Math.min(found.size, largestPolicy) + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  } finally {
    await handle.close();
  }
}

function decode(bytes: Buffer, called: string): PolicyBytes {
  // The same as `sha256sum` shows, so that people can compare.
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, mark: hash, hash, text };
  } catch {
    return { ok: false, mark: hash, hash, problem: `${called} is not UTF-8 text.` };
  }
}

/** A file system that hangs must not keep the bot from starting, nor be asked twice at once. */
const patienceMs = 10_000;

/** Reads the file at a path each time it is called; one that doesn't answer is unreadable. */
export function createPolicyReader(
  path: string,
  read = readPolicyFile,
): () => Promise<PolicyBytes> {
  let reading: Promise<PolicyBytes> | undefined;
  return async () => {
    reading ??= read(path).finally(() => (reading = undefined));
    const { promise: late, resolve } = Promise.withResolvers<PolicyBytes>();
    const seconds = patienceMs / 1_000;
    const slow = `${shown(path)} can’t be read (no answer within ${seconds} s).`;
    const timer = setTimeout(() => resolve(unreadable('slow', slow)), patienceMs);
    try {
      return await Promise.race([reading, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
