// Chooses among the files. If several have the same name or slug, none is used, so a new file can't
// silently replace a template. A broken file counts, too: it had the name before it broke, and has
// it again after it is fixed or the bot restarts.

import { nameAll } from '../domain/text/problem.ts';
import { templateSlug } from '../domain/template/template-name.ts';
import type { TemplateProblem } from '../usecase/ports/templates.ts';
import type { Entry, Readable } from './entry.ts';

export type Choice = {
  /** By name. */
  readonly templates: ReadonlyMap<string, Readable>;
  readonly problems: readonly TemplateProblem[];
};

type Named = readonly [file: string, entry: Entry];

/** The templates to use, and the problem with every other file. */
export function chooseTemplates(entries: ReadonlyMap<string, Entry>): Choice {
  const bySlug = Map.groupBy(entries, ([, { name }]) => templateSlug(name));
  const sameAs = ({ name }: Entry): readonly Named[] => bySlug.get(templateSlug(name)) ?? [];
  const templates = new Map<string, Readable>();
  const problems: TemplateProblem[] = [];
  for (const [file, entry] of entries) {
    const { good, name } = entry;
    const same = sameAs(entry);
    if (same.length === 1) {
      const used = good !== undefined && isFree(bySlug, entry, good) ? good : undefined;
      if (used !== undefined) templates.set(used.template.name, used);
      if (entry.problems !== undefined) problems.push(sayBroken(file, entry, used));
    } else {
      problems.push({ file, name, problems: [sayTaken(same), ...(entry.problems ?? [])] });
    }
  }
  return { templates, problems };
}

/**
 * Whether a file's last good version may stay in use: if it had a different name, nobody else may
 * have that name now.
 */
function isFree(
  bySlug: ReadonlyMap<string, readonly Named[]>,
  { name }: Entry,
  { template }: Readable,
): boolean {
  const slug = templateSlug(template.name);
  return slug === templateSlug(name) || !bySlug.has(slug);
}

function sayBroken(
  file: string,
  { name, problems = [] }: Entry,
  used: Readable | undefined,
): TemplateProblem {
  if (used === undefined) return { file, name, problems };
  const { name: called, version } = used.template;
  return {
    file,
    name: called,
    problems: [...problems, `Version ${version} stays in use.`],
    inUse: version,
  };
}

function sayTaken(same: readonly Named[]): string {
  const files = nameAll(same.map(([file]) => file));
  const names = [...new Set(same.map(([, { name }]) => name))];
  const [name = ''] = names;
  return names.length === 1
    ? `${files} have the same name, \`${name}\`: rename one. Until then none of them is used.`
    : `${files} would have the same label, \`${templateSlug(name)}\`: rename one. Until then none of them is used.`;
}
