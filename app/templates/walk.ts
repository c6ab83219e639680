// Which files below a directory may be templates, and which are passed over, with the reason. Nothing outside the directory is
// reached: links are not followed, but for those by which Kubernetes mounts a ConfigMap.

import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { SkippedFile } from '../domain/doctor/checkup.ts';

/** More than this is no folder of templates, but somebody's home. */
const mostEntries = 5_000;
const deepest = 8;

export type Walk = {
  /** Paths below the directory, with `/`, sorted. */
  readonly files: readonly string[];
  readonly skipped: readonly SkippedFile[];
};

type Walking = { left: number; readonly files: string[]; readonly skipped: SkippedFile[] };

/** Looks through a directory and its folders. Rejects when the directory itself can't be read. */
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
    // What is read as text leads nowhere then.
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
    // What a mounted ConfigMap is made of (`..data` and what it leads to) is nobody's hidden file.
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

/** Kubernetes links what is mounted as `<name> -> ..data/<name>`, and swaps `..data` for a new version of the whole. */
async function isConfigMapLink(dir: string, path: string): Promise<boolean> {
  return !path.includes('/') && (await readlink(join(dir, path))) === `..data/${path}`;
}

function isTemplateFile(name: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(name);
}

function skip(walking: Walking, file: string, why: SkippedFile['why']): void {
  walking.skipped.push({ file, why });
}
