// Templates from a directory of YAML and JSON files and its folders, kept elsewhere (in git): read here, never written.

import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SkippedFile } from '../domain/checkup.ts';
import { nameAll } from '../domain/problem.ts';
import { secretPlaces } from '../domain/secret.ts';
import { nameOfFile, templateSlug } from '../domain/template-name.ts';
import type { Template } from '../domain/template.ts';
import {
  tooMuchToSearch,
  type TemplateProblem,
  type Templates,
  type TemplateText,
} from '../usecase/template-port.ts';
import { walkTemplates, type Walk } from './template-walk.ts';
import { largestTemplate } from './template-yaml.ts';

export type TemplateFilesDeps = {
  /** TEMPLATES_DIR; undefined: there are no templates. */
  readonly dir: string | undefined;
  readonly clock: () => number;
  readonly text: TemplateReader;
  readonly log: {
    info(message: string, fields?: Record<string, unknown>): void;
    warn(message: string, fields?: Record<string, unknown>): void;
  };
};

type TemplateReader = Pick<TemplateText, 'read' | 'show' | 'secrets'>;

export interface TemplateFiles extends Templates {
  /** What is wrong with the directory itself, as a sentence for the configuration; undefined when it can be read. */
  check(): Promise<string | undefined>;
}

/** One file as last read: `stamp` tells whether it has changed since, `good` is the last version that could be used. */
type Entry = {
  readonly stamp: string;
  readonly good?: Readable | undefined;
  readonly message?: string | undefined;
};

/** A template, the text it was read from as it may be shown, and where secrets stand in it. */
type Readable = {
  readonly template: Template;
  readonly shown: string;
  readonly secrets: readonly string[];
};

type Scan = {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly templates: ReadonlyMap<string, Readable>;
  readonly problems: readonly TemplateProblem[];
  readonly skipped: readonly SkippedFile[];
};

/** Asking for a template looks at the files again, but no more often than this. */
const rescanMs = 1_000;
/** Whoever asks waits so long for files that take long to read: then what was last read counts, and the reading goes on. */
const patienceMs = 1_000;

/**
 * Templates from `dir`, re-read when their files change. A broken file keeps its last good version and stops no other; of files whose
 * templates have one name, or names with one slug, none is used. Logs each change once.
 */
