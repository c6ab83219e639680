// Saves what was written in the window, unless somebody else has saved since it was opened.

import type {
  TemplateContext,
  TemplateEntries,
  TemplateForm,
} from '../../domain/form/template-form.ts';
import type { TemplateSave } from '../../domain/template/template-save.ts';
import { decideOn } from '../permission/decide-on.ts';
import { refuse } from '../permission/refuse.ts';
import type { PermissionRequest } from '../permission/permission-request.ts';
import { beforeAck } from '../permission/before-ack.ts';
import { addSave, inFile } from './change-template.ts';
import { checkText } from './check-template.ts';
import type { Request, TemplateSubmitted } from '../ports/interactions.ts';
import type { Window } from '../../domain/answer/window.ts';
import type { TemplateText } from '../ports/templates.ts';
import { compareShown } from './templates.ts';
import type { EditTemplateDeps } from './edit-template.ts';

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
