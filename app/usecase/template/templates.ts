// All templates: from files and from Slack. A template in Slack can't take a file's name.

import type { SecretHolder } from '../../domain/doctor/checkup.ts';
import { secretPlaces } from '../../domain/template/secret/secret-search.ts';
import { templateSlug } from '../../domain/template/template-name.ts';
import type { Template } from '../../domain/template/template.ts';
import type { TextTrouble } from '../../domain/template/text/text-problem.ts';
import type { DiffLine } from '../../domain/template/text/text-diff.ts';
import { versionName, type TemplateSave } from '../../domain/template/template-save.ts';
import type { Store } from '../ports/store/store.ts';
import type { TemplateProblem, Templates, TemplateText } from '../ports/templates.ts';

type TemplatesDeps = {
  readonly files: Templates;
  readonly store: Store;
  readonly text: TemplateText;
};

type NamedTemplate =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly problems: readonly TextTrouble[] };

/** Files come first. Rejects if the database doesn't answer. */
export function createTemplates({ files, store, text }: TemplatesDeps): Templates {
  // An entry never changes, so it is parsed once. Only the newest of each name are cached.
  let cache = new Map<string, Promise<NamedTemplate>>();
  const read = (save: TemplateSave): Promise<NamedTemplate> => {
    const key = `${save.name}@${save.number}`;
    const parsed = cache.get(key) ?? readSave(text, save);
    cache.set(key, parsed);
    return parsed;
  };
  const newest = async (name: string): Promise<TemplateSave | undefined> => {
    const save = await store.transaction((tx) => tx.templateSaves.newest(name));
    return save?.action === 'delete' ? undefined : save;
  };
  const saved = async () => {
    const saves = await store.transaction((tx) => tx.templateSaves.list());
    const all = saves.map((save) => ({ save, parsing: read(save) }));
    cache = new Map(all.map(({ save, parsing }) => [`${save.name}@${save.number}`, parsing]));
    return Promise.all(all.map(async ({ save, parsing }) => ({ save, parsed: await parsing })));
  };
  return {
    async get(name) {
      const file = await files.get(name);
      if (file !== undefined) return file;
      const save = await newest(name);
      if (save === undefined) return undefined;
      const instead = await takenBy(files, name);
      if (instead !== undefined) return instead;
      const parsed = await read(save);
      return parsed.ok ? parsed.template : undefined;
    },
    async source(name) {
      const file = await files.source(name);
      if (file !== undefined) return file;
      const save = await newest(name);
      if (save === undefined) return undefined;
      const instead = await takenBy(files, name);
      return instead === undefined ? text.show(save.text) : files.source(instead.name);
    },
    async list() {
      const inFiles = await files.list();
      const taken = new Set(inFiles.map(({ name }) => templateSlug(name)));
      const others = (await saved()).flatMap(({ parsed }): Template[] =>
        parsed.ok && !taken.has(templateSlug(parsed.template.name)) ? [parsed.template] : [],
      );
      return [...inFiles, ...others].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
    async problems() {
      const taken = new Map(
        (await files.list()).map((template) => [templateSlug(template.name), template]),
      );
      const others = (await saved()).flatMap(({ save, parsed }): TemplateProblem[] => {
        const { name } = save;
        const file = taken.get(templateSlug(name));
        if (file !== undefined) {
          const problem = { kind: 'also-in-file', name, file: file.origin } as const;
          return [{ file: name, name, problems: [problem], inUse: file.version }];
        }
        return parsed.ok ? [] : [{ file: name, name, problems: parsed.problems }];
      });
      return [...(await files.problems()), ...others];
    },
    skipped: () => files.skipped(),
    async secrets() {
      const taken = new Set((await files.list()).map(({ name }) => templateSlug(name)));
      const holders: SecretHolder[] = [];
      for (const { save, parsed } of await saved()) {
        const { name } = save;
        if (taken.has(templateSlug(name))) continue;
        const found = await text.secrets(parsed.ok ? parsed.template : undefined, save.text);
        const places =
          found === undefined ? ['a text too long to look through'] : secretPlaces(found);
        if (places.length === 0) continue;
        holders.push({ name, origin: inSlack, places, ...(!parsed.ok && { isRefused: true }) });
      }
      return [...(await files.secrets()), ...holders];
    },
  };
}

/**
 * The file template used in place of one kept in Slack: slugs are labels, so only one may have
 * each.
 */
async function takenBy(files: Templates, name: string): Promise<Template | undefined> {
  const slug = templateSlug(name);
  return (await files.list()).find((file) => templateSlug(file.name) === slug);
}

/** The difference between two texts, safe to show, and whether hidden parts differ, too. */
export async function compareShown(
  text: TemplateText,
  before: string,
  after: string,
): Promise<{ readonly lines: readonly DiffLine[]; readonly hidden: boolean }> {
  const [from, to] = await Promise.all([text.show(before), text.show(after)]);
  return { lines: await text.compare(from, to), hidden: from === to && before !== after };
}

/** An entry's template, by today's rules. */
export function readSave(
  text: TemplateText,
  { name, number, text: yaml }: TemplateSave,
): Promise<NamedTemplate> {
  return readNamed(text, name, yaml, versionName(number));
}

/** The origin of templates kept in Slack. */
const inSlack = 'Slack';

/** Parses a text as the template `name`. */
export async function readNamed(
  text: TemplateText,
  name: string,
  yaml: string,
  version: string,
): Promise<NamedTemplate> {
  const parsed = await text.read(yaml, { name, origin: inSlack, version });
  if (!parsed.ok || parsed.template.name === name) return parsed;
  const itself = parsed.template.name;
  return { ok: false, problems: [{ kind: 'named-otherwise', name, itself }] };
}
