// Editing templates in a window. Opening and checking change nothing and happen after the ack.
// Submitting adds an entry to the history, unless somebody else has since the window was opened:
// then their changes are shown, and nothing is overwritten.

import { type Answer, type AnswerOf, problemAnswer } from '../../domain/answer/answer.ts';
import type { TemplateCommand } from '../../domain/command/parse/command.ts';
import type { JobReference } from '../../domain/job/job-reference.ts';
import { templateOfJob } from '../../domain/template/fill/job-template.ts';
import { knownFields } from '../../domain/spec/known-fields.ts';
import { sampleSpec } from '../../domain/template/fill/sample-body.ts';
import { specNotes } from '../../domain/spec/spec-notes.ts';
import { secretsIn } from '../../domain/template/secret/secret.ts';
import type {
  TemplateContext,
  TemplateEntries,
  TemplateForm,
  TemplateNotice,
} from '../../domain/form/template-form.ts';
import type { TemplateSave } from '../../domain/template/template-save.ts';
import { decideOn } from '../permission/decide-on.ts';
import { refuse } from '../permission/refuse.ts';
import type { PermissionRequest } from '../permission/permission-request.ts';
import { beforeAck, type BeforeAckDeps } from '../permission/before-ack.ts';
import { addSave, inFile } from './change-template.ts';
import { checkText } from './check-template.ts';
import type { Request, TemplateSubmitted } from '../ports/interactions.ts';
import { ifAllowed, openWindow, type WindowDeps } from '../permission/open-window.ts';
import { readJobSpec, type ReadJobSpecDeps } from '../job/read-job-spec.ts';
import { noTemplate } from '../launch/request/find-launched.ts';
import type { Window } from '../../domain/answer/window.ts';
import type { Templates, TemplateText } from '../ports/templates.ts';
import { compareShown } from './templates.ts';

export type EditTemplateDeps = WindowDeps &
  ReadJobSpecDeps &
  BeforeAckDeps & {
    readonly templates: Templates;
    /** Templates in files, which are read only. */
    readonly files: Templates;
    readonly text: TemplateText;
  };

/**
 * Opens the window for a new template, empty or made from a job, or for the next version of an
 * existing one.
 */
export function openTemplateForm(
  deps: EditTemplateDeps,
  request: Request,
  command: Extract<TemplateCommand, { action: 'save' | 'edit' }>,
): void {
  const { name } = command;
  openWindow(deps, request, { verb: 'template-edit', subject: name }, async () => {
    const file = await inFile(deps.files, name);
    if (file !== undefined) return { answer: problemAnswer(file) };
    const newest = await deps.store.transaction((tx) => tx.templateSaves.newest(name));
    const form = await makeForm(deps, request, command, newest);
    return 'kind' in form ? { answer: form } : { window: { kind: 'template-form', form } };
  });
}

async function makeForm(
  deps: EditTemplateDeps,
  request: Request,
  command: Extract<TemplateCommand, { action: 'save' | 'edit' }>,
  newest: TemplateSave | undefined,
): Promise<TemplateForm | Answer> {
  const { name } = command;
  const form = { channel: request.requester.channel, name, base: newest?.number ?? 0 };
  const current = newest?.action === 'delete' ? undefined : newest;
  if (command.action === 'save' && command.from !== undefined) {
    const read = await textOfJob(deps, request, name, command.from);
    return 'kind' in read ? read : { ...form, ...read };
  }
  if (command.action === 'save') return { ...form, ...(await beginning(deps, name, current)) };
  if (current !== undefined) return { ...form, ...(await beginning(deps, name, current)) };
  const names = (await deps.templates.list()).map((template) => template.name);
  return {
    kind: 'problem',
    problems: [noTemplate(name, names)],
    hint: { kind: 'make-template', name },
  };
}

/** The text to edit. Secrets aren't shown, and can't be kept. */
async function beginning(
  { text }: Pick<EditTemplateDeps, 'text'>,
  name: string,
  current: TemplateSave | undefined,
): Promise<Pick<TemplateForm, 'text' | 'notices'>> {
  if (current === undefined) return { text: skeleton(name, text.write({ name })) };
  const shown = await text.show(current.text);
  return shown === current.text
    ? { text: shown }
    : { text: shown, notices: [{ kind: 'secrets-redacted' }] };
}

async function textOfJob(
  deps: EditTemplateDeps,
  request: Request,
  name: string,
  reference: JobReference,
): Promise<Pick<TemplateForm, 'text' | 'notices'> | Answer> {
  const found = await readJobSpec(deps, reference, request);
  if ('answer' in found) return found.answer;
  const { spec, unknown } = knownFields(found.body.jobSpec, 'jobSpec');
  const body = { ...found.body, jobSpec: spec };
  const { tree, leftOut } = templateOfJob(name, body, found.target, secretsIn(found.parameters));
  return { text: deps.text.write(tree), notices: noticesOf(leftOut, unknown) };
}

