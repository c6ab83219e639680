// The value of each parameter: as given, as it was before, or its default.

import { nearest } from '../../text/nearest.ts';
import { options } from '../../text/option.ts';
import type { FillProblem, FillTrouble } from './fill-problem.ts';
import { readGiven } from './given-value.ts';
import { type ParameterValue, type Leaf, readStoredValue, toLeaf } from '../parameter-value.ts';
import type { Template } from '../template.ts';
import type { Target } from '../../job/job.ts';

type Values = {
  readonly values: Readonly<Record<string, ParameterValue>>;
  readonly leaves: ReadonlyMap<string, Leaf>;
  readonly problems: readonly FillTrouble[];
  readonly fields: Readonly<Record<string, FillTrouble>>;
};

export function readValues(
  template: Template,
  { parameters: given, earlier = {} }: LaunchInput,
): Values {
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
