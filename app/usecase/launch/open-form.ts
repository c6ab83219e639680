// Opens the form of a launch. Nothing changes, and it happens after the ack.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import { type EarlierLaunch, type LaunchForm } from '../../domain/form/launch-form.ts';
import { succeeded } from '../../domain/error/failure.ts';
import type { LaunchDraft } from '../../domain/form/launch-draft.ts';
import { findTemplate } from '../../domain/template/template-name.ts';
import type { PermissionRequest } from '../permission/permission-request.ts';
import { decide } from '../permission/decide.ts';
import type { Request } from '../ports/interactions.ts';
import { isFromSpec, mayNotRepeat } from './spec-launch.ts';
import { ifAllowed, openWindow } from '../permission/open-window.ts';
import { unknownTemplate } from './request-launch.ts';
import { findByHandle } from '../job/find-job.ts';
import { viewerOf } from '../permission/see.ts';
import { choose, earlierOf, nowhere, placeOf, versionOf, type FormDeps } from './form-template.ts';

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
  show(deps, request, 'menu', async () => ({
    ...placeOf(request),
    templates: await deps.templates.list(),
  }));
}

const whichTemplate: Answer = {
  kind: 'problem',
  problems: [{ kind: 'no-template-chosen' }],
  form: true,
};

/** Opens the form with a template's fields, or at the choice if there is no such template. */
export function openFormOf(deps: FormDeps, request: Request, name: string | undefined): void {
  show(deps, request, 'launch-form', async () => {
    const templates = await deps.templates.list();
    const template = name === undefined ? undefined : findTemplate(templates, name);
    const chosen = template && choose(deps, template);
    if (template !== undefined && chosen === undefined) return nowhere(template);
    return { ...placeOf(request), templates, chosen };
  });
}

/** Opens the form with the valid part of a typed launch. */
export function openDraft(deps: FormDeps, request: Request, draft: LaunchDraft): void {
  show(deps, request, 'fix-launch', async () => {
    const templates = await deps.templates.list();
    const template = findTemplate(templates, draft.template);
    if (template === undefined) return unknownTemplate(deps.templates, draft.template);
    const chosen = choose(deps, template, draft);
    return chosen === undefined
      ? nowhere(template)
      : { ...placeOf(request), templates, chosen: { ...chosen, draft } };
  });
}

/** Opens the form with a job's values for a re-run; `draft` is what was typed for it already. */
export function openRerunForm(
  deps: FormDeps,
  request: Request,
  handle: string,
  draft?: LaunchDraft,
): void {
  show(deps, request, 'rerun-form', async () => {
    const viewer = await viewerOf(deps, request.requester);
    const found = await deps.store.transaction((tx) => findByHandle(tx, handle, 'rerun', viewer));
    if ('answer' in found) return found.answer;
    const { launch: first } = found.card;
    const template = await versionOf(deps, first);
    if (template === undefined) return gone(handle);
    // Cached, so that it can be decided inside the transaction.
    if (isFromSpec(first)) await decide(deps, request.requester, 'launch-spec');
    const refusal = await deps.store.transaction((tx) => mayNotRepeat(tx, deps, request, first));
    if (refusal !== undefined) return refusal;
    const earlier = changedBy(earlierOf(first), draft);
    const chosen = choose(deps, template, earlier);
    if (chosen === undefined) return nowhere(template);
    const place = placeOf(request, first.requester.channel);
    return { ...place, templates: [template], chosen: { ...chosen, earlier } };
  });
}

function changedBy(earlier: EarlierLaunch, draft: LaunchDraft | undefined): EarlierLaunch {
  if (draft === undefined) return earlier;
  return {
    ...earlier,
    parameters: { ...earlier.parameters, ...draft.parameters },
    target: draft.target ?? earlier.target,
    maxTimeMs: draft.maxTimeMs ?? earlier.maxTimeMs,
  };
}

function gone(handle: string): Answer {
  return problemAnswer({ kind: 'rerun-template-gone', handle });
}

/** Makes the form and opens it, or answers why it can't. */
function show(
  deps: FormDeps,
  request: Request,
  verb: PermissionRequest['verb'],
  make: () => Promise<LaunchForm | Answer>,
): void {
  openWindow(deps, request, { verb, subject: 'form' }, async () => {
    const form = await make();
    return 'kind' in form ? { answer: form } : { window: { kind: 'launch-form', form } };
  });
}
