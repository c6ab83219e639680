// From a template and a person's input to a checked request body and its target.

import { type Target, type CustomJobBody, formatTarget } from '../job/job.ts';
import { nearest } from '../text/nearest.ts';
import { options } from '../text/option.ts';
import { type Problem, sayProblem, nameAll, quote } from '../text/problem.ts';
import { readGiven } from './given-value.ts';
import { type ParameterValue, type Leaf, readStoredValue, toLeaf } from './parameter-value.ts';
import { makeBody } from './template-body.ts';
import type { Template } from './template.ts';

/** A person's input for a launch. */
export type LaunchInput = {
  /** As typed; several texts if the command named the parameter several times. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  /** For a re-run: the original's values, used in place of defaults. */
  readonly earlier?: Readonly<Record<string, unknown>> | undefined;
  readonly target?: Target | undefined;
  /** Replaces the template's own `scheduling.timeout`. */
  readonly maxTimeMs?: number | undefined;
};

/** A template filled with a person's choices: checked, and complete except for the bot's labels. */
export type FilledLaunch = {
  readonly template: { readonly name: string; readonly version: string };
  readonly target: Target;
  /** The value of every parameter, defaults included. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: CustomJobBody;
  readonly maxTimeMs?: number | undefined;
  /** Paths of fields the bot doesn't know, which are sent as they are. */
  readonly unchecked?: readonly string[] | undefined;
};

export type FilledTemplate =
  | { readonly ok: true; readonly launch: FilledLaunch }
  /** Whole sentences, each with the remedy. */
  | {
      readonly ok: false;
      readonly problems: readonly string[];
      /** Problems by parameter, for forms. */
      readonly fields: Readonly<Record<string, string>>;
      /** If unknown fields or values are the only problems: their paths. */
      readonly newer?: readonly string[] | undefined;
    };

/**
 * Fills a template with a person's input, checks the result and chooses the target. Never throws.
 */
export function fillTemplate(
  template: Template,
  input: LaunchInput,
  configured: readonly Target[],
): FilledTemplate {
  const values = readValues(template, input);
  const target = chooseTarget(template, input.target, configured);
  const problems = [...values.problems, ...(typeof target === 'string' ? [target] : [])];
  if (problems.length > 0 || typeof target === 'string') {
    return { ok: false, problems, fields: values.fields };
  }
  const made = makeBody(template, values.leaves, input.maxTimeMs);
  return made.ok
    ? {
        ok: true,
        launch: {
          template: { name: template.name, version: template.version },
          target,
          parameters: values.values,
          body: made.body,
          maxTimeMs: input.maxTimeMs,
          ...(made.unchecked.length > 0 && { unchecked: made.unchecked }),
        },
      }
    : refuse(made.problems);
}

function refuse(problems: readonly Problem[]): FilledTemplate {
  const fields: [string, string][] = problems.flatMap((problem) =>
    (problem.parameters ?? []).map((name): [string, string] => [
      name,
      sayProblem(problem, 'The job'),
    ]),
  );
  return {
    ok: false,
    problems: problems.map((problem) => sayProblem(problem, 'The job')),
    fields: Object.fromEntries(fields),
    ...(problems.every(({ isNewer }) => isNewer === true)
      ? { newer: problems.map(({ path }) => path) }
      : {}),
  };
}

type Values = {
  readonly values: Readonly<Record<string, ParameterValue>>;
  readonly leaves: ReadonlyMap<string, Leaf>;
  readonly problems: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
};

function readValues(template: Template, { parameters: given, earlier = {} }: LaunchInput): Values {
  const values: [string, ParameterValue][] = [];
  const leaves = new Map<string, Leaf>();
  const names = template.parameters.map((parameter) => parameter.name);
  const problems = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => sayUnknownParameter(template, name));
  const missing: string[] = [];
  const fields: [string, string][] = [];
  for (const parameter of template.parameters) {
    const { name } = parameter;
    const text = Object.hasOwn(given, name) ? given[name] : undefined;
    const parsed = text === undefined ? undefined : readGiven(parameter, text);
    const before = Object.hasOwn(earlier, name) ? readStoredValue(earlier[name]) : undefined;
    const fallback = before ?? parameter.default;
    const value = parsed === undefined ? fallback : parsed.ok ? parsed.value : undefined;
    if (parsed?.ok === false) {
      problems.push(parsed.problem);
      fields.push([name, parsed.problem]);
    } else if (value === undefined) {
      missing.push(name);
      fields.push([name, `\`${name}\` is needed.`]);
    } else {
      values.push([name, value]);
      leaves.set(name, toLeaf(parameter, value));
    }
  }
  if (missing.length > 0) {
    const example = missing.map((name) => `${name}=…`).join(' ');
    problems.push(`\`${template.name}\` needs ${nameAll(missing)}: add \`${example}\`.`);
  }
  return {
    values: Object.fromEntries(values),
    leaves,
    problems,
    fields: Object.fromEntries(fields),
  };
}

function sayUnknownParameter(template: Template, name: string): string {
  const names = template.parameters.map((parameter) => parameter.name);
  // `maxtime=6h` is more likely a mistyped option than an unknown parameter.
  const guess = nearest(name, [...names, ...options]);
  const remedy =
    guess !== undefined
      ? `Did you mean \`${guess}\`?`
      : names.length > 0
        ? `It takes ${nameAll(names)}.`
        : 'It takes none.';
  return `\`${template.name}\` has no parameter ${quote(name)}. ${remedy}`;
}

/** The template's targets that the bot is configured for. */
export function usableTargets(
  template: Template,
  configured: readonly Target[],
): readonly Target[] {
  return template.targets.length === 0
    ? configured
    : template.targets.filter((target) => includesTarget(configured, target));
}

/** The target, or why there is none. */
function chooseTarget(
  template: Template,
  wanted: Target | undefined,
  configured: readonly Target[],
): Target | string {
  const isConfigured = (target: Target) => includesTarget(configured, target);
  const allowed = template.targets.length > 0 ? template.targets : configured;
  const usable = usableTargets(template, configured);
  if (wanted !== undefined) {
    if (!isConfigured(wanted)) return sayNotConfigured([wanted], configured);
    return includesTarget(allowed, wanted)
      ? wanted
      : `\`${template.name}\` may not run in \`${formatTarget(wanted)}\`: choose ${nameTargets(usable)}.`;
  }
  const [only] = usable;
  if (only === undefined) return sayNotConfigured(template.targets, configured);
  return usable.length === 1
    ? only
    : `\`${template.name}\` can run in ${nameTargets(usable)}: add \`in=${formatTarget(only)}\` or another.`;
}

function sayNotConfigured(targets: readonly Target[], configured: readonly Target[]): string {
  if (configured.length === 0) return 'No project and location is configured for this bot.';
  const named = nameAll(targets.map(formatTarget));
  return `This bot is not set up for ${named}: it launches in ${nameTargets(configured)}.`;
}

function nameTargets(targets: readonly Target[]): string {
  return targets.length === 0 ? 'another template' : nameAll(targets.map(formatTarget), 'or');
}

function includesTarget(targets: readonly Target[], target: Target): boolean {
  return targets.some((each) => formatTarget(each) === formatTarget(target));
}
