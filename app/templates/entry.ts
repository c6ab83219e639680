// One template file as read: its name, its template, and where it contains secrets.

import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { secretPlaces } from '../domain/template/secret/secret-search.ts';
import { isTemplateName, nameOfFile } from '../domain/template/template-name.ts';
import type { Template } from '../domain/template/template.ts';
import type { TextTrouble } from '../domain/template/text/text-problem.ts';
import type { TemplateText } from '../usecase/ports/templates.ts';
import { largestTemplate } from './yaml.ts';

export type TemplateReader = Pick<TemplateText, 'read' | 'show' | 'secrets'>;

/**
 * A file as last read. `stamp` tells whether it has changed since; `good` is the last valid
 * version.
 */
export type Entry = {
  readonly stamp: string;
  /** The template's name, now or once it is valid. */
  readonly name: string;
  readonly good?: Readable | undefined;
  /** Why it can’t be used as it is. */
  readonly problems?: readonly TextTrouble[] | undefined;
  /** Paths of secrets in its current text. */
  readonly secrets: readonly string[];
};

/** A template, its text as it may be shown, and the paths of secrets in it. */
export type Readable = {
  readonly template: Template;
  readonly shown: string;
  readonly secrets: readonly string[];
};

/** Reads a file if it has changed. Undefined if it isn't a file, or is gone. */
export async function readEntry(
  reader: TemplateReader,
  dir: string,
  file: string,
  last: Entry | undefined,
): Promise<Entry | undefined> {
  try {
    const path = join(dir, file);
    // Follows a mounted ConfigMap's link, which is swapped instead of the file.
    const found = await stat(path, { bigint: true });
    if (!found.isFile()) return undefined;
    const stamp = [found.mtimeNs, found.ctimeNs, found.size, found.ino].join('/');
    if (stamp === last?.stamp) return last;
    const read =
      found.size > largestTemplate
        ? await readLarge(reader, file, path)
        : await readTemplate(reader, file, await readFile(path));
    return { good: last?.good, ...read, stamp };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    const problems = [`It can’t be read (${codeOf(error)}).`];
    return { stamp: '', name: nameOfFile(file), problems, good: last?.good, secrets: [] };
  }
}

/** A new `good`, or none. */
type Read = Omit<Entry, 'stamp'>;

/**
 * Of a file that is too large, only the beginning is searched: no job is made from it, and whoever
 * can read the file sees it.
 */
async function readLarge(reader: TemplateReader, file: string, path: string): Promise<Read> {
  const handle = await open(path);
  try {
    const begin = Buffer.alloc(largestTemplate);
    const { bytesRead } = await handle.read(begin, 0, largestTemplate, 0);
    const text = begin.subarray(0, bytesRead).toString();
    return await refused(reader, file, text, [`It is larger than ${largestTemplate / 1e6} MB.`]);
  } finally {
    await handle.close();
  }
}

/** The template, or why there is none. */
async function readTemplate(reader: TemplateReader, file: string, bytes: Buffer): Promise<Read> {
  const text = decode(bytes);
  if (text === undefined) return refused(reader, file, bytes.toString(), ['It is not UTF-8 text.']);
  const parsed = await reader.read(text, {
    name: nameOfFile(file),
    origin: file,
    version: createHash('sha256').update(bytes).digest('hex').slice(0, 7),
  });
  if (!parsed.ok) return refused(reader, file, text, parsed.problems, parsed.name);
  const { template } = parsed;
  const found = await reader.secrets(template, text);
  if (found === undefined) {
    return { name: template.name, problems: [{ kind: 'search-too-long' }], secrets: [] };
  }
  const secrets = secretPlaces(found);
  const good = { template, shown: await reader.show(text), secrets };
  return { name: template.name, good, secrets };
}

async function refused(
  reader: TemplateReader,
  file: string,
  text: string,
  problems: readonly TextTrouble[],
  name?: string,
): Promise<Read> {
  // UTF-16 has zeros between letters.
  const plain = text.replaceAll('\0', '');
  const found = await reader.secrets(undefined, plain);
  const secrets = found === undefined ? [] : secretPlaces(found);
  return { name: nameFor(file, name ?? writtenName(plain)), problems, secrets };
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A file whose own name for it is invalid is called by its path. */
function nameFor(file: string, written: string | undefined): string {
  return written !== undefined && isTemplateName(written) ? written : nameOfFile(file);
}

const nameLine =
  /^[\uFEFF\uFFFD]{0,2}(?:\{\s{0,40})?["']?name["']?[ \t]{0,40}:[ \t]{1,40}(?:"([^"\n]{1,200})"|'([^'\n]{1,200})'|([^\s"'#][^\n#]{0,200}))/m;

/** The name in a text that can’t be parsed as YAML. */
function writtenName(text: string): string | undefined {
  const [, doubly, singly, bare] = nameLine.exec(text) ?? [];
  return doubly ?? singly ?? bare?.trim();
}

/** The code of a file system error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
