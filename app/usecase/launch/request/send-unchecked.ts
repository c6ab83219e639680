// A gcloud config can't list unchecked fields. If it has something newer than the bot, or misspelt,
// the preview offers people who may change templates to send it as it is.

import { problemAnswer, type Answer } from '../../../domain/answer/answer.ts';
import { respond } from '../../permission/respond.ts';
import type { AnswerDeps } from '../../permission/respond-if-allowed.ts';
import type { PreviewedLaunch, Request } from '../../ports/interactions.ts';
import { withForeseen } from './foresee-launch.ts';
import { fillPreview } from './preview-launch.ts';
import type { RequestLaunchDeps } from './launch-deps.ts';
import { storeLaunch } from './store-launch.ts';

/** Launches what a preview showed, once per preview. */
export async function sendUnchecked(
  deps: RequestLaunchDeps & AnswerDeps,
  request: Request,
  { template: name, version, ...choices }: PreviewedLaunch,
): Promise<Answer | undefined> {
  const permission = { verb: 'send-unchecked', subject: name } as const;
  return respond(deps, request, permission, async (_, its) => {
    const template = await deps.templates.get(name);
    if (template?.version !== version) return changed(name);
    const input = { parameters: {}, ...choices };
    const { filled } = fillPreview(template, input, deps.targets);
    if ('kind' in filled) return filled;
    const answer = await deps.store.transaction(async (tx) => {
      await tx.templates.keep(template);
      return storeLaunch(tx, deps, its, filled);
    });
    return withForeseen(deps, answer, 'after-ack');
  });
}

function changed(template: string): Answer {
  return problemAnswer({ kind: 'preview-outdated', template });
}
