// From a template and a person's input to a checked request body and its target.

import type { Guard } from '../../guard/guard.ts';
import { typedGuard } from '../../guard/written-guard.ts';
import { type Target, type CustomJobBody, formatTarget } from '../../job/job.ts';
import { nearest } from '../../text/nearest.ts';
import { options } from '../../text/option.ts';
import { type Problem, sayProblem } from '../../text/problem.ts';
import type { FillProblem, FillTrouble } from './fill-problem.ts';
import { readGiven } from './given-value.ts';
import { type ParameterValue, type Leaf, readStoredValue, toLeaf } from '../parameter-value.ts';
import { withFallback } from '../fallback.ts';
import { makeBody } from './template-body.ts';
import type { Template } from '../template.ts';

/** A person's input for a launch. */
export type LaunchInput = {
  /** As typed; several texts if the command named the parameter several times. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  /** For a re-run: the original's values, used in place of defaults. */
  readonly earlier?: Readonly<Record<string, unknown>> | undefined;
  readonly target?: Target | undefined;
  /** Replaces the template's own `scheduling.timeout`. */
  readonly maxTimeMs?: number | undefined;
  /** What it may cost (US dollars, list price) before people are told. */
  readonly maxCostUsd?: number | undefined;
};

/** A body and where it goes. */
export type Filled = { readonly target: Target; readonly body: CustomJobBody };

/** A template filled with a person's choices: checked, and complete except for the bot's labels. */
export type FilledLaunch = {
  readonly template: { readonly name: string; readonly version: string };
  readonly target: Target;
  /** The value of every parameter, defaults included. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: CustomJobBody;
  readonly maxTimeMs?: number | undefined;
  /** The rules of its guard that the template and the launcher set. */
  readonly guard?: Guard | undefined;
  /** What is tried in its place when Vertex AI has no capacity, in order. */
  readonly fallback?: readonly Filled[] | undefined;
  /** Paths of fields the bot doesn't know, which are sent as they are. */
  readonly unchecked?: readonly string[] | undefined;
};

export type FilledTemplate =
  | { readonly ok: true; readonly launch: FilledLaunch }
  | {
      readonly ok: false;
      readonly problems: readonly FillTrouble[];
      /** Problems by parameter, for forms. */
      readonly fields: Readonly<Record<string, FillTrouble>>;
      /** If unknown fields or values are the only problems. */
      readonly newer?: Newer | undefined;
    };

/** The paths of fields and values that the bot doesn't know, and what is wrong with them. */
type Newer = { readonly paths: readonly string[]; readonly problems: readonly string[] };

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
  const problems = [...values.problems, ...('kind' in target ? [target] : [])];
  if (problems.length > 0 || 'kind' in target) {
    return { ok: false, problems, fields: values.fields };
  }
  const made = makeBody(template, values.leaves, input.maxTimeMs);
  const jobSpec = made.ok ? made.body.jobSpec : template.jobSpec;
  const fallback = fillFallback(template, values.leaves, input.maxTimeMs, {
    ...{ target, configured, jobSpec },
  });
  if ('problems' in fallback) return refuse(fallback.problems);
  return made.ok
    ? {
        ok: true,
        launch: {
          template: { name: template.name, version: template.version },
          target,
          parameters: values.values,
          body: made.body,
          maxTimeMs: input.maxTimeMs,
          guard: guardOf(template, input),
          ...(fallback.filled.length > 0 && { fallback: fallback.filled }),
          ...(made.unchecked.length > 0 && { unchecked: made.unchecked }),
        },
      }
    : refuse(made.problems);
}

