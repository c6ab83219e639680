// The file that an export is written into.

import { statSync } from 'node:fs';
import { dirname } from 'node:path';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'its name is too long',
};

/** Why a file can't be written, as a sentence; undefined: as far as can be told before, it can. */
export function outProblem(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return `--out: ${path} is a directory: name a file in it.`;
  const directory = dirname(path);
  const around = statSync(directory, { throwIfNoEntry: false });
  return around?.isDirectory() === true
    ? undefined
    : `--out: there is no directory ${directory}: make it first.`;
}

/** Of a file; a socket has others, such as `connect`. */
const syscalls: readonly unknown[] = ['open', 'write', 'close', 'rename'];

/**
 * An error of writing it, as a sentence; undefined: it is another error, such as one of the
 * database's or the bot's socket.
 */
export function sayOutError(path: string, error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  const { syscall } = error;
  // Only a socket's peer can go away.
  if (!syscalls.includes(syscall) || error.code === 'EPIPE' || error.code === 'ECONNRESET')
    return undefined;
  const reason = reasons[String(error.code)] ?? String(error.code);
  return `--out: ${path} can’t be written: ${reason}.`;
}
