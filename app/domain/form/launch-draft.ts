// What of a typed launch was right, where it can't be made as it was typed: its form begins with it.

import { readGiven } from '../template/given-value.ts';
import { holdsSecret } from '../template/hide-secrets.ts';
import { formatTarget, type Target } from '../job/job.ts';
import type { ParameterValue } from '../template/parameter-value.ts';
import { type Template } from '../template/template.ts';
import { fillTemplate, usableTargets, type LaunchInput } from '../template/fill-template.ts';

export type LaunchDraft = {
  readonly template: string;
  /** Handle of the job of which this is a re-run: what is not here is as it was there. */
  readonly rerunOf?: string | undefined;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly target?: Target | undefined;
  readonly maxTimeMs?: number | undefined;
};

export type Draft = {
  readonly draft: LaunchDraft;
  /** Nothing that was typed is wrong: it only lacks what the form asks for. */
  readonly isIncomplete: boolean;
};

/**
 * Undefined: no form mends it, since the template itself is at fault, or there is nowhere for it to run. `hasMore`: something else that was
 * typed is wrong as well, such as its place, and left out of the input.
 */
export function draftOf(
  template: Template,
  input: LaunchInput,
  configured: readonly Target[],
  hasMore = false,
): Draft | undefined {
  const targets = usableTargets(template, configured);
  if (targets.length === 0) return undefined;
  const target = targets.find((one) => formatTarget(one) === wantedTarget(input));
  const { right, isWrong, isMissing } = readTyped(template, input);
  const draft = (parameters: LaunchDraft['parameters']): LaunchDraft => ({
    template: template.name,
    parameters,
    target,
    maxTimeMs: input.maxTimeMs,
  });
  const isElsewhere = input.target !== undefined && target === undefined;
  const lacksPlace = input.target === undefined && targets.length > 1;
  if (hasMore || isWrong || isElsewhere) return { draft: draft(right), isIncomplete: false };
  if (isMissing || lacksPlace) return { draft: draft(right), isIncomplete: true };
  // Every value is one the template takes, and what they make of the job is refused.
  const filled = fillTemplate(template, input, configured);
  const bad = new Set(filled.ok ? [] : Object.keys(filled.fields));
  if (bad.size === 0) return undefined;
  const kept = Object.entries(right).filter(([name]) => !bad.has(name));
  return { draft: draft(Object.fromEntries(kept)), isIncomplete: false };
}

const wantedTarget = ({ target }: LaunchInput) => target && formatTarget(target);

/** The values that are right, and whether others are not, or are not there. */
function readTyped({ parameters }: Template, { parameters: given }: LaunchInput) {
  const right: [string, ParameterValue][] = [];
  const names = new Set(parameters.map(({ name }) => name));
  let isWrong = Object.keys(given).some((name) => !names.has(name));
  let isMissing = false;
  for (const parameter of parameters) {
    const { name } = parameter;
    const typed = Object.hasOwn(given, name) ? given[name] : undefined;
    if (typed === undefined) {
      isMissing ||= parameter.default === undefined;
      continue;
    }
    const read = readGiven(parameter, typed);
    if (!read.ok) isWrong = true;
    else if (!holdsSecret(name, read.value)) right.push([name, read.value]);
  }
  return { right: Object.fromEntries(right), isWrong, isMissing };
}
