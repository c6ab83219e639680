// A launch made from the spec of somebody's job may hold what only those who write templates may see and repeat.

import type { Answer } from '../../domain/command/answer.ts';
import { isOfJob } from '../../domain/template/job-template.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { notKnownNow } from '../permission/respond-if-allowed.ts';
import { decideNow, type DecideDeps } from '../permission/decide.ts';
import type { Request } from '../ports/interactions.ts';
import { refuseIn } from '../permission/refuse.ts';
import type { Tx } from '../ports/store.ts';

export function isFromSpec({ template }: Launch): boolean {
  return isOfJob(template);
}

/**
 * Why this person may not repeat that launch, with its audit row; undefined: they may. Asked where nobody can wait for Slack: whoever
 * is not known well enough is `notKnownNow`.
 */
export async function mayNotRepeat(
  tx: Tx,
  deps: DecideDeps,
  request: Request,
  launch: Launch,
): Promise<Answer | undefined> {
  if (!isFromSpec(launch)) return undefined;
  const decision = decideNow(deps, request.requester, 'launch-spec');
  if (decision?.allowed === true) return undefined;
  if (decision !== undefined) {
    return refuseIn(tx, request, { act: 'template', subject: launch.handle }, decision);
  }
  return notKnownNow;
}
