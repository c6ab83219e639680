import type { Answer } from '../../domain/answer/answer.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { Cancel } from '../../domain/launch/cancel.ts';
import { shownName } from '../../domain/template/secret/hide-secrets.ts';
import { isLive, type Launch } from '../../domain/launch/launch.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { respond } from '../permission/respond.ts';
import type { AnswerDeps } from '../permission/respond-if-allowed.ts';
import { cardIn, nearestThread } from '../job/card-in.ts';
import type { Request } from '../ports/interactions.ts';
import type { Find } from '../job/find-job.ts';
import { mayCancelNow } from './may-cancel.ts';
import { refuse } from '../permission/refuse.ts';
import { freeKey } from '../permission/request-key.ts';
import { viewerIn } from '../permission/see.ts';
import type { Tx } from '../ports/store/store.ts';

type CancelRequest = {
  /** The job as typed, or the button's handle. */
  readonly subject: string;
  readonly find: Find;
  readonly reason?: string | undefined;
  /** Ask for confirmation: the request isn't certain enough for a cancel. */
  readonly confirm?: boolean;
  /**
   * What to do if the job's card is only in other channels: the requester may mean a different job.
   */
  readonly elsewhere?: 'confirm';
};

/**
 * Stores a cancel from any surface; the loop decides and answers. If it needs confirmation, it asks
 * instead, and the press comes back here, where permission is checked again. For a job that has
 * ended, it says so and stores nothing.
 */
export async function requestCancel(
  deps: AnswerDeps,
  request: Request,
  { subject, find, reason: typed, confirm = false, elsewhere }: CancelRequest,
): Promise<Answer | undefined> {
  return respond(deps, request, { verb: 'cancel', subject }, async (viewer, its) => {
    const { found, eyes, whole } = await deps.store.transaction(async (tx) => {
      const eyes = viewer ?? (await viewerIn(tx, deps, request.requester));
      const found = await find(tx, eyes);
      // The rules of the job’s channel count, which an outline doesn’t say.
      const whole = 'card' in found && (await tx.launches.byHandle(found.card.launch.handle));
      return { eyes, found, whole };
    });
    if ('answer' in found) return found.answer;
    const { card, guessed = false } = found;
    // After a name of several words, the reason is what follows all of them, which may be nothing.
    const reason = found.behind === undefined ? typed : found.behind.reason;
    if (!isLive(card)) return { kind: 'already-finished', card };
    const launch = whole || card.launch;
    const decision = mayCancelNow(deps, request.requester, launch, card.guarded);
    if (decision?.allowed === false) {
      return refuse(deps, request, { verb: 'cancel', subject: card.launch.handle }, decision);
    }
    return deps.store.transaction(async (tx) => {
      const unsure =
        confirm || guessed || (elsewhere === 'confirm' && !(await isHere(tx, request, card)));
      return unsure
        ? askFirst(tx, request, eyes, { card, reason })
        : storeCancel(tx, deps, its, card, reason);
    });
  });
}

/** Whether the job has, or will have, a card in the requester's channel. */
async function isHere(
  tx: Tx,
  { requester: { channel } }: Request,
  { launch }: CardView,
): Promise<boolean> {
  if (launch.requester.channel === channel && launch.origin === undefined) return true;
  return (await tx.threads.ofLaunch(launch.id)).some((one) => one.channel === channel);
}

/** Asks whether to cancel. Nothing is stored until somebody presses the button. */
async function askFirst(
  tx: Tx,
  { requester: { channel } }: Request,
  viewer: Viewer,
  { card, reason }: { readonly card: CardView; readonly reason: string | undefined },
): Promise<Answer> {
  // An outline doesn't reveal the card's channel.
  if (card.outlined === true) return { kind: 'cancel-asks', card, reason };
  const thread = await nearestThread(tx, card, channel, viewer);
  return {
    kind: 'cancel-asks',
    card: thread === undefined ? card : cardIn(card, thread),
    channel: thread?.channel ?? card.launch.requester.channel,
    reason,
  };
}

async function storeCancel(
  tx: Tx,
  { newId }: AnswerDeps,
  { key, requester, pledge }: Request,
  { launch, job }: CardView,
  reason: string | undefined,
): Promise<Answer | undefined> {
  if (!(await tx.pledges.keep(key, pledge))) return undefined;
  const isRefused = async (taken: string) =>
    (await tx.cancels.byRequestKey(taken))?.state === 'refused';
  const requestKey = await freeKey(key, isRefused);
  const stored = await tx.cancels.byRequestKey(requestKey);
  if (stored?.state === 'accepted') return cancelStored(launch);
  const cancel: Cancel = {
    id: newId(),
    requestKey,
    state: 'requested',
    handle: launch.handle,
    launchId: launch.id,
    job: job?.key,
    requester,
    reason,
    requestedAt: tx.now,
    attempts: 0,
  };
  await tx.cancels.insert(cancel, tx.now);
  return undefined;
}

/** The answer to an accepted cancel. An outline doesn't say whether it was withdrawn. */
export function cancelStored(
  launch: Launch,
  { approval }: Pick<Launch, 'approval'> = launch,
): Answer {
  const { handle } = launch;
  const withdrawn = approval?.decision?.verdict === 'withdrawn';
  const stored = { kind: 'cancel-stored', handle, displayName: shownName(launch) } as const;
  return withdrawn ? { ...stored, withdrawn } : stored;
}
