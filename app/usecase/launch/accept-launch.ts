// A launch that was stored and acked is checked here: who asks, and whether its thread can be written where it was typed. Both before any
// money is spent, and before anything is said of it: what its requester is told is what was decided.

import type { Launch } from '../../domain/launch/launch.ts';
import { decide, type DecideDeps } from '../permission/decide.ts';
import { giveUpUnknown } from './give-up-launch.ts';
import { launchStored } from './store-launch.ts';
import type { Answerer } from '../ports/slack.ts';
import type { Store, Tx } from '../ports/store.ts';
import type { AuditEntry } from '../ports/audit.ts';
import type { Claimed } from '../ports/lease.ts';

export type AcceptDeps = DecideDeps & {
  readonly store: Store;
  readonly answerer: Answerer;
  readonly newId: () => string;
  readonly count: (outcome: string) => void;
};

/** How long a launch waits for Slack to say who asks and where; then it is refused, since its requester has long gone on. */
const patienceMs = 60_000;
const retryMs = 2_000;

type Refusal = { readonly sentence: string; readonly ask: readonly string[] };
const settledMeanwhile: Refusal = {
  sentence: 'The launch this one repeats was settled meanwhile: its thread says how.',
  ask: [],
};
type Check = 'fine' | Refusal | { readonly later: string };

/**
 * Accepts or refuses a requested launch, and answers. Acceptance commits the launch, its thread and its audit row together, and is answered
 * only then: a kill in between leaves the card to say it.
 */
export async function accept(deps: AcceptDeps, claimed: Claimed<Launch>): Promise<void> {
  const launch = claimed.value;
  const check = await checkLaunch(deps, launch);
  if (check === 'fine') {
    const outcome = await deps.store.transaction((tx) => commitAcceptance(tx, deps, claimed));
    if (outcome === 'accepted') await deps.answerer.answer(launch.requester, launchStored(launch));
    if (outcome === 'settled') await refuse(deps, claimed, settledMeanwhile);
  } else if ('later' in check) {
    await waitOrRefuse(deps, claimed, check.later);
  } else {
    await refuse(deps, claimed, check);
  }
}

async function checkLaunch(deps: AcceptDeps, launch: Launch): Promise<Check> {
  // It buys: who has lost their role buys nothing more, as soon as Slack says so.
  const decision = await decide(deps, launch.requester, 'launch', undefined, 'now-if-possible');
  if ('later' in decision) return { later: decision.why };
  if (!decision.allowed) return decision;
  const postable = await deps.directory.ensurePostable(launch.requester.channel);
  if (!postable.ok) return { later: postable.failure.message };
  return postable.value.kind === 'yes' ? 'fine' : { sentence: postable.value.sentence, ask: [] };
}

/** `settled`: it repeats a launch that was settled in another way meanwhile. `not ours`: whoever has it now answers. */
async function commitAcceptance(
  tx: Tx,
  { newId }: AcceptDeps,
  { value: launch, lease }: Claimed<Launch>,
): Promise<'accepted' | 'settled' | 'not ours'> {
  // Cancelled while it was being checked: nothing of it may appear.
  if ((await tx.launches.lock(launch.id))?.state !== 'requested') return 'not ours';
  const { repeats } = launch;
  if (repeats !== undefined && (await tx.launches.lock(repeats))?.state !== 'unknown') {
    return 'settled';
  }
  const accepted: Launch = { ...launch, state: 'accepted', attempts: 0 };
  if (!(await tx.launches.release(accepted, tx.now, lease))) return 'not ours';
  // Only with this one accepted: a lease that was lost must not cost both.
  if (repeats !== undefined) {
    const request = { key: launch.requestKey, requester: launch.requester };
    await giveUpUnknown(tx, repeats, request, launch.handle);
  }
  await tx.threads.insert({
    id: newId(),
    channel: launch.requester.channel,
    launchId: launch.id,
    requesterId: launch.requester.userId,
    roots: 0,
    cardWanted: 1,
    cardShown: 0,
    attempts: 0,
    parkedTold: false,
  });
  await tx.audit.begin(auditEntry(launch));
  return 'accepted';
}

async function waitOrRefuse(
  deps: AcceptDeps,
  claimed: Claimed<Launch>,
  why: string,
): Promise<void> {
  const { value: launch, lease } = claimed;
  const waited = await deps.store.transaction(async (tx) => {
    if (tx.now - launch.requestedAt > patienceMs) return false;
    await tx.launches.release(launch, tx.now + retryMs, lease);
    return true;
  });
  if (waited) return;
  await refuse(deps, claimed, {
    sentence: `Slack did not tell me who you are or whether I may post here (${why}), so nothing was launched. Try again in a minute.`,
    ask: [],
  });
}

/** Answers first: a kill in between repeats an answer only its requester sees, the other order would lose it. */
async function refuse(
  { store, answerer, count }: AcceptDeps,
  { value: launch, lease }: Claimed<Launch>,
  refusal: Refusal,
): Promise<void> {
  await answerer.answer(launch.requester, { kind: 'refused', act: 'launch', ...refusal });
  count('refused');
  await store.transaction(async (tx) => {
    if (!(await tx.launches.release({ ...launch, state: 'refused' }, undefined, lease))) return;
    await tx.audit.begin(auditEntry(launch));
    await tx.audit.complete(launch.requestKey, `refused: ${refusal.sentence}`);
  });
}

function auditEntry(launch: Launch): AuditEntry {
  const { template, target, parameters, rerunOf } = launch;
  return {
    key: launch.requestKey,
    actor: launch.requester.userId,
    verb: 'launch',
    subject: launch.handle,
    channel: launch.requester.channel,
    detail: { template, target, parameters: Object.keys(parameters), rerunOf: rerunOf ?? null },
  };
}
