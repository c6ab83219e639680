// Decides a stored press of Approve or Deny: who pressed it, whether the launch still waits, and for an
// approval, whether what was asked about may still be launched.

import type { Answer } from '../../domain/answer/answer.ts';
import { factsOf } from '../../domain/answer/problem.ts';
import { isExpired } from '../../domain/approval/approval-step.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { specHash, type Sha256 } from '../../domain/launch/spec-hash.ts';
import type { Vote } from '../../domain/launch/vote.ts';
import { shownName } from '../../domain/template/hide-secrets.ts';
import { admit } from '../launch/admit.ts';
import { endUnsent } from '../launch/end-unsent.ts';
import { mayLaunch } from '../launch/may-launch.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { askedBy } from '../permission/on-record.ts';
import { mayApprove } from '../permission/may-approve.ts';
import type { Refused } from '../permission/refuse.ts';
import { postponeIntent, refuseIntent, type Intent } from '../permission/settle-intent.ts';
import type { AuditEntry } from '../ports/store/audit.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Answerer } from '../ports/slack.ts';
import type { Tx } from '../ports/store/store.ts';
import { expiredAt, tellExpired } from './follow-approval.ts';
import { undecided } from './request-vote.ts';

export type VoteDeps = ApprovalDeps & { readonly answerer: Answerer; readonly sha256: Sha256 };

/** `lost`: the requester of the launch may not launch it any more. */
type Check = 'fine' | 'lost' | Refused | { readonly later: true; readonly why: string };

/** What a press came to. `too-late`: the launch waits no more. Undefined: another worker has it. */
type Outcome =
  | { readonly decided: Launch }
  | { readonly refused: Refused }
  | { readonly tooLate: Launch }
  | undefined;

/**
 * Decides a vote, once, and answers. The decision, its audit row and what the thread is told are
 * committed together before the answer; after a kill in between, the card is the answer.
 */
export async function decideVote(deps: VoteDeps, claimed: Claimed<Vote>): Promise<void> {
  const { value: vote } = claimed;
  const [launch] = await deps.store.transaction((tx) => tx.launches.byIds([vote.launchId]));
  if (launch === undefined) return endQuietly(deps, claimed);
  const check = await checkVote(deps, vote, launch);
  if (typeof check === 'object') {
    if (!('later' in check)) return refuse(deps, claimed, check);
    if (await postponeIntent(deps, intentOf(claimed))) return;
    const { why } = check;
    return refuse(deps, claimed, { why: { kind: 'unanswered', act: 'approve', why }, ask: [] });
  }
  const outcome = await deps.store.transaction((tx) => commitVote(tx, deps, claimed, check));
  if (outcome === undefined) return;
  if ('refused' in outcome) return refuse(deps, claimed, outcome.refused);
  if ('tooLate' in outcome) {
    const answer = undecided(outcome.tooLate);
    await refuseIntent(deps, intentOf(claimed), { answer, why: 'it waits no more' });
    return;
  }
  await deps.answerer.answer(vote.requester, voted(vote, outcome.decided));
}

function voted({ verdict, handle }: Vote, launch: Launch): Answer {
  return { kind: 'voted', verdict, handle, displayName: shownName(launch) };
}

async function checkVote(deps: VoteDeps, vote: Vote, launch: Launch): Promise<Check> {
  const decision = await mayApprove(deps, vote.requester, launch);
  if ('later' in decision || !decision.allowed) return decision;
  if (vote.verdict === 'deny' || launch.state !== 'waiting') return 'fine';
  const launcher = await mayLaunch(deps, launch);
  if ('later' in launcher) return launcher;
  return launcher.allowed ? 'fine' : 'lost';
}

async function commitVote(
  tx: Tx,
  deps: VoteDeps,
  claimed: Claimed<Vote>,
  check: 'fine' | 'lost',
): Promise<Outcome> {
  const { value: vote } = claimed;
  const isApproval = vote.verdict === 'approve';
  const [before] = await tx.launches.byIds([vote.launchId]);
  if (before === undefined) return undefined;
  // Nobody sets a lock between this and the commit.
  const admission = isApproval ? await admit(tx, deps, before) : undefined;
  const launch = await tx.launches.lock(vote.launchId);
  if (launch?.approval === undefined) return undefined;
  if (launch.state !== 'waiting') return { tooLate: launch };
  if (isExpired(launch.approval, tx.now)) {
    const expired = expiredAt(launch, tx.now);
    await tx.launches.overrule(expired, undefined);
    await tellExpired(tx, expired);
    return { tooLate: expired };
  }
  if (check === 'lost') {
    const { userId } = launch.requester;
    await endUnsent(tx, launch, { kind: 'right-lost', of: 'requester', userId });
    return { refused: { why: { kind: 'launcher-lost-right', userId }, ask: [] } };
  }
  if (admission?.kind === 'refused') return { refused: { why: admission.why, ask: [] } };
  if (isApproval && !isAsAsked(launch, vote, deps.sha256)) {
    return { refused: { why: { kind: 'spec-changed' }, ask: [] } };
  }
  return settle(tx, claimed, launch);
}

/** Whether what would be sent is what was asked about and shown. */
function isAsAsked({ body, approval }: Launch, vote: Vote, sha256: Sha256): boolean {
  const hash = specHash(body, sha256);
  return hash === approval?.specHash && hash === vote.specHash;
}

async function settle(
  tx: Tx,
  { value: vote, lease }: Claimed<Vote>,
  launch: Launch,
): Promise<Outcome> {
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
  await tx.audit.begin(auditEntry(vote));
  await tx.audit.complete(vote.requestKey, verdict);
  await tellThreads(tx, launch.id, 'approval-decided', { kind: 'approval-decided', ...decision });
  if (!isApproval) {
    await tx.audit.complete(launch.requestKey, `denied by ${requester.userId}`);
    await tx.cancels.wake({ launchId: launch.id });
  }
  return { decided };
}

async function refuse(deps: VoteDeps, claimed: Claimed<Vote>, refused: Refused): Promise<void> {
  const answer = { kind: 'refused', act: claimed.value.verdict, ...refused } as const;
  await refuseIntent(deps, intentOf(claimed), {
    answer,
    why: factsOf(refused.why),
    rule: refused.why,
  });
}

function intentOf({ value: vote, lease }: Claimed<Vote>): Intent {
  return {
    requester: vote.requester,
    requestedAt: vote.requestedAt,
    audit: auditEntry(vote),
    postpone: (tx, dueAt) => tx.votes.release(vote, dueAt, lease),
    refuse: (tx) => tx.votes.release({ ...vote, state: 'refused' }, undefined, lease),
  };
}

async function endQuietly({ store }: VoteDeps, { value: vote, lease }: Claimed<Vote>) {
  await store.transaction((tx) =>
    tx.votes.release({ ...vote, state: 'refused' }, undefined, lease),
  );
}

function auditEntry({
  requestKey: key,
  requester,
  verdict: verb,
  handle,
  specHash: hash,
  reason,
}: Vote): AuditEntry {
  return {
    key,
    ...askedBy({ key, requester }),
    verb,
    subject: handle,
    job: handle,
    reason,
    specHash: hash,
    detail: { specHash: hash, reason: reason ?? null },
  };
}
