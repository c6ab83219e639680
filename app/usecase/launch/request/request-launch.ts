import { problemAnswer, type Answer, type Problems } from '../../../domain/answer/answer.ts';
import type { LaunchCommand, TypedChoices } from '../../../domain/command/parse/command.ts';
import type { Target } from '../../../domain/job/job.ts';
import type { LaunchProblem } from '../../../domain/launch/launch-problem.ts';
import type { Launch } from '../../../domain/launch/launch.ts';
import { draftOf } from '../../../domain/form/launch-draft.ts';
import type { LaunchInput } from '../../../domain/template/fill/read-values.ts';
import { notSeenNow } from '../../permission/see.ts';
import type { Viewer } from '../../../domain/permission/viewer.ts';
import type { Request } from '../../ports/interactions.ts';
import { storedBefore } from './stored-before.ts';
import { leftOf } from '../../../domain/launch/ladder.ts';
import { withForeseen } from './foresee-launch.ts';
import { storeLaunch } from './store-launch.ts';
import type { Tx } from '../../ports/store/store.ts';
import { previewLaunch } from './preview-launch.ts';
import { fillLaunch } from './fill-launch.ts';
import { findLaunched, unknownTemplate } from './find-launched.ts';
import type { RequestLaunchDeps } from './launch-deps.ts';

/**
 * Stores a typed launch. It is filled and checked first, so problems are answered at once and
 * whatever is stored can be sent. The loop decides on permission. A `viewer` is known only after the
 * ack.
 */
export async function requestLaunch(
  deps: RequestLaunchDeps,
  request: Request,
  { template: name, dryRun, ...choices }: LaunchCommand,
  viewer?: Viewer,
): Promise<Answer | undefined> {
  // A repeated request is answered by what is stored, whatever became of the template since.
  const before = dryRun
    ? undefined
    : await deps.store.transaction((tx) => storedBefore(tx, deps, request));
  const when = viewer === undefined ? 'before-ack' : 'after-ack';
  if (before !== undefined) return withForeseen(deps, before.answer, when);
  const template = await findLaunched(deps.templates, name);
  if (template === undefined) return unknownTemplate(deps.templates, name);
  const place = locate(choices, template.targets, deps.targets);
  if ('kind' in place) {
    return { ...place, fix: draftOf(template, placeless(choices), deps.targets, true) };
  }
  const filled = dryRun
    ? await previewLaunch(deps, request, template, place, viewer !== undefined)
    : fillLaunch(template, place, deps.targets);
  if ('kind' in filled) {
    if (filled.kind === 'dry-run' || filled === notSeenNow) return filled;
    return { ...filled, fix: draftOf(template, place, deps.targets) };
  }
  const answer = await deps.store.transaction(async (tx) => {
    await tx.templates.keep(template);
    return storeLaunch(tx, deps, request, filled);
  });
  return withForeseen(deps, answer, when);
}

/** The choices without a place, where that is wrong. */
export function placeless({ parameters, maxTimeMs, maxCostUsd }: LaunchInput): LaunchInput {
  return { parameters, maxTimeMs, maxCostUsd };
}

/** Given only a location, the single target there: among the template's targets, else the bot's. */
export function locate(
  { location, ...choices }: Omit<TypedChoices, 'dryRun'>,
  own: readonly Target[],
  configured: readonly Target[],
): LaunchInput | Problems {
  if (location === undefined) return choices;
  const allowed = own.length > 0 ? own : configured;
  const there = allowed.filter((target) => target.location === location);
  const [only, second] = there;
  if (only !== undefined && second === undefined) return { ...choices, target: only };
  const problem: LaunchProblem =
    only === undefined
      ? { kind: 'location-unknown', location, targets: allowed }
      : { kind: 'location-ambiguous', location, targets: there };
  return problemAnswer(problem);
}

/** Repeats a launch whose job was never found, under a new id, because a person decided so. */
export async function repeatLaunch(
  tx: Tx,
  deps: RequestLaunchDeps,
  request: Request,
  first: Launch,
): Promise<Answer | undefined> {
  const again = { ...first, fallback: leftOf(first.ladder) };
  return storeLaunch(tx, deps, request, again, { repeats: first.id, rerunOf: first.rerunOf });
}
