// A launch made from a job's spec may contain what only people who may write templates may see and
// repeat.

import type { Answer } from '../../domain/answer/answer.ts';
import { isOfJob } from '../../domain/template/job-template.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { notKnownNow } from '../permission/respond-if-allowed.ts';
import { decideNow, type DecideDeps } from '../permission/decide.ts';
import type { Request } from '../ports/interactions.ts';
import { refuseIn } from '../permission/refuse.ts';
import type { Tx } from '../ports/store.ts';

/** Whether a launch was made from a job's spec. */
export function isFromSpec({ template }: Launch): boolean {
  return isOfJob(template);
}

/**
 * Why this person may not repeat such a launch, with an audit row; undefined if they may. Used
 * where nobody can wait for Slack: for somebody not known well enough, the answer is `notKnownNow`.
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
    return refuseIn(tx, request, { verb: 'rerun-spec', subject: launch.handle }, decision);
  }
  return notKnownNow;
}
