// The form of a re-run starts with what was launched, and with what was typed for it.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { EarlierLaunch } from '../../domain/form/launch-form.ts';
import type { LaunchDraft } from '../../domain/form/launch-draft.ts';
import { decide } from '../permission/decide.ts';
import type { Request } from '../ports/interactions.ts';
import { isFromSpec, mayNotRepeat } from '../launch/spec-launch.ts';
import { findByHandle } from '../job/find-job.ts';
import { viewerOf } from '../permission/see.ts';
import { choose, earlierOf, nowhere, placeOf, versionOf, type FormDeps } from './form-template.ts';
import { noFormFor } from './open-form.ts';
import { showForm } from './show-form.ts';

/** Opens the form with a job's values for a re-run; `draft` is what was typed for it already. */
export function openRerunForm(
  deps: FormDeps,
  request: Request,
  handle: string,
  draft?: LaunchDraft,
): void {
  showForm(deps, request, 'rerun-form', async () => {
    const viewer = await viewerOf(deps, request.requester);
    const found = await deps.store.transaction((tx) => findByHandle(tx, handle, 'rerun', viewer));
    if ('answer' in found) return found.answer;
    const { launch: first } = found.card;
    const template = await versionOf(deps, first);
    if (template === undefined) return gone(handle);
    // Cached, so that it can be decided inside the transaction.
    if (isFromSpec(first)) await decide(deps, request.requester, 'launch-spec');
    const refusal =
      (await deps.store.transaction((tx) => mayNotRepeat(tx, deps, request, first))) ??
      (await noFormFor(deps, request, template));
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
    maxCostUsd: draft.maxCostUsd ?? earlier.maxCostUsd,
  };
}

function gone(handle: string): Answer {
  return problemAnswer({ kind: 'rerun-template-gone', handle });
}
