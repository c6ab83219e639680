// Writes a template as the tree of a file; parseTemplate reads it back as the same template.

import { writeApprovalRule } from '../../approval/approval-rule.ts';
import { writeFallback } from '../fallback.ts';
import { writeGuard } from '../../guard/written-guard.ts';
import { formatTarget } from '../../job/job.ts';
import type { Parameter } from '../parameter.ts';
import type { Template } from '../template.ts';

/** A template's tree, with keys in the usual order. */
export function writeTemplate(template: Template): Readonly<Record<string, unknown>> {
  if (template.literal) return template.jobSpec;
  const { name, description, parameters, displayName, labels, targets, jobSpec, encryptionSpec } =
    template;
  const { unchecked = [], guard } = template;
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
    access: writeAccess(template),
    guard: guard && writeGuard(guard),
    fallback: template.fallback && writeFallback(template.fallback),
    unchecked: unchecked.length === 0 ? undefined : unchecked,
    jobSpec,
    encryptionSpec,
  });
}

function writeAccess({ launchRoles, approval }: Template): object | undefined {
  if (launchRoles === undefined && approval === undefined) return undefined;
  return withoutUndefined({
    launch: launchRoles,
    approve: approval && writeApprovalRule(approval),
  });
}

/** The name is the parameter's key. */
function writeParameter(parameter: Parameter): Readonly<Record<string, unknown>> {
  return withoutUndefined({ ...parameter, name: undefined });
}

function withoutUndefined(tree: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== undefined));
}
