import type { Answer } from '../domain/answer.ts';
import type { CardView } from '../domain/card.ts';
import type { Cancel } from '../domain/cancel.ts';
import { ownerOf } from '../domain/launch.ts';
import { verbForCancel } from '../domain/policy.ts';
import { answerAllowed, refuse, type AnswerDeps } from './answer-allowed.ts';
import { decideNow } from './decide.ts';
import type { Request } from './desk-port.ts';
import { isLive, type Found } from './find-job.ts';
import { freeKey } from './request-key.ts';
import type { Tx } from './store-port.ts';

export type RequestCancelDeps = AnswerDeps & { readonly newId: () => string };

export type CancelWish = {
  /** As typed or pressed. */
  readonly subject: string;
  readonly find: (tx: Tx) => Promise<Found>;
  readonly reason?: string | undefined;
};

/** Stores a cancel, whatever surface it came from. A job whose end was read is told instead, and nothing is stored. */
export async function requestCancel(
  deps: RequestCancelDeps,
  request: Request,
  { subject, find, reason }: CancelWish,
): Promise<Answer | undefined> {
  return answerAllowed(deps, request, { act: 'cancel', subject }, async () => {
    const found = await deps.store.transaction(find);
    if ('answer' in found) return found.answer;
    const { card } = found;
    if (!isLive(card)) return { kind: 'already-finished', card };
    const owner = ownerOf(card.launch);
    const ruling = decideNow(deps, request.asker, (person) => verbForCancel(person, owner), owner);
    if (ruling?.allowed === false) {
      return refuse(deps, request, { act: 'cancel', subject: card.launch.handle }, ruling);
    }
    return deps.store.transaction((tx) => storeCancel(tx, deps, request, card, reason));
  });
}

async function storeCancel(
  tx: Tx,
  { newId }: RequestCancelDeps,
  { key, asker }: Request,
  { launch, job }: CardView,
  reason: string | undefined,
): Promise<Answer> {
  const isRefused = async (taken: string) =>
    (await tx.cancels.byRequestKey(taken))?.state === 'refused';
  const cancel: Cancel = {
    id: newId(),
    requestKey: await freeKey(key, isRefused),
    state: 'requested',
    handle: launch.handle,
    launchId: launch.id,
    job: job?.key,
    asker,
    reason,
    requestedAt: tx.now,
    attempts: 0,
  };
  await tx.cancels.insert(cancel, tx.now);
  return {
    kind: 'cancel-stored',
    handle: launch.handle,
    displayName: launch.body.displayName,
    ...(asker.atHome === true ? { atHome: true } : {}),
  };
}
