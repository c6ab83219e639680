// A launch by form: like a typed one, with a field per parameter. Opening, choosing and previewing
// change nothing and happen after the ack. Submitting stores a launch like any other.

import { problemAnswer, type Answer } from '../../domain/command/answer.ts';
import type { AnswerProblem } from '../../domain/command/problem.ts';
import type { LaunchProblem } from '../../domain/launch/launch-problem.ts';
import {
  readEntries,
  type ChosenTemplate,
  type EarlierLaunch,
  type FormContext,
  type FormEntries,
  type LaunchForm,
  unshownValues,
} from '../../domain/form/launch-form.ts';
import { succeeded } from '../../domain/error/failure.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { LaunchDraft } from '../../domain/form/launch-draft.ts';
import { formCost } from '../../domain/form/form-cost.ts';
import { formatTarget } from '../../domain/job/job.ts';
import { findTemplate } from '../../domain/template/template-name.ts';
import { type Template } from '../../domain/template/template.ts';
import {
  fillTemplate,
  usableTargets,
  type LaunchInput,
} from '../../domain/template/fill-template.ts';
import { refuse } from '../permission/refuse.ts';
import type { PermissionRequest } from '../permission/permission-request.ts';
import { beforeAck } from '../permission/before-ack.ts';
import { decide, decideNow } from '../permission/decide.ts';
import type { FormProblems, Request, Submitted } from '../ports/interactions.ts';
import type { WindowRef } from '../ports/slack.ts';
import { isFromSpec, mayNotRepeat } from './spec-launch.ts';
import { whereTo, type FormChannelDeps } from './form-channel.ts';
import { ifAllowed, openWindow, type WindowDeps } from '../permission/open-window.ts';
import { previewLaunch, unknownTemplate, type RequestLaunchDeps } from './request-launch.ts';
import { findByHandle } from '../job/find-job.ts';
import { viewerOf } from '../permission/see.ts';
import { storeLaunch } from './store-launch.ts';

export type FormDeps = RequestLaunchDeps & WindowDeps & FormChannelDeps;

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

