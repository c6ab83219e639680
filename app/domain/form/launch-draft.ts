// The valid part of a typed launch that can't go ahead as typed. The form opens with it.

import { readGiven } from '../template/fill/given-value.ts';
import { holdsSecret } from '../template/secret/hide-secrets.ts';
import { formatTarget, type Target } from '../job/job.ts';
import type { ParameterValue } from '../template/parameter-value.ts';
import { type Template } from '../template/template.ts';
import { fillTemplate } from '../template/fill/fill-template.ts';
import type { LaunchInput } from '../template/fill/read-values.ts';
import { usableTargets } from '../template/fill/choose-target.ts';

export type LaunchDraft = {
  readonly template: string;
  /** Handle of the job that is re-run; whatever isn't here stays as in that job. */
  readonly rerunOf?: string | undefined;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly target?: Target | undefined;
  readonly maxTimeMs?: number | undefined;
  readonly maxCostUsd?: number | undefined;
};

/**
 * Undefined if no form can fix it: the template itself is wrong, or has no target. `hasMore`:
 * something else that was typed is wrong, such as the target, and isn't part of the input.
 */
export function draftOf(
  template: Template,
  input: LaunchInput,
  configured: readonly Target[],
  hasMore = false,
): LaunchDraft | undefined {
  const typed = readTyped(template, input, configured);
  if (typed === undefined) return undefined;
  const { draft, isWrong, isIncomplete } = typed;
  if (hasMore || isWrong || isIncomplete) return draft;
  // Each value is valid, but the resulting job isn't.
  const filled = fillTemplate(template, input, configured);
  const bad = new Set(filled.ok ? [] : Object.keys(filled.fields));
  if (bad.size === 0) return undefined;
  const kept = Object.entries(draft.parameters).filter(([name]) => !bad.has(name));
  return { ...draft, parameters: Object.fromEntries(kept) };
}

/** The draft if nothing typed is wrong, and only required values or the target are missing. */
export function incompleteDraft(
  template: Template,
  input: LaunchInput,
  configured: readonly Target[],
): LaunchDraft | undefined {
  const typed = readTyped(template, input, configured);
  return typed?.isIncomplete === true ? typed.draft : undefined;
}

/** The valid part, and what the rest is; undefined without a target. */
function readTyped(template: Template, input: LaunchInput, configured: readonly Target[]) {
  const targets = usableTargets(template, configured);
  if (targets.length === 0) return undefined;
  const target = targets.find((one) => formatTarget(one) === wantedTarget(input));
  const { right, isInvalid, isMissing } = readValues(template, input);
  const isWrong = isInvalid || (input.target !== undefined && target === undefined);
  const lacksPlace = input.target === undefined && targets.length > 1;
  const { maxTimeMs, maxCostUsd } = input;
  const limits = { maxTimeMs, maxCostUsd };
  const draft: LaunchDraft = { template: template.name, parameters: right, target, ...limits };
  return { draft, isWrong, isIncomplete: !isWrong && (isMissing || lacksPlace) };
}

const wantedTarget = ({ target }: LaunchInput) => target && formatTarget(target);

/** The valid values, and whether any are invalid or missing. */
function readValues({ parameters }: Template, { parameters: given }: LaunchInput) {
  const right: [string, ParameterValue][] = [];
  const names = new Set(parameters.map(({ name }) => name));
  let isInvalid = Object.keys(given).some((name) => !names.has(name));
  let isMissing = false;
  for (const parameter of parameters) {
    const { name } = parameter;
    const typed = Object.hasOwn(given, name) ? given[name] : undefined;
    if (typed === undefined) {
      isMissing ||= parameter.default === undefined;
      continue;
    }
    const read = readGiven(parameter, typed);
    if (!read.ok) isInvalid = true;
    else if (!holdsSecret(name, read.value)) right.push([name, read.value]);
  }
  return { right: Object.fromEntries(right), isInvalid, isMissing };
}
