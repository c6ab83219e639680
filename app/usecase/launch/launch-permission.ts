// What a launch takes when it is decided. Where its template has changed or gone, that is more than
// when it was stored.

import type { Launch } from '../../domain/launch/launch.ts';
import type { PolicyDecision, PolicySubject } from '../../domain/permission/policy.ts';
import { fillTemplate } from '../../domain/template/fill/fill-template.ts';
import type { Template } from '../../domain/template/template.ts';
import type { DecideDeps } from '../permission/decide.ts';
import { accessIn } from '../permission/template-access.ts';
import type { Refused } from '../permission/refuse.ts';
import type { Store } from '../ports/store/store.ts';
import type { Templates } from '../ports/templates.ts';
import { permissionFor } from './spec-launch.ts';

type PermissionDeps = Pick<DecideDeps, 'policy'> & {
  readonly store: Store;
  readonly templates: Pick<Templates, 'get'>;
};

type NowTaken = {
  readonly verb: 'launch' | 'launch-spec';
  readonly subject: PolicySubject;
  /** The template, if that it is gone is why it takes more. */
  readonly gone?: string | undefined;
};

/**
 * The permission that a launch takes now. Both the version to launch and the template as it is now
 * say who may: a re-run of an earlier version must not get round what was added since. What the
 * template would say can't be known once it is gone, so with roles in force its spec is what is
 * launched; the same goes for what was sent unchecked.
 */
export async function permissionNow(
  { store, templates, policy }: PermissionDeps,
  launch: Pick<Launch, 'template' | 'target' | 'maxTimeMs'>,
): Promise<NowTaken> {
  const { verb, subject } = permissionFor(launch.template);
  if (verb === 'launch-spec') return { verb, subject };
  const { name, version } = launch.template;
  const launched = await store.transaction((tx) => tx.templates.get(name, version));
  const current = await templates.get(name);
  const about = { ...subject, access: [launched, current].flatMap(accessIn) };
  if (current === undefined && policy.rules.roles.size > 0) {
    return { verb: 'launch-spec', subject: about, gone: name };
  }
  const isUnchecked = launched !== undefined && wasUnchecked(launched, launch);
  return { verb: isUnchecked ? 'launch-spec' : verb, subject: about };
}

/** Whether it has fields or values that the bot doesn't know and the template doesn't name. */
function wasUnchecked(
  template: Template,
  { target, maxTimeMs }: Pick<Launch, 'target' | 'maxTimeMs'>,
): boolean {
  if (!template.literal) return false;
  const filled = fillTemplate(template, { parameters: {}, target, maxTimeMs }, [target]);
  return !filled.ok && filled.newer !== undefined;
}

/** A refusal, with why it takes the permission to change templates. */
export function becauseGone(
  { why, ask }: Extract<PolicyDecision, { allowed: false }>,
  template: string | undefined,
): Refused {
  if (template === undefined) return { why, ask };
  if (why.kind === 'not-granted' && why.verb === 'template') {
    return { why: { kind: 'template-gone', template, roles: why.roles }, ask };
  }
  return why.kind === 'no-permission'
    ? { why: { kind: 'template-gone', template }, ask }
    : { why, ask };
}