/** The card's channel. From Home, the form asks for it, starting with `channel`. */
function placeOf({ requester }: Request, channel?: string): Pick<LaunchForm, 'channel' | 'home'> {
  return requester.atHome === true
    ? { channel: requester.channel, home: { channel } }
    : { channel: requester.channel };
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

/** Shows the fields of the chosen template. */
export function chooseTemplate(
  deps: FormDeps,
  request: Request,
  window: WindowRef,
  name: string,
): void {
  ifAllowed(deps, request, permission, async () => {
    const templates = await deps.templates.list();
    const template = findTemplate(templates, name);
    const chosen = template && choose(deps, template);
    if (template !== undefined && chosen === undefined) {
      await deps.answerer.answer(request.requester, nowhere(template));
      return succeeded(undefined);
    }
    const form: LaunchForm = { ...placeOf(request), templates, chosen };
    return deps.windows.replace(window, { kind: 'launch-form', form });
  });
}

/** Shows the cost of the values entered so far. */
export function priceForm(
  deps: FormDeps,
  request: Request,
  window: WindowRef,
  context: FormContext,
  entries: FormEntries,
): void {
  ifAllowed(deps, request, permission, async () => {
    const { template, first } = await templateOf(deps, context);
    const earlier = first && earlierOf(first);
    const fields = template && choose(deps, template, earlier, entries);
    const chosen = fields && { ...fields, earlier };
    // The template is gone or changed. Submitting reports that; until then nothing typed is lost.
    if (template === undefined || chosen === undefined) return succeeded(undefined);
    const place = context.home === true ? { home: { channel: entries.channel } } : {};
    const templates = first === undefined ? await deps.templates.list() : [template];
    const form: LaunchForm = { channel: context.channel, ...place, templates, chosen };
    return deps.windows.replace(window, { kind: 'launch-form', form });
  });
}

/** Shows what would be sent, or its problems, on top of the form. */
export function previewForm(
  deps: FormDeps,
  request: Request,
  context: FormContext,
  entries: FormEntries,
): void {
  const { trigger } = request;
  if (trigger === undefined) return;
  ifAllowed(deps, request, permission, async () => {
    const answer = await preview(deps, request, context, entries);
    const { home } = context;
    const channel = home === true ? entries.channel : context.channel;
    return deps.windows.push(trigger, {
      kind: 'preview',
      answer: channel === undefined ? withoutChannel(answer) : answer,
      channel,
      home,
    });
  });
}

/** From Home, there is no channel until one is chosen, and sending from the preview needs one. */
function withoutChannel(answer: Answer): Answer {
  if (answer.kind !== 'dry-run' || answer.refused?.maySend !== true) return answer;
  return { ...answer, refused: { ...answer.refused, lacksChannel: true } };
}

async function preview(
  deps: FormDeps,
  request: Request,
  context: FormContext,
  entries: FormEntries,
): Promise<Answer> {
  const { template, first } = await templateOf(deps, context);
  const read = readEntries(entries);
  if (template === undefined) return problemAnswer(changed(context.template));
  if (!read.ok) return problemAnswer({ kind: 'max-time-unreadable' });
  return previewLaunch(deps, request, template, withUnshown(read.input, first));
}

/** Stores the entries as a launch, once per form, or reports problems by field. */
export async function submitForm(
  deps: FormDeps,
  request: Request,
  context: FormContext,
  entries: FormEntries,
): Promise<Submitted> {
  const decision = decideNow(deps, request.requester, 'launch');
  if (decision?.allowed === false) {
    await refuse(deps, request, { verb: 'launch', subject: context.template }, decision);
    return problem({ whole: decision.why });
  }
  const { template, first } = await templateOf(deps, context);
  if (template === undefined) return problem({ whole: changed(context.template) });
  const refusal = first && (await whyNotAgain(deps, request, first));
  if (refusal !== undefined) return problem({ whole: refusal });
  const read = readEntries(entries);
  if (!read.ok) return problem({ maxTime: { kind: 'duration-unreadable' } });
  const input = withUnshown(read.input, first);
  const result = fillTemplate(template, input, deps.targets);
  if (!result.ok) {
    const parameters = result.fields;
    if (Object.keys(parameters).length > 0) return problem({ parameters });
    const isNewer = template.literal && result.newer !== undefined;
    const hint = isNewer ? ({ kind: 'send-unchecked', from: 'form' } as const) : undefined;
    return problem({ whole: result.problems.join(' '), hint });
  }
  const place = await whereTo(deps, request, context, entries);
  if ('problem' in place) return problem({ channel: place.problem });
  const answer = await deps.store.transaction(async (tx) => {
    await tx.templates.keep(template);
    return storeLaunch(tx, deps, place.request, result.launch, { rerunOf: first?.id });
  });
  return { ok: true, answer };
}

/**
 * Why this person may not repeat a launch made from a job's spec. Asked at opening, and again here.
 */
async function whyNotAgain(
  deps: FormDeps,
  request: Request,
  first: Launch,
): Promise<AnswerProblem | undefined> {
  if (!isFromSpec(first)) return undefined;
  const decision = await beforeAck(deps, decide(deps, request.requester, 'launch-spec'));
  if (decision === undefined) return { kind: 'person-not-known-in-time', button: 'Launch' };
  if ('later' in decision) return { kind: 'person-not-told-for-form', why: decision.why };
  if (decision.allowed) return undefined;
  await refuse(deps, request, { verb: 'rerun-spec', subject: first.handle }, decision);
  return decision.why;
}

/** A re-run keeps the values that its form couldn't show. */
function withUnshown(input: LaunchInput, first: Launch | undefined): LaunchInput {
  return first === undefined ? input : { ...input, earlier: unshownValues(first.parameters) };
}

function problem(problems: Partial<FormProblems>): Submitted {
  return { ok: false, problems: { parameters: {}, ...problems } };
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

/** What happens in a form that is open. */
const permission: PermissionRequest = { verb: 'launch-form', subject: 'form' };

/** Undefined if there is no target for it. */
function choose(
  { targets: configured, prices }: FormDeps,
  template: Template,
  begin?: EarlierLaunch | LaunchDraft,
  entries: FormEntries = { parameters: {} },
): ChosenTemplate | undefined {
  const targets = usableTargets(template, configured);
  const wanted = entries.target ?? (begin?.target && formatTarget(begin.target));
  const target = targets.find((one) => formatTarget(one) === wanted) ?? targets[0];
  if (target === undefined) return undefined;
  const input = { parameters: entries.parameters, earlier: begin?.parameters };
  const cost = formCost(template, input, target, prices.current());
  return { template, targets, cost };
}

/** The initial values of a re-run's form. */
function earlierOf({ handle, parameters, target, maxTimeMs }: Launch): EarlierLaunch {
  return { handle, parameters, target, maxTimeMs };
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

/** The template that a form was made from; undefined if it has changed. */
async function templateOf(
  deps: FormDeps,
  { template: name, version, rerun }: FormContext,
): Promise<{ readonly template: Template | undefined; readonly first?: Launch | undefined }> {
  if (rerun === undefined) {
    const template = await deps.templates.get(name);
    return { template: template?.version === version ? template : undefined };
  }
  const first = await deps.store.transaction((tx) => tx.launches.byHandle(rerun));
  return { template: await versionOf(deps, first), first };
}

async function versionOf(
  { store }: FormDeps,
  launch: Launch | undefined,
): Promise<Template | undefined> {
  if (launch === undefined) return undefined;
  const { name, version } = launch.template;
  return store.transaction((tx) => tx.templates.get(name, version));
}

function changed(template: string): LaunchProblem {
  return { kind: 'form-outdated', template };
}

function nowhere({ name, targets }: Template): Answer {
  return problemAnswer({ kind: 'template-elsewhere', template: name, targets });
}

function gone(handle: string): Answer {
  return problemAnswer({ kind: 'rerun-template-gone', handle });
}
