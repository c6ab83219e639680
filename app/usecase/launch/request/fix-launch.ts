// Offers the form, filled with what was valid, for a typed launch or re-run that lacks values or
// couldn't be parsed whole.

import type {
  LaunchCommand,
  RerunCommand,
  TypedChoices,
} from '../../../domain/command/parse/command.ts';
import type { Launch } from '../../../domain/launch/launch.ts';
import { draftOf, incompleteDraft, type LaunchDraft } from '../../../domain/form/launch-draft.ts';
import type { Template } from '../../../domain/template/template.ts';
import type { LaunchInput } from '../../../domain/template/fill/read-values.ts';
import { decideNow } from '../../permission/decide.ts';
import type { Request } from '../../ports/interactions.ts';
import { findJob } from '../../job/find-job.ts';
import { findLaunched } from './find-launched.ts';
import { locate, placeless } from './request-launch.ts';
import type { RequestLaunchDeps } from './launch-deps.ts';
import { viewerIn } from '../../permission/see.ts';

/** Undefined if the template isn't clear, no form can fix it, or the requester may not launch. */
export async function draftOfTyped(
  deps: RequestLaunchDeps,
  { requester }: Request,
  right: LaunchCommand | RerunCommand,
): Promise<LaunchDraft | undefined> {
  if (decideNow(deps, requester, 'launch')?.allowed === false) return undefined;
  if (right.verb === 'launch') {
    const template = await findLaunched(deps.templates, right.template);
    const input = template && inputOf(deps, template, right).input;
    return template && input && draftOf(template, input, deps.targets, true);
  }
  return deps.store.transaction(async (tx) => {
    const viewer = await viewerIn(tx, deps, requester);
    const found = await findJob(tx, right.job, 'rerun', { requester, viewer });
    if (!('card' in found)) return undefined;
    const { launch } = found.card;
    const { name, version } = launch.template;
    const template = await tx.templates.get(name, version);
    return template && draftOfRerun(deps, template, launch, right, true);
  });
}

/** The typed input, without an invalid target. */
function inputOf(
  { targets }: Pick<RequestLaunchDeps, 'targets'>,
  template: Template,
  { parameters, target, location, maxTimeMs, maxCostUsd }: TypedChoices,
) {
  const choices = { parameters, target, location, maxTimeMs, maxCostUsd };
  const place = locate(choices, template.targets, targets);
  const isMisplaced = 'kind' in place;
  const input: LaunchInput = isMisplaced ? placeless(choices) : place;
  return { input, isMisplaced };
}

/**
 * What the form of a re-run starts with besides the original's values. For `hasMore`, see
 * `draftOf`.
 */
export function draftOfRerun(
  { targets }: Pick<RequestLaunchDeps, 'targets'>,
  template: Template,
  { handle, parameters }: Launch,
  typed: TypedChoices,
  hasMore = false,
): LaunchDraft | undefined {
  const { input, isMisplaced } = inputOf({ targets }, template, typed);
  const whole = { ...input, earlier: parameters };
  const draft = draftOf(template, whole, targets, hasMore || isMisplaced);
  return draft && { ...draft, rerunOf: handle };
}

/**
 * The form's initial values, if a typed launch only lacks values and a form can be opened.
 * Undefined: launch it, or answer with its problems.
 */
export async function incompleteLaunch(
  { templates, targets }: RequestLaunchDeps,
  { trigger }: Request,
  { template: name, dryRun, ...choices }: LaunchCommand,
): Promise<LaunchDraft | undefined> {
  if (trigger === undefined || dryRun) return undefined;
  const template = await findLaunched(templates, name);
  if (template === undefined) return undefined;
  const place = locate(choices, template.targets, targets);
  return 'kind' in place ? undefined : incompleteDraft(template, place, targets);
}
