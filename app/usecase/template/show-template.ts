import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { TemplateCommand } from '../../domain/command/parse/command.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { TemplateSave } from '../../domain/template/template-save.ts';
import { findTemplate } from '../../domain/template/template-name.ts';
import { inFile } from './change-template.ts';
import { unknownTemplate } from '../launch/request/find-launched.ts';
import { listTemplates, type ListTemplatesDeps } from './list-templates.ts';
import type { Templates, TemplateText } from '../ports/templates.ts';
import { compareShown, readSave } from './templates.ts';

type ShowTemplateDeps = ListTemplatesDeps & {
  /** Templates in files, which are read only. */
  readonly files: Templates;
  readonly text: TemplateText;
};

/** All templates, one of them, or its history. */
export async function showTemplates(
  deps: ShowTemplateDeps,
  requester: Requester,
  command: Extract<TemplateCommand, { action: 'list' | 'show' | 'history' }>,
): Promise<Answer> {
  switch (command.action) {
    case 'list':
      return listTemplates(deps, requester);
    case 'show':
      return command.number === undefined
        ? showCurrent(deps, command.name)
        : showVersion(deps, command.name, command.number);
    case 'history':
      return command.before === undefined
        ? showHistory(deps, command.name, command.olderThan)
        : showDiff(deps, command.name, command.before, command.after);
  }
}

async function showCurrent(
  { store, templates, files }: ShowTemplateDeps,
  typed: string,
): Promise<Answer> {
  const name = findTemplate(await templates.list(), typed)?.name ?? typed;
  const template = await templates.get(name);
  const source = await templates.source(name);
  if (template === undefined || source === undefined) return unknownTemplate(templates, name);
  const isFile = (await files.get(name)) !== undefined;
  const save = isFile ? undefined : await store.transaction((tx) => tx.templateSaves.newest(name));
  return { kind: 'template', template, source, save };
}

async function showVersion(deps: ShowTemplateDeps, name: string, number: number): Promise<Answer> {
  const save = await findSave(deps, name, number);
  if ('kind' in save) return save;
  const parsed = await readSave(deps.text, save);
  return parsed.ok
    ? { kind: 'template', template: parsed.template, source: await deps.text.show(save.text), save }
    : { kind: 'problem', problems: parsed.problems };
}

/** As many as are readable in one message. */
const mostShown = 20;

async function showHistory(
  deps: ShowTemplateDeps,
  name: string,
  olderThan: number | undefined,
): Promise<Answer> {
  const file = await inFile(deps.files, name);
  if (file !== undefined) return problemAnswer(file);
  const { newest, saves } = await deps.store.transaction(async (tx) => ({
    newest: await tx.templateSaves.newest(name),
    saves: await tx.templateSaves.history(name, mostShown + 1, olderThan),
  }));
  if (newest === undefined) return unknownTemplate(deps.templates, name);
  if (saves.length === 0) {
    return problemAnswer({ kind: 'no-older-version', name, version: olderThan ?? newest.number });
  }
  const more = saves.length > mostShown;
  return { kind: 'template-history', name, saves: saves.slice(0, mostShown), more };
}

/** From one version to another, or to the current one. */
async function showDiff(
  deps: ShowTemplateDeps,
  name: string,
  from: number,
  to: number | undefined,
): Promise<Answer> {
  const before = await findSave(deps, name, from);
  if ('kind' in before) return before;
  const newest = await deps.store.transaction((tx) => tx.templateSaves.newest(name));
  const after = await findSave(deps, name, to ?? newest?.number ?? from);
  if ('kind' in after) return after;
  return {
    kind: 'template-diff',
    name,
    before: before.number,
    after: after.number,
    ...(await compareShown(deps.text, before.text, after.text)),
  };
}

/** An entry with a text, or the answer that says why there is none. */
async function findSave(
  deps: ShowTemplateDeps,
  name: string,
  number: number,
): Promise<TemplateSave | Answer> {
  const file = await inFile(deps.files, name);
  if (file !== undefined) return problemAnswer(file);
  const save = await deps.store.transaction((tx) => tx.templateSaves.get(name, number));
  if (save !== undefined && save.action !== 'delete') return save;
  const kind = save === undefined ? 'no-version-in-slack' : 'version-without-text';
  return problemAnswer({ kind, name, version: number });
}
