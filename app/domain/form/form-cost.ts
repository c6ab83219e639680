// What a job costs by the hour, while its form is being filled in: said before it is bought.

import { estimateCost, type Estimate } from '../cost/cost.ts';
import { readGiven } from '../template/given-value.ts';
import type { Target } from '../job/job.ts';
import {
  readStoredValue,
  toLeaf,
  type Leaf,
  type ParameterValue,
} from '../template/parameter-value.ts';
import type { Parameter } from '../template/parameter.ts';
import { placeholderUses } from '../template/fill.ts';
import type { PriceList } from '../cost/price-list.ts';
import { fillTemplateTree, sampleLeaf } from '../template/render.ts';
import type { Template } from '../template/template.ts';
import type { LaunchInput } from '../template/fill-template.ts';
import { isMapping } from '../spec/tree.ts';

export type FormCost =
  | {
      readonly kind: 'estimated';
      readonly jobSpec: Readonly<Record<string, unknown>>;
      readonly estimate: Estimate;
      readonly target: Target;
      /** What it rests on: a sum of values that were changed since is still true of these. */
      readonly values: Readonly<Record<string, ParameterValue>>;
    }
  /** Not before these have a value that can be read. */
  | { readonly kind: 'needs'; readonly names: readonly string[] };

/** The places of a CustomJobSpec that its price is made of: see `estimateCost`. */
const costly =
  /^(?:workerPoolSpecs\[\d+\]\.(?:machineSpec|replicaCount|diskSpec)\b|scheduling\.strategy$|persistentResourceId$)/;

/** The parameters that bear on what a job costs, in the template's order. */
export function costParameters({ literal, jobSpec, parameters }: Template): readonly Parameter[] {
  if (literal) return [];
  const names = new Set(
    placeholderUses(jobSpec)
      .filter(({ path }) => costly.test(path))
      .flatMap(({ part }) => (part.kind === 'placeholder' ? [part.name] : [])),
  );
  return parameters.filter(({ name }) => names.has(name));
}

/**
 * What a template costs by the hour with what was entered so far, in `target`: other fields may still be empty or wrong. `prices`
 * undefined: no list was read yet, which the estimate says. Never throws.
 */
export function formCost(
  template: Template,
  input: LaunchInput,
  target: Target,
  prices: PriceList | undefined,
): FormCost {
  const chosen = costParameters(template).map((parameter) => ({
    parameter,
    value: valueOf(parameter, input),
  }));
  const missing = chosen.filter(({ value }) => value === undefined);
  if (missing.length > 0) {
    return { kind: 'needs', names: missing.map(({ parameter }) => parameter.name) };
  }
  const values = Object.fromEntries(
    chosen.flatMap(({ parameter, value }) =>
      value === undefined ? [] : [[parameter.name, value] as const],
    ),
  );
  const { tree } = fillTemplateTree(template, leavesOf(template, values));
  const jobSpec = isMapping(tree) && isMapping(tree.jobSpec) ? tree.jobSpec : {};
  const estimate = estimateCost(jobSpec, target.location, prices);
  return { kind: 'estimated', jobSpec, estimate, target, values };
}

/** What was entered, else what the field began with; undefined: nothing, or nothing that can be read. */
function valueOf(
  parameter: Parameter,
  { parameters: given, earlier = {} }: LaunchInput,
): ParameterValue | undefined {
  const text = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
  if (text === undefined) return readStoredValue(earlier[parameter.name]) ?? parameter.default;
  const parsed = readGiven(parameter, text);
  return parsed.ok ? parsed.value : undefined;
}

/** Made-up values stand for what the price does not depend on. */
function leavesOf(
  { parameters }: Template,
  values: Readonly<Record<string, ParameterValue>>,
): ReadonlyMap<string, Leaf> {
  return new Map(
    parameters.map((parameter) => {
      const value = Object.hasOwn(values, parameter.name) ? values[parameter.name] : undefined;
      return [
        parameter.name,
        value === undefined ? sampleLeaf(parameter) : toLeaf(parameter, value),
      ];
    }),
  );
}
