// A gcloud config can't list unchecked fields. If it has something newer than the bot, or misspelt,
// the preview offers people who may change templates to send it as it is.

import type { Answer } from '../../domain/command/answer.ts';
import { fillTemplate } from '../../domain/template/fill-template.ts';
import { changeIfAllowed, type AnswerDeps } from '../permission/respond-if-allowed.ts';
import type { Action, Request } from '../ports/interactions.ts';
import { fillLaunch, uncheckedOf, type RequestLaunchDeps } from './request-launch.ts';
import { storeLaunch } from './store-launch.ts';

/** Launches what a preview showed, once per preview. */
export async function sendUnchecked(
  deps: RequestLaunchDeps & AnswerDeps,
  request: Request,
  { template: name, version, target, maxTimeMs }: Extract<Action, { verb: 'send-unchecked' }>,
): Promise<Answer | undefined> {
  const permission = { act: 'template', verb: 'launch-spec', subject: name } as const;
  return changeIfAllowed(deps, request, permission, async (its) => {
    const template = await deps.templates.get(name);
    if (template?.version !== version) return changed(name);
    const input = { parameters: {}, target, maxTimeMs };
    const result = fillTemplate(template, input, deps.targets);
    const filled = fillLaunch(uncheckedOf(template, result) ?? template, input, deps.targets);
    if ('kind' in filled) return filled;
    return deps.store.transaction(async (tx) => {
      await tx.templates.keep(template);
      return storeLaunch(tx, deps, its, filled);
    });
  });
}

function changed(template: string): Answer {
  return { kind: 'problem', problems: [{ kind: 'preview-outdated', template }] };
}
