// The cost per hour shown in the launch form while it is filled in.

import { estimateCost, type Estimate } from '../cost/estimate.ts';
import { readGiven } from '../template/fill/given-value.ts';
import type { Target } from '../job/job.ts';
import {
  readStoredValue,
  toLeaf,
  type Leaf,
  type ParameterValue,
} from '../template/parameter-value.ts';
import type { Parameter } from '../template/parameter.ts';
import { placeholderUses } from '../template/fill/fill-placeholders.ts';
import type { PriceList } from '../cost/price-list.ts';
import { fillTemplateTree } from '../template/fill/template-body.ts';
import { sampleLeaf } from '../template/fill/sample-body.ts';
import type { Template } from '../template/template.ts';
import type { LaunchInput } from '../template/fill/read-values.ts';
import { isMapping } from '../spec/tree.ts';

export type FormCost =
  | {
      readonly kind: 'estimated';
      readonly jobSpec: Readonly<Record<string, unknown>>;
      readonly estimate: Estimate;
      readonly target: Target;
      /** The values it was computed from. It stays true of these if the form changes meanwhile. */
      readonly values: Readonly<Record<string, ParameterValue>>;
    }
  /** The parameters that need a valid value first. */
  | { readonly kind: 'needs'; readonly names: readonly string[] };

/** Fields of a CustomJobSpec that affect its price: see `estimateCost`. */
const costly =
  /^(?:workerPoolSpecs\[\d+\]\.(?:machineSpec|replicaCount|diskSpec)\b|scheduling\.strategy$|persistentResourceId$)/;

/** The parameters that affect the price, in the template's order. */
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
 * The cost per hour in `target` with the values entered so far; other fields may still be empty or
 * invalid. `prices` is undefined until a list has been read; the estimate then says so. Never
 * throws.
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

/**
 * The entered value, else the field's initial value; undefined if there is none or it is invalid.
 */
function valueOf(
  parameter: Parameter,
  { parameters: given, earlier = {} }: LaunchInput,
): ParameterValue | undefined {
  const text = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
  if (text === undefined) return readStoredValue(earlier[parameter.name]) ?? parameter.default;
  const parsed = readGiven(parameter, text);
  return parsed.ok ? parsed.value : undefined;
}

/** Fills parameters that don't affect the price with made-up values. */
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
