// What templates say themselves about who may launch them.

import type { Launch } from '../../domain/launch/launch.ts';
import type { Roles } from '../../domain/permission/policy-rules.ts';
import type { Template } from '../../domain/template/template.ts';
import type { Store } from '../ports/store/store.ts';
import type { Templates } from '../ports/templates.ts';

type AccessDeps = { readonly store: Store; readonly templates: Pick<Templates, 'get'> };

/**
 * What the version to launch and the template as it is now say themselves about who may launch it:
 * a re-run of an earlier version must not get round what was added since.
 */
export async function accessOf(
  { store, templates }: AccessDeps,
  { name, version }: Launch['template'],
): Promise<readonly Roles[]> {
  const launched = await store.transaction((tx) => tx.templates.get(name, version));
  return [launched, await templates.get(name)].flatMap(accessIn);
}

/** What one version of a template says. */
export function accessIn(template: Template | undefined): readonly Roles[] {
  return template?.launchRoles === undefined ? [] : [template.launchRoles];
}
