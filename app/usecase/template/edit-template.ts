// Editing templates in a window. Opening and checking change nothing and happen after the ack.
// Submitting adds an entry to the history, unless somebody else has since the window was opened:
// then their changes are shown, and nothing is overwritten.

import { type Answer, type AnswerOf, problemAnswer } from '../../domain/answer/answer.ts';
import type { TemplateCommand } from '../../domain/command/parse/command.ts';
import { sampleSpec } from '../../domain/template/fill/sample-body.ts';
import { specNotes } from '../../domain/spec/spec-notes.ts';
import type { TemplateContext, TemplateEntries } from '../../domain/form/template-form.ts';
import type { BeforeAckDeps } from '../permission/before-ack.ts';
import { inFile } from './change-template.ts';
import { checkText } from './check-template.ts';
import type { Request } from '../ports/interactions.ts';
import { ifAllowed, openWindow, type WindowDeps } from '../permission/open-window.ts';
import type { ReadJobSpecDeps } from '../job/read-job-spec.ts';
import type { Templates, TemplateText } from '../ports/templates.ts';
import { compareShown } from './templates.ts';
import { makeForm } from './template-beginning.ts';

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
