// What a vote that decides changes: the launch, its audit rows, and what its threads are told.

import type { Launch } from '../../domain/launch/launch.ts';
import type { Vote } from '../../domain/launch/vote.ts';
import type { Grounds } from '../../domain/permission/policy.ts';
import { allowedBy } from '../../domain/permission/rule.ts';
import { giveUpUnknown } from '../launch/give-up-launch.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import { askedBy } from '../permission/on-record.ts';
import type { AuditEntry } from '../ports/store/audit.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Tx } from '../ports/store/store.ts';

/** Why the vote is allowed and, for an approval, why the requester may still launch. */
export type VoteGrounds = { readonly because: Grounds; readonly launcher?: Grounds | undefined };

/**
 * Decides a launch that is locked and waits. An approval gives up the launch that it repeats, which
 * must be locked and `unknown`. Undefined: another worker has the vote, and nothing changes.
 */
export async function settleVote(
  tx: Tx,
  { value: vote, lease }: Claimed<Vote>,
  launch: Launch,
  { because, launcher }: VoteGrounds,
): Promise<Launch | undefined> {
  if (!(await tx.votes.release({ ...vote, state: 'done' }, undefined, lease))) return undefined;
  const { requester, reason } = vote;
  const isApproval = vote.verdict === 'approve';
  const verdict = isApproval ? 'approved' : 'denied';
  const decision = { verdict, by: requester.userId, at: tx.now, reason } as const;
  const decided: Launch = {
    ...launch,
    state: isApproval ? 'accepted' : 'denied',
    attempts: 0,
    approval: launch.approval && { ...launch.approval, decision },
  };
  await tx.launches.overrule(decided, isApproval ? tx.now : undefined);
  await tx.audit.begin({ ...voteEntry(vote, launch), ...allowedBy(because) });
  await tx.audit.complete(vote.requestKey, verdict);
  await tellThreads(tx, launch.id, 'approval-decided', { kind: 'approval-decided', ...decision });
  if (!isApproval) {
    await tx.audit.complete(launch.requestKey, `denied by ${requester.userId}`);
    await tx.cancels.wake({ launchId: launch.id });
  } else if (launch.repeats !== undefined) {
    const request = { key: launch.requestKey, requester: launch.requester, because: launcher };
    await giveUpUnknown(tx, launch.repeats, request, launch.handle);
  }
  return decided;
}

/** The audit row of a vote, without what was found of it. */
export function voteEntry(
  { requestKey: key, requester, verdict: verb, handle, specHash: hash, reason }: Vote,
  { template }: Pick<Launch, 'template'>,
): AuditEntry {
  return {
    key,
    ...askedBy({ key, requester }),
    verb,
    subject: handle,
    job: handle,
    template: template.name,
    reason,
    specHash: hash,
    detail: { specHash: hash, reason: reason ?? null },
  };
}
