// Checks a stored cancel: who asks for it, and whether somebody asked before.

import type { AnswerOf } from '../../domain/answer/answer.ts';
import { factsOf } from '../../domain/answer/problem.ts';
import type { Cancel } from '../../domain/launch/cancel.ts';
import { isLive, type Launch } from '../../domain/launch/launch.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { Grounds } from '../../domain/permission/policy.ts';
import { outlineOf } from '../../domain/permission/viewer.ts';
import type { DecideDeps } from '../permission/decide.ts';
import { seenOf, viewerOf } from '../permission/see.ts';
import type { Refused } from '../permission/refuse.ts';
import {
  postponeIntent,
  recordRefusal,
  refuseIntent,
  type Intent,
} from '../permission/settle-intent.ts';
import type { Claimed, Lease } from '../ports/store/lease.ts';
import type { Answerer } from '../ports/slack.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import { newestAttempt } from '../poll/newest-attempt.ts';
import { mayCancel } from './may-cancel.ts';
import { subjectOf } from './follow-cancel.ts';
import { auditEntry, beginCancel } from './begin-cancel.ts';
import { cancelStored } from './request-cancel.ts';

export type AcceptCancelDeps = DecideDeps & {
  readonly store: Store;
  readonly answerer: Answerer;
  readonly count: (outcome: string) => void;
};

/** The job it was accepted for, or the earlier cancel, or what ended without a job before. */
type Outcome = { readonly card: CardView } | AnswerOf<'already-cancelling' | 'already-finished'>;

/**
 * Checks a requested cancel: who asks, and whether there is one already. The answer is the result.
 */
export async function acceptCancel(
  deps: AcceptCancelDeps,
  claimed: Claimed<Cancel>,
): Promise<void> {
  const { store, answerer } = deps;
  const { value: cancel, lease } = claimed;
  const subject = await store.transaction(async (tx) => {
    const launch = await subjectOf(tx, cancel);
    return launch && { launch, guarded: (await tx.cards.byLaunch(launch.id))?.guarded };
  });
  if (subject === undefined) return finishQuietly(deps, claimed);
  const { launch, guarded } = subject;
  const decision = await mayCancel(deps, cancel.requester, launch, guarded);
  if ('later' in decision) return waitOrRefuse(deps, claimed, decision.why);
  if (!decision.allowed) return refuse(deps, claimed, decision);
  const outcome = await store.transaction(async (tx): Promise<Outcome | undefined> => {
    const current = await subjectOf(tx, cancel);
    if (current === undefined || (await hasMovedOn(tx, claimed, current))) return undefined;
    const followed = await tx.cancels.meant({ launchId: launch.id });
    const isFirst = followed === undefined;
    const before = await tx.cards.byLaunch(launch.id);
    if (isFirst && before !== undefined && before.job === undefined && !isLive(before)) {
      await recordRefusal(tx, intentOf(claimed), 'it had ended before');
      return { kind: 'already-finished', card: before };
    }
    if (isFirst && !(await commitAcceptance(tx, { cancel, lease }, current, decision.because)))
      return undefined;
    if (!isFirst) await recordRefusal(tx, intentOf(claimed), 'asked for before');
    const card = await tx.cards.byLaunch(launch.id);
    if (card === undefined || isFirst) return card && { card };
    const { requester, requestedAt: askedAt } = followed;
    return { kind: 'already-cancelling', card, by: requester.userId, askedAt };
  });
  if (outcome === undefined) return;
  const viewer = await viewerOf(deps, cancel.requester);
  const seen = await store.transaction((tx) => seenOf(tx, viewer, [outcome.card]));
  const card = seen[0] ?? outlineOf(outcome.card);
  const answer =
    'kind' in outcome ? { ...outcome, card } : cancelStored(card.launch, outcome.card.launch);
  await answerer.answer(cancel.requester, answer);
}

/**
 * Whether its launch has gone on to the next attempt; then it is decided anew, for that one. A cancel
 * that names the attempt that is over, by a handle of its own, means that one.
 */
async function hasMovedOn(
  tx: Tx,
  { value: cancel, lease }: Claimed<Cancel>,
  launch: Launch,
): Promise<boolean> {
  if (launch.supersededBy === undefined || launch.handle === cancel.handle) return false;
  const { id: launchId } = await newestAttempt(tx, launch);
  await tx.cancels.release({ ...cancel, launchId, job: undefined }, tx.now, lease);
  return true;
}

/**
 * Accepts it. What waits for an approval is withdrawn at once: nothing of it was sent, and nobody
 * can approve it any more.
 */
async function commitAcceptance(
  tx: Tx,
  { cancel, lease }: { readonly cancel: Cancel; readonly lease: Lease },
  launch: Launch,
  because: Grounds,
): Promise<boolean> {
  const isWaiting = launch.state === 'waiting';
  const isReleased = isWaiting
    ? await tx.cancels.release({ ...cancel, state: 'done' }, undefined, lease)
    : await tx.cancels.release({ ...cancel, state: 'accepted' }, tx.now, lease);
  if (!isReleased) return false;
  await beginCancel(tx, auditEntry(cancel), { cancel, launch, because });
  return true;
}

async function waitOrRefuse(deps: AcceptCancelDeps, claimed: Claimed<Cancel>, why: string) {
  if (await postponeIntent(deps, intentOf(claimed))) return;
  await refuse(deps, claimed, { why: { kind: 'unanswered', act: 'cancel', why }, ask: [] });
}

async function refuse(
  deps: AcceptCancelDeps,
  claimed: Claimed<Cancel>,
  refused: Refused,
): Promise<void> {
  const answer = { kind: 'refused', act: 'cancel', ...refused } as const;
  const { why: rule } = refused;
  await refuseIntent(deps, intentOf(claimed), { answer, why: factsOf(rule), rule });
  deps.count('refused');
}

function intentOf({ value: cancel, lease }: Claimed<Cancel>): Intent {
  return {
    requester: cancel.requester,
    requestedAt: cancel.requestedAt,
    audit: auditEntry(cancel),
    postpone: (tx, dueAt) => tx.cancels.release(cancel, dueAt, lease),
    refuse: (tx) => tx.cancels.release({ ...cancel, state: 'refused' }, undefined, lease),
  };
}

async function finishQuietly(
  { store }: AcceptCancelDeps,
  { value: cancel, lease }: Claimed<Cancel>,
) {
  await store.transaction((tx) =>
    tx.cancels.release({ ...cancel, state: 'done' }, undefined, lease),
  );
}