/** Each fallback, filled as the launch itself. */
function fillFallback(
  template: Template,
  leaves: ReadonlyMap<string, Leaf>,
  maxTimeMs: number | undefined,
  {
    target,
    configured,
    jobSpec,
  }: {
    readonly target: Target;
    readonly configured: readonly Target[];
    readonly jobSpec: Template['jobSpec'];
  },
): { readonly filled: readonly Filled[] } | { readonly problems: readonly Problem[] } {
  const filled: Filled[] = [];
  const problems: Problem[] = [];
  for (const [at, one] of (template.fallback ?? []).entries()) {
    const made = makeBody(withFallback(template, one, jobSpec), leaves, maxTimeMs);
    const place = one.target ?? target;
    if (!made.ok) {
      problems.push(
        ...made.problems.map((problem) => ({
          ...problem,
          message: `${problem.message} (as fallback ${at + 1})`,
        })),
      );
    } else if (configured.some((own) => formatTarget(own) === formatTarget(place))) {
      filled.push({ target: place, body: made.body });
    } else {
      const message = `names ${formatTarget(place)}, and the bot has no such target: leave it out, or have it configured`;
      problems.push({ path: `fallback[${at}].target`, message });
    }
  }
  return problems.length > 0 ? { problems } : { filled };
}

/** What the template and whoever launches it set; undefined: nothing. */
function guardOf({ guard = [] }: Template, { maxCostUsd }: LaunchInput): Guard | undefined {
  const rules = [...guard, ...typedGuard({ maxCostUsd })];
  return rules.length === 0 ? undefined : rules;
}

function refuse(problems: readonly Problem[]): FilledTemplate {
  const said = problems.map((problem) => sayProblem(problem, 'The job'));
  const fields: [string, string][] = problems.flatMap((problem) =>
    (problem.parameters ?? []).map((name): [string, string] => [
      name,
      sayProblem(problem, 'The job'),
    ]),
  );
  return {
    ok: false,
    problems: said,
    fields: Object.fromEntries(fields),
    ...(problems.every(({ isNewer }) => isNewer === true)
      ? { newer: { paths: problems.map(({ path }) => path), problems: said } }
      : {}),
  };
}

type Values = {
  readonly values: Readonly<Record<string, ParameterValue>>;
  readonly leaves: ReadonlyMap<string, Leaf>;
  readonly problems: readonly FillTrouble[];
  readonly fields: Readonly<Record<string, FillTrouble>>;
};

function readValues(template: Template, { parameters: given, earlier = {} }: LaunchInput): Values {
  const values: [string, ParameterValue][] = [];
  const leaves = new Map<string, Leaf>();
  const names = template.parameters.map((parameter) => parameter.name);
  const problems: FillTrouble[] = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => noSuchParameter(template, name));
  const missing: string[] = [];
  const fields: [string, FillTrouble][] = [];
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
      fields.push([name, { kind: 'parameter-missing', name }]);
    } else {
      values.push([name, value]);
      leaves.set(name, toLeaf(parameter, value));
    }
  }
  if (missing.length > 0) {
    problems.push({ kind: 'parameters-missing', template: template.name, names: missing });
  }
  return {
    values: Object.fromEntries(values),
    leaves,
    problems,
    fields: Object.fromEntries(fields),
  };
}

function noSuchParameter(template: Template, typed: string): FillProblem {
  const names = template.parameters.map((parameter) => parameter.name);
  // `maxtime=6h` is more likely a mistyped option than an unknown parameter.
  const near = nearest(typed, [...names, ...options]);
  return { kind: 'no-such-parameter', template: template.name, typed, near, names };
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
): Target | FillProblem {
  const isConfigured = (target: Target) => includesTarget(configured, target);
  const allowed = template.targets.length > 0 ? template.targets : configured;
  const targets = usableTargets(template, configured);
  const { name } = template;
  if (wanted !== undefined) {
    if (!isConfigured(wanted)) return notConfigured([wanted], configured);
    return includesTarget(allowed, wanted)
      ? wanted
      : { kind: 'target-not-allowed', template: name, target: wanted, targets };
  }
  const [only, ...others] = targets;
  if (only === undefined) return notConfigured(template.targets, configured);
  return others.length === 0
    ? only
    : { kind: 'target-not-chosen', template: name, targets: [only, ...others] };
}

function notConfigured(targets: readonly Target[], configured: readonly Target[]): FillProblem {
  return configured.length === 0
    ? { kind: 'nothing-configured' }
    : { kind: 'targets-not-configured', targets, configured };
}

function includesTarget(targets: readonly Target[], target: Target): boolean {
  return targets.some((each) => formatTarget(each) === formatTarget(target));
}
