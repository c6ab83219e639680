// A press of Approve or Deny is stored before the ack; the loop decides it and answers.

import type { Answer } from '../../domain/answer/answer.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { Vote } from '../../domain/launch/vote.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { goneAnswer } from '../job/expired.ts';
import { freeKey } from '../permission/request-key.ts';
import { respondIfAllowed, type AnswerDeps } from '../permission/respond-if-allowed.ts';
import { viewerIn } from '../permission/see.ts';
import type { Request } from '../ports/interactions.ts';
import type { Tx } from '../ports/store/store.ts';

type Wanted = Pick<Vote, 'handle' | 'verdict' | 'reason'>;

/** Stores what somebody decides about a launch, once per press. Undefined: the loop answers. */
export async function requestVote(
  deps: AnswerDeps,
  request: Request,
  wanted: Wanted,
): Promise<Answer | undefined> {
  const permission = { verb: wanted.verdict, subject: wanted.handle };
  return respondIfAllowed(deps, request, permission, (viewer, its) =>
    deps.store.transaction((tx) => storeVote(tx, deps, its, wanted, viewer)),
  );
}

async function storeVote(
  tx: Tx,
  deps: AnswerDeps,
  { key, requester, pledge }: Request,
  { handle, verdict, reason }: Wanted,
  viewer: Viewer | undefined,
): Promise<Answer | undefined> {
  if (!(await tx.pledges.keep(key, pledge))) return undefined;
  const launch = await tx.launches.byHandle(handle);
  if (launch?.approval === undefined) {
    return goneAnswer(tx, handle, viewer ?? (await viewerIn(tx, deps, requester)));
  }
  const isRefused = async (taken: string) =>
    (await tx.votes.byRequestKey(taken))?.state === 'refused';
  const requestKey = await freeKey(key, isRefused);
  const stored = await tx.votes.byRequestKey(requestKey);
  if (stored !== undefined) return answerOf(stored, launch);
  const vote: Vote = {
    id: deps.newId(),
    requestKey,
    state: 'requested',
    verdict,
    launchId: launch.id,
    handle,
    specHash: launch.approval.specHash,
    requester,
    reason,
    requestedAt: tx.now,
  };
  await tx.votes.insert(vote, tx.now);
  return undefined;
}

/** What to say of a press that came before. Undefined: the loop answers it. */
function answerOf({ state }: Vote, launch: Launch): Answer | undefined {
  if (state === 'requested') return undefined;
  return state === 'done' || launch.state !== 'waiting'
    ? undecided(launch)
    : { kind: 'note', note: { kind: 'vote-refused-before' } };
}

/** What to say of a launch on which nothing more can be decided. */
export function undecided({ handle, approval }: Pick<Launch, 'handle' | 'approval'>): Answer {
  const decision = approval?.decision;
  return decision === undefined
    ? { kind: 'note', note: { kind: 'not-waiting', handle } }
    : { kind: 'decided-before', handle, decision };
}
