// A launch that is only looked at: what would be sent, and what would become of it.

import type { Problems, AnswerOf } from '../../../domain/answer/answer.ts';
import type { Target } from '../../../domain/job/job.ts';
import { outdoneBy } from '../../../domain/guard/guard.ts';
import { guardInForce } from '../../../domain/launch/guard-in-force.ts';
import { specNotes } from '../../../domain/spec/spec-notes.ts';
import type { Template } from '../../../domain/template/template.ts';
import { fillTemplate, type FilledLaunch } from '../../../domain/template/fill/fill-template.ts';
import type { LaunchInput } from '../../../domain/template/fill/read-values.ts';
import { decideNow } from '../../permission/decide.ts';
import { notSeenNow } from '../../permission/see.ts';
import { accessIn } from '../../permission/template-access.ts';
import type { Request } from '../../ports/interactions.ts';
import { boundedBy } from './bounded-by.ts';
import { foreseeFallbacks, foreseeLaunch } from './foresee-launch.ts';
import { estimateOf, ladderOf } from './store-launch.ts';
import type { RequestLaunchDeps } from './launch-deps.ts';
import { fillLaunch, launchIn } from './fill-launch.ts';

type Previewed = {
  readonly filled: FilledLaunch | Problems;
  /** The problems without which it is filled. */
  readonly refused?: readonly string[];
};

/**
 * Fills a template as a preview shows it, and as it is sent from there: in one that can't list
 * unchecked fields itself, fields and values that the bot doesn't know stay, if nothing else is
 * wrong.
 */
export function fillPreview(
  template: Template,
  input: LaunchInput,
  targets: readonly Target[],
): Previewed {
  const result = fillTemplate(template, input, targets);
  if (result.ok || result.newer === undefined || !template.literal) {
    return { filled: launchIn(template, result) };
  }
  const unchecked: Template = { ...template, unchecked: result.newer.paths };
  return { filled: fillLaunch(unchecked, input, targets), refused: result.newer.problems };
}

type DryRun = AnswerOf<'dry-run'>;

/**
 * What would be sent, its cost, and what would become of it now. Not `isAcked`: `notSeenNow` if
 * Slack has to be asked for that. Not to be called in a transaction.
 */
export async function asDryRun(
  deps: RequestLaunchDeps,
  { requester }: Pick<Request, 'requester'>,
  asked: FilledLaunch,
  isAcked: boolean,
): Promise<DryRun | Problems> {
  const filled = boundedBy(deps.policy.rules, asked);
  const { template, target, body, parameters, unchecked } = filled;
  const estimate = estimateOf(deps.prices, filled);
  const notes = specNotes(body.jobSpec);
  const ladder = ladderOf(deps.prices, filled, estimate);
  const candidate = { ...filled, estimate, requester, ladder };
  const foreseen = await foreseeLaunch(deps, candidate, isAcked);
  if (foreseen?.kind === 'later') return notSeenNow;
  return {
    ...{ kind: 'dry-run', template, target, body, parameters, estimate, unchecked, notes },
    foreseen,
    ladder,
    stops: await foreseeFallbacks(deps, candidate, foreseen),
    ...guardsOf(deps, filled),
  };
}

/** The guard that it would have, and which of its own limits the policy makes void. */
function guardsOf(
  { policy }: RequestLaunchDeps,
  { guard = [], maxTimeMs }: FilledLaunch,
): Pick<DryRun, 'guard' | 'outdone'> {
  const { guards } = policy.rules;
  return {
    guard: guardInForce({ guard, maxTimeMs }, guards),
    outdone: outdoneBy(guard, guards?.own ?? []),
  };
}

/** Shows what a launch would send, or its problems. `isAcked` as above. */
export async function previewLaunch(
  deps: RequestLaunchDeps,
  request: Pick<Request, 'requester'>,
  template: Template,
  input: LaunchInput,
  isAcked: boolean,
): Promise<DryRun | Problems> {
  const { filled, refused: problems } = fillPreview(template, input, deps.targets);
  if ('kind' in filled) return filled;
  const preview = await asDryRun(deps, request, filled, isAcked);
  if (problems === undefined || preview.kind !== 'dry-run') return preview;
  const about = { template: template.name, access: accessIn(template) };
  const maySend = decideNow(deps, request.requester, 'launch-spec', about)?.allowed !== false;
  const { maxTimeMs, maxCostUsd } = input;
  return { ...preview, refused: { problems, maySend, maxTimeMs, maxCostUsd } };
}
