// Templates from a directory of YAML and JSON files, maintained elsewhere (in git) and only read
// here.

import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SecretHolder, SkippedFile } from '../domain/doctor/checkup.ts';
import { plainSentence } from '../domain/text/sentence.ts';
import { sayTroubles } from '../../blocks/template/text-problem.ts';
import type { TemplateProblem, Templates } from '../usecase/ports/templates.ts';
import { chooseTemplates, type Choice } from './choice.ts';
import { codeOf, readEntry, type Entry, type TemplateReader } from './entry.ts';
import { walkTemplates, type Walk } from './walk.ts';

type TemplateFilesDeps = {
  /** TEMPLATES_DIR; undefined: no templates. */
  readonly dir: string | undefined;
  readonly clock: () => number;
  readonly text: TemplateReader;
  readonly log: {
    info(message: string, fields?: Record<string, unknown>): void;
    warn(message: string, fields?: Record<string, unknown>): void;
  };
};

interface TemplateFiles extends Templates {
  /** The problem with the directory itself, as a sentence; undefined if it can be read. */
  check(): Promise<string | undefined>;
}

type Scan = Choice & {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly skipped: readonly SkippedFile[];
};

/** Asking for a template rereads the files, but no more often than this. */
const rescanMs = 1_000;
/** How long a caller waits for slow files. After that, the last read counts and reading goes on. */
const patienceMs = 1_000;

/**
 * Templates from `dir`, reread when files change. A broken file keeps its last good version. Of
 * files with the same name or slug, none is used, whether they are valid or not. Each change is
 * logged once.
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
    // Setting the clock back must not stop rereading.
    if (dir === undefined || (ageMs >= 0 && ageMs < rescanMs)) return Promise.resolve(scanned);
    scannedAt = clock();
    scanning = rescan(dir).finally(() => (scanning = undefined));
    return soon(scanning);
  }

  /** A launch must not wait for a large file that it doesn't use, except for the first read. */
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
      const { entries, templates } = await current();
      return holdersOf(entries, templates);
    },
    check: async () => (deps.dir === undefined ? undefined : await directoryProblem(deps.dir)),
  };
}

/** Files that contain secrets, valid or not: everybody who can read the directory sees them. */
function holdersOf(
  entries: Scan['entries'],
  templates: Scan['templates'],
): readonly SecretHolder[] {
  return [...entries].flatMap(([file, { name, good, secrets }]): SecretHolder[] => {
    const isUsed = good !== undefined && templates.get(good.template.name) === good;
    const places = [...new Set([...(isUsed ? good.secrets : []), ...secrets])];
    if (places.length === 0) return [];
    const called = isUsed ? good.template.name : name;
    return [{ name: called, origin: file, places, ...(!isUsed && { isRefused: true }) }];
  });
}

async function directoryProblem(dir: string): Promise<string | undefined> {
  try {
    await readdir(dir);
    return undefined;
  } catch (error) {
    // It may appear later, by a checkout or a mount; until then `problems` reports it.
    if (codeOf(error) === 'ENOENT') return undefined;
    return `TEMPLATES_DIR: the directory ${dir} can’t be read (${codeOf(error)}): mend that or set another.`;
  }
}

async function scan(reader: TemplateReader, dir: string, last: Scan): Promise<Scan> {
  let walk: Walk;
  try {
    walk = await walkTemplates(dir);
  } catch (error) {
    // Temporarily gone (a mount, a checkout): the last read stays usable, and the problem is
    // reported.
    const message =
      codeOf(error) === 'ENOENT' && last.entries.size === 0
        ? `There is no directory ${dir} (TEMPLATES_DIR): make it, and its files are read by themselves.`
        : `The directory ${dir} can’t be read (${codeOf(error)}); templates are as last read.`;
    const problems = last.problems.filter(({ file }) => file !== dir);
    return { ...last, problems: [{ file: dir, problems: [message] }, ...problems] };
  }
  const entries = new Map<string, Entry>();
  for (const file of walk.files) {
    const entry = await readEntry(reader, dir, file, last.entries.get(file));
    if (entry !== undefined) entries.set(file, entry);
  }
  return { entries, ...chooseTemplates(entries), skipped: walk.skipped };
}

function logChanges(log: TemplateFilesDeps['log'], last: Scan, next: Scan): void {
  for (const { template } of next.templates.values()) {
    const before = last.templates.get(template.name)?.template;
    if (before?.version === template.version && before.origin === template.origin) continue;
    const { name, version, origin } = template;
    log.info('template read', { template: name, version, file: origin });
  }
  for (const { name, origin, places } of holdersOf(next.entries, next.templates)) {
    if (last.entries.get(origin) === next.entries.get(origin)) continue;
    log.warn('template holds a secret', { template: name, file: origin, places });
  }
  for (const name of last.templates.keys()) {
    if (!next.templates.has(name)) log.info('template gone', { template: name });
  }
  for (const broken of next.problems) {
    const { file } = broken;
    const problem = inLog(broken);
    const known = last.problems.some((each) => each.file === file && inLog(each) === problem);
    if (!known) log.warn('template refused', { file, problem });
  }
}

const inLog = ({ problems }: TemplateProblem): string => plainSentence(sayTroubles(problems));
