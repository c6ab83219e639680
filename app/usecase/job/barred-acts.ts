// What one person may not do to a launch that waits for an approval.

import type { WaitingAct } from '../../domain/launch/card.ts';
import { ownerOf, type Launch, type Requester } from '../../domain/launch/launch.ts';
import { toCancel, verbForCancel } from '../../domain/permission/policy.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { decide, type Decision } from '../permission/decide.ts';
import { mayApprove } from '../permission/may-approve.ts';

/**
 * What is refused to the requester for sure. What Slack doesn't tell now isn't: the press decides.
 * Asks Slack.
 */
export async function barredActs(
  deps: ApprovalDeps,
  requester: Requester,
  launch: Launch,
): Promise<readonly WaitingAct[]> {
  const owner = ownerOf(launch);
  const withdraws = await decide(
    deps,
    requester,
    (person) => verbForCancel(person, owner),
    toCancel(launch),
  );
  return [
    ...(isRefused(await mayApprove(deps, requester, launch)) ? (['decide'] as const) : []),
    ...(isRefused(withdraws) ? (['withdraw'] as const) : []),
  ];
}

function isRefused(decision: Decision): boolean {
  return 'allowed' in decision && !decision.allowed;
}
