// A person lets a job run past the limits of its guard, within what the policy allows.

import { type Answer, problemAnswer } from '../../domain/answer/answer.ts';
import type { Note } from '../../domain/answer/note.ts';
import { guardInForce } from '../../domain/launch/guard-in-force.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { isLive, ownerOf, type Launch } from '../../domain/launch/launch.ts';
import { toCancel, verbForCancel } from '../../domain/permission/policy.ts';
import { shownName } from '../../domain/template/secret/hide-secrets.ts';
import type { Find } from '../job/find-job.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import { decide } from '../permission/decide.ts';
import { askedBy } from '../permission/on-record.ts';
import { refuse } from '../permission/refuse.ts';
import type { AnswerDeps } from '../permission/respond-if-allowed.ts';
import { viewerOf } from '../permission/see.ts';
import type { Request } from '../ports/interactions.ts';
import type { Tx } from '../ports/store/store.ts';
import { extendableMsOf } from './extendable.ts';

type ExtendDeps = AnswerDeps & { readonly wake: () => void };

type Wanted = {
  readonly find: Find;
  /** Ms; `all`: as much as the policy allows. */
  readonly by: number | 'all';
  readonly reason?: string | undefined;
};

/**
 * Extends it, once per request: for who may cancel it. After the ack, since the facts about the person
 * have to be fresh.
 */
export async function extendJob(
  deps: ExtendDeps,
  request: Request,
  wanted: Wanted,
): Promise<Answer | undefined> {
  const { requester } = request;
  const viewer = await viewerOf(deps, requester);
  const { found, launch } = await deps.store.transaction(async (tx) => {
    const found = await wanted.find(tx, viewer);
    const launch =
      'card' in found ? await tx.launches.byHandle(found.card.launch.handle) : undefined;
    return { found, launch };
  });
  if ('answer' in found) return found.answer;
  const { card, guessed = false } = found;
  if (!isLive(card) || launch === undefined) return { kind: 'already-finished', card };
  const { handle } = launch;
  if (guessed) return note({ kind: 'extend-which', handle, displayName: shownName(card.launch) });
  const decision = await decide(
    deps,
    requester,
    (person) => verbForCancel(person, ownerOf(launch)),
    toCancel(launch),
  );
  if ('later' in decision) {
    return problemAnswer({ kind: 'person-not-told', why: decision.why });
  }
  if (!decision.allowed) {
    return refuse(deps, request, { verb: 'extend', subject: handle }, decision);
  }
  const its = { ...request, because: decision.because };
  const answer = await deps.store.transaction((tx) => extend(tx, deps, its, launch, wanted, card));
  deps.wake();
  return answer;
}

async function extend(
  tx: Tx,
  { policy }: ExtendDeps,
  request: Request,
  launch: Launch,
  { by, reason }: Wanted,
  before: CardView,
): Promise<Answer | undefined> {
  const { key, requester, pledge } = request;
  const { handle } = launch;
  // Locks the row: the guard waits, or has decided before.
  const guarded = await tx.guards.lock(launch.id);
  if (!(await tx.pledges.keep(key, pledge))) return undefined;
  // It may have ended while Slack was asked who wants it.
  const card = (await tx.cards.byLaunch(launch.id)) ?? before;
  if (!isLive(card)) return { kind: 'already-finished', card };
  if ((await tx.audit.byKey(key)) !== undefined) return note({ kind: 'extended-before', handle });
  const cancel = await tx.cancels.following({ launchId: launch.id });
  if (cancel !== undefined) {
    const { userId } = cancel.requester;
    return { kind: 'already-cancelling', card, by: userId, askedAt: cancel.requestedAt };
  }
  const rules = guardInForce(launch, policy.rules.guards);
  const soft = rules.filter(({ hard }) => hard !== true);
  if (soft.length === 0) {
    return note({ kind: 'nothing-to-extend', handle, hard: rules.length > 0 });
  }
  if (guarded === undefined) return note({ kind: 'extend-too-early', handle });
  const most = extendableMsOf(policy, guarded, { ...card, launch }, tx.now);
  const ms = by === 'all' ? most : by;
  if (ms > most || most === 0) return note({ kind: 'extends-too-far', handle, leftMs: most });
  const leftMs = most - ms;
  await tx.audit.begin({
    ...askedBy(request),
    key,
    verb: 'extend',
    subject: handle,
    job: handle,
    reason,
    detail: { ms, leftMs },
  });
  const extensions = [...guarded.extensions, { by: requester.userId, at: tx.now, ms }];
  await tx.guards.overrule({ ...guarded, extensions });
  await tellThreads(tx, launch.id, `guard-extended:${key}`, {
    kind: 'guard-extended',
    at: tx.now,
    by: requester.userId,
    ms,
    leftMs,
    reason,
  });
  await tx.audit.complete(key, 'extended');
  return note({ kind: 'extended', handle, ms, leftMs });
}

const note = (its: Note): Answer => ({ kind: 'note', note: its });
