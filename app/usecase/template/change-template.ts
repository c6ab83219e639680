// Changes a template kept in Slack: adds an entry to its history, with an audit row in the same
// transaction.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { TemplateCommand } from '../../domain/command/parse/command.ts';
import { outdoneBy } from '../../domain/guard/guard.ts';
import type { Policy } from '../../domain/permission/policy.ts';
import {
  versionName,
  type NewTemplateSave,
  type TemplateSave,
} from '../../domain/template/template-save.ts';
import { brokenFile, templateSlug } from '../../domain/template/template-name.ts';
import type { TemplateRequestProblem } from '../../domain/template/text/template-request-problem.ts';
import { neededParameters } from '../../domain/template/template.ts';
import { checkText, type CheckTemplateDeps } from './check-template.ts';
import { askedBy } from '../permission/on-record.ts';
import type { Request } from '../ports/interactions.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { Templates } from '../ports/templates.ts';
import { compareShown, readSave } from './templates.ts';

type ChangeTemplateDeps = CheckTemplateDeps & {
  readonly store: Store;
  readonly files: Templates;
  readonly policy: Pick<Policy, 'rules'>;
};

type Added =
  | { readonly ok: true; readonly answer: Answer }
  /** Somebody else has added this number; `base` is the entry the edit was based on. */
  | {
      readonly ok: false;
      readonly newest: TemplateSave;
      readonly base: TemplateSave | undefined;
    };

/**
 * Adds an entry under the request's key, once; the same request gets the same answer. Undefined if
 * the request was given up and its requester told.
 */
export async function addSave(
  deps: Pick<ChangeTemplateDeps, 'store' | 'text' | 'policy'>,
  request: Request,
  save: NewTemplateSave,
): Promise<Added | undefined> {
  const added = await deps.store.transaction(async (tx) => {
    if (!(await tx.pledges.keep(request.key, request.pledge))) return undefined;
    const isNew = await tx.templateSaves.add(save, request.key);
    const stored = await tx.templateSaves.byRequestKey(request.key);
    if (stored !== undefined && stored.text !== save.text) {
      // The same window again with another text: the first press was stored, but its answer came
      // too late.
      return {
        ok: false,
        newest: stored,
        base: await tx.templateSaves.get(save.name, save.number - 1),
      } as const;
    }
    if (stored !== undefined) {
      if (isNew) await audit(tx, request, stored);
      const before = await tx.templateSaves.get(stored.name, stored.number - 1);
      return { ok: true, stored, before } as const;
    }
    const newest = await tx.templateSaves.newest(save.name);
    if (newest === undefined) throw new Error('An entry was refused though there is none.');
    const base = await tx.templateSaves.get(save.name, save.number - 1);
    return { ok: false, newest, base } as const;
  });
  if (added === undefined || !added.ok) return added;
  return { ok: true, answer: await savedAnswer(deps, added.stored, added.before) };
}

async function savedAnswer(
  { text, policy }: Pick<ChangeTemplateDeps, 'text' | 'policy'>,
  save: TemplateSave,
  before: TemplateSave | undefined,
): Promise<Answer> {
  const parsed = await readSave(text, save);
  const { guard = [] } = parsed.ok ? parsed.template : {};
  const hadText = before !== undefined && before.action !== 'delete' && save.action !== 'delete';
  return {
    kind: 'template-saved',
    save,
    needs: parsed.ok ? neededParameters(parsed.template) : [],
    outdone: outdoneBy(guard, policy.rules.guards?.own ?? []),
    ...(hadText ? await compareShown(text, before.text, save.text) : {}),
  };
}

async function audit(
  tx: Tx,
  request: Request,
  { name, number, action, note, restored }: TemplateSave,
): Promise<void> {
  const auditKey = `template:${request.key}`;
  await tx.audit.begin({
    key: auditKey,
    ...askedBy(request),
    verb: 'template',
    subject: name,
    template: name,
    reason: note,
    detail: { action, number, note, restored },
  });
  await tx.audit.complete(auditKey, `${action}: ${versionName(number)}`);
}

/** Restores an old version as the newest, or deletes the template. Restoring undoes both. */
export async function changeTemplate(
  deps: ChangeTemplateDeps,
  request: Request,
  command: Extract<TemplateCommand, { action: 'restore' | 'delete' }>,
): Promise<Answer | undefined> {
  const { name, note } = command;
  const file = await inFile(deps.files, name);
  if (file !== undefined) return problemAnswer(file);
  const { done, newest, wanted } = await deps.store.transaction(async (tx) => ({
    done: await tx.templateSaves.byRequestKey(request.key),
    newest: await tx.templateSaves.newest(name),
    wanted:
      command.action === 'restore' ? await tx.templateSaves.get(name, command.number) : undefined,
  }));
  if (done !== undefined) return add(deps, request, done);
  if (newest === undefined) return problemAnswer({ kind: 'not-kept-in-slack', name });
  const next = { name, number: newest.number + 1, note, author: request.requester.userId };
  if (command.action === 'delete') {
    if (newest.action === 'delete') return problemAnswer({ kind: 'deleted-already', name });
    return add(deps, request, { ...next, action: 'delete', text: '' });
  }
  const version = command.number;
  if (wanted === undefined) return problemAnswer({ kind: 'no-version', name, version });
  if (wanted.action === 'delete')
    return problemAnswer({ kind: 'version-was-delete', name, version });
  if (wanted.number === newest.number)
    return problemAnswer({ kind: 'version-in-use', name, version });
  const checked = await checkText(deps, name, { text: wanted.text, note });
  if (!checked.ok) {
    return problemAnswer({ kind: 'version-outdated', version, problems: checked.problems });
  }
  const { number: restored, text } = wanted;
  return add(deps, request, { ...next, action: 'restore', text, restored });
}

async function add(
  deps: ChangeTemplateDeps,
  request: Request,
  save: NewTemplateSave,
): Promise<Answer | undefined> {
  const added = await addSave(deps, request, save);
  if (added === undefined) return undefined;
  if (added.ok) return added.answer;
  return problemAnswer({ kind: 'changed-meanwhile', name: save.name });
}

/**
 * The file that a template is kept in, even a broken one; undefined if there is none. A name with
 * the same slug counts as the same.
 */
export async function inFile(
  files: Templates,
  name: string,
): Promise<TemplateRequestProblem | undefined> {
  const slug = templateSlug(name);
  const template = (await files.list()).find((one) => templateSlug(one.name) === slug);
  if (template !== undefined) {
    return { kind: 'kept-in-file', name: template.name, file: template.origin };
  }
  const broken = brokenFile(await files.problems(), name);
  return broken && { kind: 'kept-in-broken-file', name, file: broken.file };
}
