// A template as the tree that a file of it would hold: what parseTemplate reads back as the very same template.

import { formatTarget } from '../job/job.ts';
import type { Parameter } from './parameter.ts';
import type { Template } from './template.ts';

/** The tree of a template, in the order people write one. */
export function writeTemplate(template: Template): Readonly<Record<string, unknown>> {
  if (template.literal) return template.jobSpec;
  const { name, description, parameters, displayName, labels, targets, jobSpec, encryptionSpec } =
    template;
  const { unchecked = [] } = template;
  const [target, ...more] = targets.map(formatTarget);
  return withoutUndefined({
    name,
    description,
    parameters:
      parameters.length === 0
        ? undefined
        : Object.fromEntries(parameters.map((one) => [one.name, writeParameter(one)])),
    displayName,
    labels: Object.keys(labels).length === 0 ? undefined : labels,
    target: more.length === 0 ? target : undefined,
    targets: more.length === 0 ? undefined : [target, ...more],
    unchecked: unchecked.length === 0 ? undefined : unchecked,
    jobSpec,
    encryptionSpec,
  });
}

/** Its name is the key it stands under. */
function writeParameter(parameter: Parameter): Readonly<Record<string, unknown>> {
  return withoutUndefined({ ...parameter, name: undefined });
}

function withoutUndefined(tree: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== undefined));
}
