// Decides a stored press of Approve or Deny: who pressed it, whether the launch still waits, and for an
// approval, whether what was asked about may still be launched.

import type { Answer } from '../../domain/answer/answer.ts';
import { factsOf } from '../../domain/answer/problem.ts';
import { isExpired } from '../../domain/approval/approval-step.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { launchHash } from '../../domain/launch/launch-hash.ts';
import type { Sha256 } from '../../domain/launch/spec-hash.ts';
import type { Vote } from '../../domain/launch/vote.ts';
import { shownName } from '../../domain/template/secret/hide-secrets.ts';
import { admit } from '../launch/admit.ts';
import { endUnsent } from '../launch/end-unsent.ts';
import { mayLaunch } from '../launch/may-launch.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { mayApprove } from '../permission/may-approve.ts';
import type { Refused } from '../permission/refuse.ts';
import { postponeIntent, refuseIntent, type Intent } from '../permission/settle-intent.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Answerer } from '../ports/slack.ts';
import type { Tx } from '../ports/store/store.ts';
import { expiredAt, tellExpired } from './follow-approval.ts';
import { undecided } from './request-vote.ts';
import { settleVote, voteEntry, type VoteGrounds } from './settle-vote.ts';

export type VoteDeps = ApprovalDeps & { readonly answerer: Answerer; readonly sha256: Sha256 };

/** `lost`: the requester of the launch may not launch it any more. */
type Fine = VoteGrounds | 'lost';
type Check = Fine | Refused | { readonly later: true; readonly why: string };

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
  const intent = intentOf(claimed, launch);
  if (check !== 'lost' && 'later' in check) {
    if (await postponeIntent(deps, intent)) return;
    const { why } = check;
    return refuse(deps, vote, intent, {
      why: { kind: 'unanswered', act: 'approve', why },
      ask: [],
    });
  }
  if (check !== 'lost' && 'why' in check) return refuse(deps, vote, intent, check);
  const outcome = await deps.store.transaction((tx) => commitVote(tx, deps, claimed, check));
  if (outcome === undefined) return;
  if ('refused' in outcome) return refuse(deps, vote, intent, outcome.refused);
  if ('tooLate' in outcome) {
    const answer = undecided(outcome.tooLate);
    await refuseIntent(deps, intent, { answer, why: 'it waits no more' });
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
  const { because } = decision;
  if (vote.verdict === 'deny' || launch.state !== 'waiting') return { because };
  const launcher = await mayLaunch(deps, launch);
  if ('later' in launcher) return launcher;
  return launcher.allowed ? { because, launcher: launcher.because } : 'lost';
}

async function commitVote(
  tx: Tx,
  deps: VoteDeps,
  claimed: Claimed<Vote>,
  check: Fine,
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
  if (isApproval && (await repeatsSettled(tx, launch))) {
    await endUnsent(tx, launch, { kind: 'settled-meanwhile' });
    return { refused: { why: { kind: 'settled-meanwhile' }, ask: [] } };
  }
  const decided = await settleVote(tx, claimed, launch, check);
  return decided && { decided };
}

/** Whether the launch that it repeats needs no repeat any more. Locks that one. */
async function repeatsSettled(tx: Tx, { repeats }: Launch): Promise<boolean> {
  return repeats !== undefined && (await tx.launches.lock(repeats))?.state !== 'unknown';
}

/** Whether what would be sent is what was asked about and shown. */
function isAsAsked(launch: Launch, vote: Vote, sha256: Sha256): boolean {
  const hash = launchHash(launch, sha256);
  return hash === launch.approval?.specHash && hash === vote.specHash;
}

async function refuse(
  deps: VoteDeps,
  { verdict: act }: Vote,
  intent: Intent,
  refused: Refused,
): Promise<void> {
  const answer = { kind: 'refused', act, ...refused } as const;
  const { why: rule } = refused;
  await refuseIntent(deps, intent, { answer, why: factsOf(rule), rule });
}

function intentOf({ value: vote, lease }: Claimed<Vote>, launch: Launch): Intent {
  return {
    requester: vote.requester,
    requestedAt: vote.requestedAt,
    audit: voteEntry(vote, launch),
    postpone: (tx, dueAt) => tx.votes.release(vote, dueAt, lease),
    refuse: (tx) => tx.votes.release({ ...vote, state: 'refused' }, undefined, lease),
  };
}

async function endQuietly({ store }: VoteDeps, { value: vote, lease }: Claimed<Vote>) {
  await store.transaction((tx) =>
    tx.votes.release({ ...vote, state: 'refused' }, undefined, lease),
  );
}
