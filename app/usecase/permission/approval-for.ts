// The approval that a launch takes, and whether somebody could give it. One verdict for the launch
// itself and for what only foresees it.

import type { ApprovalNeed } from '../../domain/approval/approval-need.ts';
import type { CalledApprovers } from '../../domain/approval/approval.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { ApprovalDeps } from './approval-deps.ts';
import { needOf } from './approval-need-of.ts';
import { findApprovers } from './approvers.ts';

/** The approval, and who is called for it. */
export type AskedApproval = { readonly need: ApprovalNeed; readonly called: CalledApprovers };

/**
 * `nobody`: it would be refused; `roles` could approve it, but for what rules them out. `later`:
 * Slack doesn't say now who could, and `need` is all that is known.
 */
type ApprovalFor =
  | { readonly kind: 'asked'; readonly asked: AskedApproval }
  | { readonly kind: 'nobody'; readonly roles: readonly string[] }
  | { readonly kind: 'later'; readonly need: ApprovalNeed; readonly why: string };

/**
 * Which approval a launch takes, and from whom; undefined: none. Asks Slack unless it takes none,
 * so it must run neither before an ack nor in a transaction.
 */
export async function approvalFor(
  deps: ApprovalDeps,
  launch: Pick<Launch, 'template' | 'body' | 'estimate' | 'requester' | 'ladder'>,
): Promise<ApprovalFor | undefined> {
  const need = await needOf(deps, launch);
  if (need === undefined) return undefined;
  const found = await findApprovers(deps, launch, need);
  if ('later' in found) return { kind: 'later', need, why: found.why };
  if ('nobody' in found) return { kind: 'nobody', roles: found.roles };
  return { kind: 'asked', asked: { need, called: found.called } };
}
