// The list of all templates, and which of them somebody can't launch here now. The list decides nothing.

import type { Answer } from '../../domain/answer/answer.ts';
import type { Target } from '../../domain/job/job.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import { lockOn } from '../../domain/lock/lock.ts';
import type { ClosedTemplate } from '../../domain/template/closed-template.ts';
import { usableTargets } from '../../domain/template/fill/choose-target.ts';
import type { Template } from '../../domain/template/template.ts';
import type { DecideDeps } from '../permission/decide.ts';
import { launchable } from '../permission/launchable.ts';
import type { Store } from '../ports/store/store.ts';
import type { Templates } from '../ports/templates.ts';

export type ListTemplatesDeps = DecideDeps & {
  readonly store: Store;
  readonly templates: Templates;
  readonly targets: readonly Target[];
};

/** All templates for somebody. */
export async function listTemplates(
  deps: ListTemplatesDeps,
  requester: Requester,
): Promise<Answer> {
  const templates = await deps.templates.list();
  return {
    kind: 'templates',
    templates,
    closed: await closedAmong(deps, requester, templates),
    problems: await deps.templates.problems(),
    skipped: await deps.templates.skipped(),
  };
}

async function closedAmong(
  deps: ListTemplatesDeps,
  requester: Requester,
  templates: readonly Template[],
): Promise<readonly ClosedTemplate[]> {
  const { locks, now } = await deps.store.transaction(async (tx) => ({
    locks: await tx.locks.inForce(),
    now: tx.now,
  }));
  const open = new Set((await launchable(deps, requester)).templates.map(({ name }) => name));
  return templates.flatMap((template): readonly ClosedTemplate[] => {
    const targets = usableTargets(template, deps.targets);
    const isLocked =
      targets.length > 0 &&
      targets.every((target) => lockOn(locks, { template, target }, now) !== undefined);
    const isRefused = !open.has(template.name);
    return isLocked || isRefused ? [{ name: template.name, isRefused, isLocked }] : [];
  });
}
