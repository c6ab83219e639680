import type { LaunchCommand } from '../../domain/command/command.ts';
import { draftOf, type LaunchDraft } from '../../domain/form/launch-draft.ts';
import type { Request } from '../ports/interactions.ts';
import { findLaunched, locate, type RequestLaunchDeps } from './request-launch.ts';

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
  const read = 'kind' in place ? undefined : draftOf(template, place, targets);
  return read?.isIncomplete === true ? read.draft : undefined;
}
