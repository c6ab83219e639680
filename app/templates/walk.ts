// Finds the files in a directory that may be templates, and the ones to skip, with the reason.
// Nothing outside the directory is read: links aren't followed, except those of a ConfigMap mounted
// by Kubernetes.

import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { SkippedFile } from '../domain/doctor/checkup.ts';

/** With more entries than this, it isn't a templates directory. */
const mostEntries = 5_000;
const deepest = 8;

export type Walk = {
  /** Paths relative to the directory, with `/`, sorted. */
  readonly files: readonly string[];
  readonly skipped: readonly SkippedFile[];
};

type Walking = { left: number; readonly files: string[]; readonly skipped: SkippedFile[] };

/** Reads a directory and its subdirectories. Rejects if the directory itself can't be read. */
export async function walkTemplates(dir: string): Promise<Walk> {
  const walking: Walking = { left: mostEntries, files: [], skipped: [] };
  await walkFolder(dir, '', walking);
  return { files: walking.files.toSorted(), skipped: walking.skipped };
}

async function walkFolder(dir: string, at: string, walking: Walking): Promise<void> {
  const entries = await readdir(join(dir, at), { withFileTypes: true, encoding: 'buffer' });
  const sorted = entries.toSorted((a, b) => Buffer.compare(a.name, b.name));
  for (const entry of sorted) {
    const name = entry.name.toString();
    const path = at === '' ? name : `${at}/${name}`;
    if (walking.left === 0) skip(walking, path, 'too-many');
    walking.left -= 1;
    if (walking.left < 0) return;
    // The name as text doesn't lead to the file then.
    if (!isUtf8(entry.name)) skip(walking, path, 'no-utf8');
    else await walkEntry(dir, path, name, entry, walking);
  }
}

async function walkEntry(
  dir: string,
  path: string,
  name: string,
  entry: Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>,
  walking: Walking,
): Promise<void> {
  if (name.startsWith('.')) {
    // The parts of a mounted ConfigMap (`..data` and its target) aren't hidden files of somebody's.
    if (!name.startsWith('..')) skip(walking, path, 'hidden');
    return;
  }
  const isMounted = entry.isSymbolicLink() && (await isConfigMapLink(dir, path));
  if (entry.isSymbolicLink() && !isMounted) {
    skip(walking, path, 'link');
    return;
  }
  if (isTemplateFile(name)) {
    if (entry.isFile() || isMounted) walking.files.push(path);
    else if (entry.isDirectory()) await enter(dir, path, walking);
    else skip(walking, path, 'no-file');
    return;
  }
  if (entry.isDirectory() || isMounted) await enter(dir, path, walking);
  else skip(walking, path, 'other');
}

async function enter(dir: string, path: string, walking: Walking): Promise<void> {
  if (path.split('/').length > deepest) {
    skip(walking, `${path}/`, 'too-deep');
    return;
  }
  try {
    await walkFolder(dir, path, walking);
  } catch {
    skip(walking, `${path}/`, 'unreadable');
  }
}

/**
 * Kubernetes links mounted files as `<name> -> ..data/<name>`, and swaps `..data` for a new version
 * of all.
 */
async function isConfigMapLink(dir: string, path: string): Promise<boolean> {
  return !path.includes('/') && (await readlink(join(dir, path))) === `..data/${path}`;
}

function isTemplateFile(name: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(name);
}

function skip(walking: Walking, file: string, why: SkippedFile['why']): void {
  walking.skipped.push({ file, why });
}
