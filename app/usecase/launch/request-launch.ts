import {
  problemAnswer,
  type Answer,
  type Problems,
  type AnswerOf,
} from '../../domain/answer/answer.ts';
import type { LaunchCommand, TypedChoices } from '../../domain/command/parse/command.ts';
import type { Target } from '../../domain/job/job.ts';
import type { LaunchProblem } from '../../domain/launch/launch-problem.ts';
import { outdoneBy } from '../../domain/guard/guard.ts';
import { guardInForce } from '../../domain/launch/guard-in-force.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { draftOf } from '../../domain/form/launch-draft.ts';
import { nearest } from '../../domain/text/nearest.ts';
import { specNotes } from '../../domain/spec/spec-notes.ts';
import type { TemplateRequestProblem } from '../../domain/template/text/template-request-problem.ts';
import { brokenFile, findTemplate } from '../../domain/template/template-name.ts';
import { type Template } from '../../domain/template/template.ts';
import {
  fillTemplate,
  type FilledLaunch,
  type FilledTemplate,
  type LaunchInput,
} from '../../domain/template/fill/fill-template.ts';
import { decideNow, type DecideDeps } from '../permission/decide.ts';
import { notSeenNow } from '../permission/see.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { accessIn } from '../permission/template-access.ts';
import type { Request } from '../ports/interactions.ts';
import { storedBefore } from './stored-before.ts';
import { leftOf } from '../../domain/launch/ladder.ts';
import { boundedBy } from './bounded-by.ts';
import { foreseeFallbacks, foreseeLaunch, withForeseen } from './foresee-launch.ts';
import { estimateOf, ladderOf, storeLaunch, type StoreLaunchDeps } from './store-launch.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { Templates } from '../ports/templates.ts';

export type RequestLaunchDeps = StoreLaunchDeps &
  DecideDeps & {
    readonly store: Store;
    readonly templates: Templates;
    readonly targets: readonly Target[];
  };

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

/**
 * The template that is meant. The name of a broken file never resolves to another template by slug;
 * its problems are reported.
 */
export async function findLaunched(
  templates: Templates,
  name: string,
): Promise<Template | undefined> {
  const exact = await templates.get(name);
  if (exact !== undefined) return exact;
  const broken = brokenFile(await templates.problems(), name);
  if (broken !== undefined && broken.inUse === undefined) return undefined;
  return findTemplate(await templates.list(), name);
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

/** Fills a template with the choices; problems come back as an answer. */
export function fillLaunch(
  template: Template,
  input: LaunchInput,
  targets: readonly Target[],
): FilledLaunch | Problems {
  return launchIn(template, fillTemplate(template, input, targets));
}

function launchIn({ literal }: Template, result: FilledTemplate): FilledLaunch | Problems {
  if (result.ok) return result.launch;
  const { problems, newer } = result;
  const isSendable = literal && newer !== undefined;
  const hint = isSendable ? ({ kind: 'send-unchecked', from: 'answer' } as const) : undefined;
  return { kind: 'problem', problems, hint };
}

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

/** Says that there is no such template, or why it can't be used, and which ones exist. */
export async function unknownTemplate(templates: Templates, name: string): Promise<Answer> {
  const broken = brokenFile(await templates.problems(), name);
  if (broken !== undefined) {
    return problemAnswer({ kind: 'template-broken', name, problems: broken.problems });
  }
  const names = (await templates.list()).map((template) => template.name);
  return {
    kind: 'problem',
    problems: [noTemplate(name, names)],
    hint: { kind: 'templates-there-are', names },
  };
}

/** No template has this name; with the nearest one. */
export function noTemplate(name: string, names: readonly string[]): TemplateRequestProblem {
  return { kind: 'no-template', name, near: nearest(name, names) };
}
