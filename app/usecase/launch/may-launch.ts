// Whether the requester of a launch may launch it, by fresh facts if Slack answers: somebody who lost
// their role launches nothing more.

import type { Launch } from '../../domain/launch/launch.ts';
import { decide, type Decision } from '../permission/decide.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { becauseGone, permissionNow } from './launch-permission.ts';

/** Asked when a launch is accepted, when it is approved, and before an approved one is sent. */
export async function mayLaunch(
  deps: ApprovalDeps,
  launch: Pick<Launch, 'template' | 'target' | 'maxTimeMs' | 'requester'>,
): Promise<Decision> {
  const { verb, subject, gone } = await permissionNow(deps, launch);
  const decision = await decide(deps, launch.requester, verb, subject, 'now-if-possible');
  if ('later' in decision || decision.allowed) return decision;
  return { allowed: false, ...becauseGone(decision, gone) };
}