export function createTemplateFiles(deps: TemplateFilesDeps): TemplateFiles {
  let scanned: Scan = { entries: new Map(), templates: new Map(), problems: [], skipped: [] };
  let scannedAt = -Infinity;
  let scanning: Promise<Scan> | undefined;
  let hasScanned = false;

  async function rescan(dir: string): Promise<Scan> {
    const next = await scan(deps.text, dir, scanned);
    logChanges(deps.log, scanned, next);
    scanned = next;
    hasScanned = true;
    return next;
  }

  function current(): Promise<Scan> {
    const { dir, clock } = deps;
    if (scanning !== undefined) return soon(scanning);
    const ageMs = clock() - scannedAt;
    // A clock set back must not stop re-reading.
    if (dir === undefined || (ageMs >= 0 && ageMs < rescanMs)) return Promise.resolve(scanned);
    scannedAt = clock();
    scanning = rescan(dir).finally(() => (scanning = undefined));
    return soon(scanning);
  }

  /** A launch must not wait for a large file that it does not use; before the first reading there is nothing else to go by. */
  async function soon(next: Promise<Scan>): Promise<Scan> {
    if (!hasScanned) return next;
    const over = new AbortController();
    const late = sleep(patienceMs, undefined, { signal: over.signal });
    try {
      return await Promise.race([next, late.then(() => scanned)]);
    } finally {
      late.catch(() => undefined);
      over.abort();
    }
  }

  return {
    get: async (name) => (await current()).templates.get(name)?.template,
    source: async (name) => (await current()).templates.get(name)?.shown,
    list: async () => {
      const { templates } = await current();
      const all = [...templates.values()].map(({ template }) => template);
      return all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
    problems: async () => (await current()).problems,
    skipped: async () => (await current()).skipped,
    secrets: async () => {
      const { templates } = await current();
      return [...templates.values()].flatMap(({ template: { name, origin }, secrets: places }) =>
        places.length === 0 ? [] : [{ name, origin, places }],
      );
    },
    check: async () => (deps.dir === undefined ? undefined : await directoryProblem(deps.dir)),
  };
}

async function directoryProblem(dir: string): Promise<string | undefined> {
  try {
    await readdir(dir);
    return undefined;
  } catch (error) {
    // It may come later, by a checkout or a mount: `problems` says so until then.
    if (codeOf(error) === 'ENOENT') return undefined;
    return `TEMPLATES_DIR: the directory ${dir} can’t be read (${codeOf(error)}): mend that or set another.`;
  }
}

async function scan(reader: TemplateReader, dir: string, last: Scan): Promise<Scan> {
  let walk: Walk;
  try {
    walk = await walkTemplates(dir);
  } catch (error) {
    // Gone for a moment (a mount, a checkout): what was read stays usable, and the trouble is told.
    const message =
      codeOf(error) === 'ENOENT' && last.entries.size === 0
        ? `There is no directory ${dir} (TEMPLATES_DIR): make it, and its files are read by themselves.`
        : `The directory ${dir} can’t be read (${codeOf(error)}); templates are as last read.`;
    const problems = last.problems.filter(({ file }) => file !== dir);
    return { ...last, problems: [{ file: dir, message }, ...problems] };
  }
  const entries = new Map<string, Entry>();
  for (const file of walk.files) {
    const entry = await readEntry(reader, dir, file, last.entries.get(file));
    if (entry !== undefined) entries.set(file, entry);
  }
  return { entries, ...choose(entries), skipped: walk.skipped };
}

/** Undefined: not a file, or gone since the directory was read. */
async function readEntry(
  reader: TemplateReader,
  dir: string,
  file: string,
  last: Entry | undefined,
): Promise<Entry | undefined> {
  const broken = (stamp: string, message: string): Entry => ({
    stamp,
    message: `${message}${last?.good === undefined ? '' : ` Version ${last.good.template.version} stays in use.`}`,
    good: last?.good,
  });
  try {
    const path = join(dir, file);
    // Through the link of a mounted ConfigMap, which swaps the link, not the file.
    const found = await stat(path, { bigint: true });
    if (!found.isFile()) return undefined;
    const stamp = [found.mtimeNs, found.ctimeNs, found.size, found.ino].join('/');
    if (stamp === last?.stamp) return last;
    if (found.size > largestTemplate)
      return broken(stamp, `It is larger than ${largestTemplate / 1e6} MB.`);
    const read = await readTemplate(reader, file, await readFile(path));
    return typeof read === 'string' ? broken(stamp, read) : { stamp, good: read };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    return broken('', `It can’t be read (${codeOf(error)}).`);
  }
}

/** The template, or the sentences that say why it is none. */
async function readTemplate(
  reader: TemplateReader,
  file: string,
  bytes: Buffer,
): Promise<Readable | string> {
  const text = decode(bytes);
  if (text === undefined) return 'It is not UTF-8 text.';
  const parsed = await reader.read(text, {
    name: nameOfFile(file),
    origin: file,
    version: createHash('sha256').update(bytes).digest('hex').slice(0, 7),
  });
  if (!parsed.ok) return parsed.problems.join(' ');
  const { template } = parsed;
  const found = await reader.secrets(template, text);
  if (found === undefined) return tooMuchToSearch;
  return { template, shown: await reader.show(text), secrets: secretPlaces(found) };
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Of several files with one name, or one slug, none is used: a new file must not take a template over in silence. */
function choose(entries: ReadonlyMap<string, Entry>): Pick<Scan, 'templates' | 'problems'> {
  const bySlug = Map.groupBy(
    [...entries.values()].flatMap(({ good }) => (good === undefined ? [] : [good])),
    ({ template }) => templateSlug(template.name),
  );
  const templates = new Map<string, Readable>();
  for (const [one, ...others] of bySlug.values()) {
    if (one !== undefined && others.length === 0) templates.set(one.template.name, one);
  }
  const problems = [...entries].flatMap(([file, { good, message }]): TemplateProblem[] => {
    const name = good?.template.name ?? nameOfFile(file);
    const same = good === undefined ? [] : (bySlug.get(templateSlug(name)) ?? []);
    if (same.length > 1) return [{ file, name, message: sayTaken(same) }];
    return message === undefined ? [] : [{ file, name, message, inUse: good?.template.version }];
  });
  return { templates, problems };
}

function sayTaken(same: readonly Readable[]): string {
  const files = nameAll(same.map(({ template }) => template.origin));
  const names = [...new Set(same.map(({ template }) => template.name))];
  const [name = ''] = names;
  return names.length === 1
    ? `${files} have the same name, \`${name}\`: rename one. Until then none of them is used.`
    : `${files} would have the same label, \`${templateSlug(name)}\`: rename one. Until then none of them is used.`;
}

function logChanges(log: TemplateFilesDeps['log'], last: Scan, next: Scan): void {
  for (const { template, secrets } of next.templates.values()) {
    const before = last.templates.get(template.name)?.template;
    if (before?.version === template.version && before.origin === template.origin) continue;
    const { name, version, origin } = template;
    log.info('template read', { template: name, version, file: origin });
    if (secrets.length > 0) {
      log.warn('template holds a secret', { template: name, file: origin, places: secrets });
    }
  }
  for (const name of last.templates.keys()) {
    if (!next.templates.has(name)) log.info('template gone', { template: name });
  }
  for (const { file, message } of next.problems) {
    const known = last.problems.some((each) => each.file === file && each.message === message);
    if (!known) log.warn('template refused', { file, problem: message });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
