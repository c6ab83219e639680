// Opens the form of a launch. Nothing changes, and it happens after the ack.

import type { Answer } from '../../domain/answer/answer.ts';
import { succeeded } from '../../domain/error/failure.ts';
import type { LaunchDraft } from '../../domain/form/launch-draft.ts';
import { findTemplate } from '../../domain/template/template-name.ts';
import type { Template } from '../../domain/template/template.ts';
import type { Request } from '../ports/interactions.ts';
import { ifAllowed } from '../permission/open-window.ts';
import { unknownTemplate } from '../launch/request/find-launched.ts';
import { mayNotLaunch } from '../launch/spec-launch.ts';
import { choose, nowhere, placeOf, type FormDeps } from './form-template.ts';
import { launchable } from '../permission/launchable.ts';
import { accessIn } from '../permission/template-access.ts';
import { showForm } from './show-form.ts';

/**
 * Opens the form at the choice of a template. A message can't open a window, so it gets a button.
 */
export function openForm(deps: FormDeps, request: Request): void {
  if (request.trigger === undefined) {
    ifAllowed(deps, request, { verb: 'menu', subject: 'form' }, async () => {
      await deps.answerer.answer(request.requester, whichTemplate);
      return succeeded(undefined);
    });
    return;
  }
  showForm(deps, request, 'menu', async () => ({
    ...placeOf(request),
    ...(await launchable(deps, request.requester)),
  }));
}

const whichTemplate: Answer = {
  kind: 'problem',
  problems: [{ kind: 'no-template-chosen' }],
  form: true,
};

/** Opens the form with a template's fields, or at the choice if there is no such template. */
export function openFormOf(deps: FormDeps, request: Request, name: string | undefined): void {
  showForm(deps, request, 'launch-form', async () => {
    const all = await deps.templates.list();
    const template = name === undefined ? undefined : findTemplate(all, name);
    const chosen = template && choose(deps, template);
    if (template !== undefined && chosen === undefined) return nowhere(template);
    const refusal = template && (await noFormFor(deps, request, template));
    if (refusal !== undefined) return refusal;
    return { ...placeOf(request), ...(await launchable(deps, request.requester)), chosen };
  });
}

/** Opens the form with the valid part of a typed launch. */
export function openDraft(deps: FormDeps, request: Request, draft: LaunchDraft): void {
  showForm(deps, request, 'fix-launch', async () => {
    const template = findTemplate(await deps.templates.list(), draft.template);
    if (template === undefined) return unknownTemplate(deps.templates, draft.template);
    const chosen = choose(deps, template, draft);
    if (chosen === undefined) return nowhere(template);
    const refusal = await noFormFor(deps, request, template);
    if (refusal !== undefined) return refusal;
    const offered = await launchable(deps, request.requester);
    return { ...placeOf(request), ...offered, chosen: { ...chosen, draft } };
  });
}

/** Why somebody gets no form for a template, with an audit row; undefined if they do. */
export function noFormFor(
  deps: FormDeps,
  request: Request,
  template: Template,
): Promise<Answer | undefined> {
  const about = { access: accessIn(template), anywhere: request.requester.atHome === true };
  return deps.store.transaction((tx) => mayNotLaunch(tx, deps, request, template, about));
}
