// A template filled with sample values: what is wrong whatever a launch gives.

import { isOfJob } from './job-template.ts';
import type { Parameter } from '../parameter.ts';
import { toLeaf, type Leaf } from '../parameter-value.ts';
import { under, type Problem } from '../../text/problem.ts';
import { schedulingProblems } from '../../spec/spec-rules.ts';
import type { ReadTemplate, Template } from '../template.ts';
import { isMapping } from '../../spec/tree.ts';
import { fillTemplateTree, checkFilled } from './template-body.ts';

/**
 * The problems that a template has for every launch: fills it with defaults, and made-up values
 * where there are none. Problems caused by made-up values, or by their combination, don't count.
 */
export function sampleProblems(template: ReadTemplate): readonly Problem[] {
  const madeUp = new Set(
    template.parameters.filter((each) => each.default === undefined).map((each) => each.name),
  );
  const leaves = new Map(template.parameters.map((each) => [each.name, sampleLeaf(each)]));
  const { tree, sources } = fillTemplateTree(template, leaves);
  const unchecked = template.unchecked ?? [];
  if (isOfJob(template)) return [];
  const { jobSpec, problems } = checkFilled(tree, unchecked);
  const fits = madeUp.size > 0 || jobSpec === undefined ? [] : schedulingProblems(jobSpec);
  return [...problems, ...under('jobSpec', fits)].filter(
    ({ path }) => sources.get(path)?.some((name) => madeUp.has(name)) !== true,
  );
}

/** A template's job spec, filled like that. */
export function sampleSpec(template: Template): unknown {
  const leaves = new Map(template.parameters.map((each) => [each.name, sampleLeaf(each)]));
  const { tree } = fillTemplateTree(template, leaves);
  return isMapping(tree) ? tree['jobSpec'] : undefined;
}

/** A value for a parameter: its default, or a made-up one. */
export function sampleLeaf(parameter: Parameter): Leaf {
  if (parameter.default !== undefined) return toLeaf(parameter, parameter.default);
  switch (parameter.type) {
    case 'string':
      return 'x';
    case 'list':
      return ['x'];
    case 'boolean':
      return true;
    case 'choice':
      return parameter.choices[0] ?? 'x';
    case 'duration':
      return '3600s';
    case 'integer':
    case 'number':
      return parameter.min ?? parameter.max ?? 1;
  }
}
