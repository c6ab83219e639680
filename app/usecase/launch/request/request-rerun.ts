// A re-run is a launch of its own, made from an earlier one: same template version and parameters,
// except for the changes.

import { problemAnswer, type Answer, type Problems } from '../../../domain/answer/answer.ts';
import type { CardView } from '../../../domain/launch/card.ts';
import type { RerunCommand, TypedChoices } from '../../../domain/command/parse/command.ts';
import { formatTarget, type Target } from '../../../domain/job/job.ts';
import { typedCostUsd } from '../../../domain/guard/written-guard.ts';
import type { Launch } from '../../../domain/launch/launch.ts';
import type { Template } from '../../../domain/template/template.ts';
import type { Viewer } from '../../../domain/permission/viewer.ts';
import { cardIn, nearestThread } from '../../job/card-in.ts';
import type { Request } from '../../ports/interactions.ts';
import type { DecideDeps } from '../../permission/decide.ts';
import { findJob, type Find, type Found } from '../../job/find-job.ts';
import { draftOfRerun } from './fix-launch.ts';
import { leftOf } from '../../../domain/launch/ladder.ts';
import { withForeseen } from './foresee-launch.ts';
import { asDryRun } from './preview-launch.ts';
import { fillLaunch } from './fill-launch.ts';
import { locate } from './request-launch.ts';
import type { RequestLaunchDeps } from './launch-deps.ts';
import { mayNotRepeat } from '../spec-launch.ts';
import { viewerIn } from '../../permission/see.ts';
import type { FilledLaunch } from '../../../domain/template/fill/fill-template.ts';
import { withoutOwnLabels } from '../../../domain/launch/own-labels.ts';
import { storeLaunch } from './store-launch.ts';
import type { Question } from '../stored-answer.ts';
import type { Tx } from '../../ports/store/store.ts';

/** Stores a typed re-run. */
export async function requestRerun(
  deps: RequestLaunchDeps & DecideDeps,
  request: Request,
  { job, ...choices }: RerunCommand,
  viewer?: Viewer,
): Promise<Answer | undefined> {
  const { requester } = request;
  const find: Find = (tx, eyes) => findJob(tx, job, 'rerun', { requester, viewer: eyes });
  return rerun(deps, request, { find, viewer, choices });
}

/**
 * Stores the re-run that a button asks for: unchanged, or in another target or with other values
 * that the template allows.
 */
export async function repeatAsIs(
  deps: RequestLaunchDeps & DecideDeps,
  request: Request,
  {
    find,
    viewer,
    target,
    parameters = {},
  }: Pick<Wanted, 'find' | 'viewer'> & Partial<Pick<TypedChoices, 'target' | 'parameters'>>,
): Promise<Answer | undefined> {
  const choices: TypedChoices = { parameters, dryRun: false, target };
  return rerun(deps, request, { find, viewer, choices });
}

type Wanted = {
  readonly find: Find;
  /** Undefined: uses what is known now. */
  readonly viewer: Viewer | undefined;
  readonly choices: TypedChoices;
};

/** Stores it, or shows it. What would become of it is looked up outside of the transaction. */
async function rerun(
  deps: RequestLaunchDeps & DecideDeps,
  request: Request,
  wanted: Wanted,
): Promise<Answer | undefined> {
  const isAcked = wanted.viewer !== undefined;
  const done = await deps.store.transaction((tx) => storeRerun(tx, deps, request, wanted));
  if (done !== undefined && 'preview' in done) {
    return asDryRun(deps, request, done.preview, isAcked);
  }
  return withForeseen(deps, done, isAcked ? 'after-ack' : 'before-ack');
}

async function storeRerun(
  tx: Tx,
  deps: RequestLaunchDeps & DecideDeps,
  request: Request,
  { find, viewer, choices }: Wanted,
): Promise<Answer | { readonly preview: FilledLaunch } | undefined> {
  const eyes = viewer ?? (await viewerIn(tx, deps, request.requester));
  const found = await find(tx, eyes);
  if ('answer' in found) return found.answer;
  const first = found.card.launch;
  const refusal = await mayNotRepeat(tx, deps, request, first);
  if (refusal !== undefined) return refusal;
  const filled = isChanged(choices)
    ? await refill(tx, found.card, choices, deps.targets)
    : sameAgain(first, deps.targets);
  if ('kind' in filled) return filled;
  if (choices.dryRun) return { preview: filled };
  const confirm = await askOf(tx, request, eyes, found);
  return storeLaunch(tx, deps, request, filled, { rerunOf: first.id, confirm });
}

/**
 * The question before a re-run of a job that was named only by a prefix; undefined if the name was
 * exact.
 */
export async function askOf(
  tx: Tx,
  { requester: { channel } }: Request,
  viewer: Viewer,
  { card, guessed }: Extract<Found, { card: CardView }>,
): Promise<Question | undefined> {
  if (guessed !== true) return undefined;
  const thread = await nearestThread(tx, card, channel, viewer);
  return ({ handle, target, estimate }) => ({
    kind: 'rerun-asks',
    handle,
    card: thread === undefined ? card : cardIn(card, thread),
    channel: thread?.channel,
    target,
    estimate,
  });
}

function isChanged({ parameters, target, location, maxTimeMs, maxCostUsd }: TypedChoices): boolean {
  const others = [target, location, maxTimeMs, maxCostUsd];
  return Object.keys(parameters).length > 0 || others.some((one) => one !== undefined);
}

/** Exactly what was sent before, even if the template has changed. */
function sameAgain(first: Launch, configured: readonly Target[]): FilledLaunch | Problems {
  const { template, parameters, target, body, maxTimeMs, guard } = first;
  const isThere = (place: Target) =>
    configured.some((one) => formatTarget(one) === formatTarget(place));
  // What the bot has no target for is passed over, as it would be when its turn came.
  const fallback = leftOf(first.ladder)?.filter((rung) => isThere(rung.target));
  if (isThere(target)) {
    return {
      template,
      parameters,
      target,
      body: withoutOwnLabels(body),
      maxTimeMs,
      guard,
      fallback,
    };
  }
  const { handle } = first;
  const problem = { kind: 'target-dropped', handle, target, targets: configured } as const;
  return problemAnswer(problem);
}

async function refill(
  tx: Tx,
  { launch }: CardView,
  choices: TypedChoices,
  targets: readonly Target[],
): Promise<FilledLaunch | Problems> {
  const { name, version } = launch.template;
  const template = await tx.templates.get(name, version);
  if (template === undefined) {
    const { handle } = launch;
    const problem = { kind: 'version-dropped', handle, template: name, version } as const;
    return problemAnswer(problem);
  }
  const filled = refilled(template, launch, choices, targets);
  if (!('kind' in filled)) return filled;
  return { ...filled, fix: draftOfRerun({ targets }, template, launch, choices) };
}

function refilled(
  template: Template,
  launch: Launch,
  { parameters, target, location, maxTimeMs, maxCostUsd }: TypedChoices,
  targets: readonly Target[],
): FilledLaunch | Problems {
  const place = locate({ parameters, target, location }, template.targets, targets);
  if ('kind' in place) return place;
  const input = {
    parameters,
    earlier: launch.parameters,
    // A fallback’s target is nobody’s choice.
    target: place.target ?? launch.ladder?.rungs[0]?.target ?? launch.target,
    maxTimeMs: maxTimeMs ?? launch.maxTimeMs,
    maxCostUsd: maxCostUsd ?? typedCostUsd(launch.guard),
  };
  return fillLaunch(template, input, targets);
}
