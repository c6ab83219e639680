// What templates say themselves about who may launch them.

import type { Roles } from '../../domain/permission/policy-rules.ts';
import type { Template } from '../../domain/template/template.ts';

/** What one version of a template says. */
export function accessIn(template: Template | undefined): readonly Roles[] {
  return template?.launchRoles === undefined ? [] : [template.launchRoles];
}
