// The template of a form, with what its fields start with. A form keeps the version it was opened with.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { LaunchProblem } from '../../domain/launch/launch-problem.ts';
import {
  type ChosenTemplate,
  type EarlierLaunch,
  type FormContext,
  type FormEntries,
  type LaunchForm,
  unshownValues,
} from '../../domain/form/launch-form.ts';
import { typedCostUsd } from '../../domain/guard/written-guard.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { LaunchDraft } from '../../domain/form/launch-draft.ts';
import { formCost } from '../../domain/form/form-cost.ts';
import { formatTarget } from '../../domain/job/job.ts';
import { lockOn } from '../../domain/lock/lock.ts';
import type { Template } from '../../domain/template/template.ts';
import { usableTargets } from '../../domain/template/fill/choose-target.ts';
import type { LaunchInput } from '../../domain/template/fill/read-values.ts';
import type { Request } from '../ports/interactions.ts';
import type { FormChannelDeps } from './form-channel.ts';
import type { WindowDeps } from '../permission/open-window.ts';
import type { RequestLaunchDeps } from '../launch/request/launch-deps.ts';

export type FormDeps = RequestLaunchDeps & WindowDeps & FormChannelDeps;

/**
 * A template with its targets, and its cost with the values entered so far. Undefined if the bot
 * has none of its targets.
 */
export function choose(
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
  return { template, targets, target, cost };
}

/** The form, with the lock that keeps what is chosen from being launched now. */
export async function withLock({ store }: FormDeps, form: LaunchForm): Promise<LaunchForm> {
  const { chosen } = form;
  if (chosen === undefined) return form;
  const lock = await store.transaction(async (tx) =>
    lockOn(await tx.locks.inForce(), chosen, tx.now),
  );
  return { ...form, chosen: { ...chosen, lock } };
}

/** The initial values of a re-run's form. */
export function earlierOf(launch: Launch): EarlierLaunch {
  const { handle, parameters, maxTimeMs, guard, ladder } = launch;
  // A fallback’s target is nobody’s choice.
  const target = ladder?.rungs[0]?.target ?? launch.target;
  return { handle, parameters, target, maxTimeMs, maxCostUsd: typedCostUsd(guard) };
}

/** The template that a form was made from; undefined if it has changed. */
export async function templateOf(
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

/** The version that was launched. */
export async function versionOf(
  { store }: FormDeps,
  launch: Launch | undefined,
): Promise<Template | undefined> {
  if (launch === undefined) return undefined;
  const { name, version } = launch.template;
  return store.transaction((tx) => tx.templates.get(name, version));
}

/** The card's channel. From Home, the form asks for it, starting with `channel`. */
export function placeOf(
  { requester }: Request,
  channel?: string,
): Pick<LaunchForm, 'channel' | 'home'> {
  return requester.atHome === true
    ? { channel: requester.channel, home: { channel } }
    : { channel: requester.channel };
}

/** The answer if the bot has none of a template's targets. */
export function nowhere({ name, targets }: Template): Answer {
  return problemAnswer({ kind: 'template-elsewhere', template: name, targets });
}

/** A re-run keeps the values that its form couldn't show. */
export function withUnshown(input: LaunchInput, first: Launch | undefined): LaunchInput {
  return first === undefined ? input : { ...input, earlier: unshownValues(first.parameters) };
}

/** The template is gone, or has changed since its form was opened. */
export function changed(template: string): LaunchProblem {
  return { kind: 'form-outdated', template };
}
