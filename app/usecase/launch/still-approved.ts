// What is asked again before the create of a launch: whether it has the approval that it takes, for
// exactly what is sent, and whether both who asked and who approved still may.

import type { Blocking } from '../../domain/launch/blocking.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { launchHash } from '../../domain/launch/launch-hash.ts';
import type { Sha256 } from '../../domain/launch/spec-hash.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { needOf } from '../permission/approval-need-of.ts';
import { mayApprove } from '../permission/may-approve.ts';
import { mayLaunch } from './may-launch.ts';

export type StillApprovedDeps = ApprovalDeps & { readonly sha256: Sha256 };

/** Why an accepted launch may not be sent; `later`: Slack doesn't say now who may. */
export async function whyNotSent(
  deps: StillApprovedDeps,
  launch: Launch,
): Promise<Blocking | { readonly later: true } | undefined> {
  const { approval, requester, ladder } = launch;
  if (approval === undefined) {
    // The policy or the template has changed since it was accepted.
    if ((await needOf(deps, launch)) !== undefined) return { kind: 'not-approved' };
    // Hours may lie between two attempts.
    return ladder === undefined || ladder.at === 0 ? undefined : rightLost(deps, launch);
  }
  const { specHash: approved, decision } = approval;
  if (decision?.verdict !== 'approved' || decision.by === undefined) {
    return { kind: 'not-approved' };
  }
  if (launchHash(launch, deps.sha256) !== approved) return { kind: 'spec-changed' };
  const lost = await rightLost(deps, launch);
  if (lost !== undefined) return lost;
  const { teamId, channel } = requester;
  const approver = { userId: decision.by, teamId, channel };
  const approving = await mayApprove(deps, approver, launch, 'now-if-possible');
  if ('later' in approving) return { later: true };
  if (!approving.allowed) return { kind: 'right-lost', of: 'approver', userId: decision.by };
  return undefined;
}

/** That its requester may launch it no more. */
async function rightLost(
  deps: ApprovalDeps,
  launch: Launch,
): Promise<Blocking | { readonly later: true } | undefined> {
  const launcher = await mayLaunch(deps, launch);
  if ('later' in launcher) return { later: true };
  if (launcher.allowed) return undefined;
  return { kind: 'right-lost', of: 'requester', userId: launch.requester.userId };
}