function noticesOf(
  secrets: readonly string[],
  unknown: readonly string[],
): readonly TemplateNotice[] {
  return [
    ...(secrets.length === 0 ? [] : [{ kind: 'secrets-left-out', paths: secrets } as const]),
    ...(unknown.length === 0 ? [] : [{ kind: 'fields-left-out', paths: unknown } as const]),
  ];
}

/** Shows what the text makes, and how it differs from the version it is based on. */
export function checkTemplate(
  deps: EditTemplateDeps,
  request: Request,
  { name, base }: TemplateContext,
  { text }: TemplateEntries,
): void {
  const { trigger } = request;
  if (trigger === undefined) return;
  ifAllowed(deps, request, { verb: 'template-edit', subject: name }, async () => {
    const checked = await checkText(deps, name, { text });
    const answer: Answer = checked.ok
      ? {
          ...(await compareWithBase(deps, name, base, text)),
          notes: specNotes(sampleSpec(checked.template)),
        }
      : problemAnswer({ kind: 'several', problems: checked.problems });
    return deps.windows.push(trigger, { kind: 'preview', answer });
  });
}

async function compareWithBase(
  deps: EditTemplateDeps,
  name: string,
  base: number,
  text: string,
): Promise<AnswerOf<'template-diff'>> {
  const { before, newest } = await deps.store.transaction(async (tx) => ({
    before: await tx.templateSaves.get(name, base),
    newest: await tx.templateSaves.newest(name),
  }));
  const hasText = before !== undefined && before.action !== 'delete';
  return {
    kind: 'template-diff',
    name,
    before: hasText ? base : 'nothing',
    after: 'own-text',
    ...(await compareShown(deps.text, hasText ? before.text : '', text)),
    newer: newest !== undefined && newest.number > base ? newest : undefined,
  };
}

/** Adds the text to the template's history, once per window. */
export async function submitTemplate(
  deps: EditTemplateDeps,
  request: Request,
  { channel, name, base }: TemplateContext,
  { text, note }: TemplateEntries,
): Promise<TemplateSubmitted> {
  const permission: PermissionRequest = { verb: 'template-edit', subject: name };
  const decision = await beforeAck(deps, decideOn(deps, request, permission));
  if (decision === undefined)
    return { ok: false, problem: { kind: 'person-not-known-in-time', button: 'Save' } };
  if ('later' in decision) {
    return {
      ok: false,
      problem: { kind: 'person-not-told-for-form', why: decision.why },
    };
  }
  if (!decision.allowed) {
    await refuse(deps, request, permission, decision);
    return { ok: false, problem: decision.why };
  }
  const taken = await inFile(deps.files, name);
  if (taken !== undefined) return { ok: false, problem: taken };
  const checked = await checkText(deps, name, { text, note });
  if (!checked.ok) {
    return { ok: false, problem: { kind: 'several', problems: checked.problems } };
  }
  const its = { ...request, because: decision.because };
  const save = { name, action: 'save', text, note, author: request.requester.userId } as const;
  const added = await addSave(deps, its, { ...save, number: base + 1 });
  if (added === undefined)
    throw new Error('A window is on record nowhere, so it can’t be given up.');
  if (added.ok) return added;
  const form = { channel, name, text, note };
  return { ok: false, window: await conflictWindow(deps.text, form, added.newest, added.base) };
}

/** The same window with somebody else's changes; saving then goes on from their version. */
async function conflictWindow(
  text: TemplateText,
  form: Pick<TemplateForm, 'channel' | 'name' | 'text' | 'note'>,
  newest: TemplateSave,
  base: TemplateSave | undefined,
): Promise<Window> {
  const { author, at, note, number, action } = newest;
  const { lines } = await compareShown(text, base?.text ?? '', newest.text);
  const conflict = { author, at, note, deleted: action === 'delete', lines };
  return { kind: 'template-form', form: { ...form, base: number, conflict } };
}

/**
 * A new template: the least that can be launched, with the available settings. Its first line is
 * YAML, so `2024` and `true` need quotes.
 */
function skeleton(name: string, nameLine: string): string {
  return `${nameLine.trimEnd()}
description: What it does
parameters:
  epochs: { type: integer, default: 10, min: 1, description: how often the data is seen }
displayName: '${name} {{epochs}} epochs'
jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      replicaCount: 1
      containerSpec:
        imageUri: us-docker.pkg.dev/PROJECT/REPOSITORY/IMAGE:TAG
        args: ['--epochs={{epochs}}']
`;
}
