// The two ways on for a launch whose job was never found: launch it again, or give it up.

import type { Answer } from '../../domain/answer/answer.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import type { Request } from '../ports/interactions.ts';
import type { Find } from '../job/find-job.ts';
import { giveUpUnknown } from '../launch/give-up-launch.ts';
import { repeatLaunch } from '../launch/request/request-launch.ts';
import { viewerIn } from '../permission/see.ts';
import { mayNotGiveUp, mayNotRepeat } from '../launch/spec-launch.ts';
import type { Tx } from '../ports/store/store.ts';

/**
 * "Launch again" for a launch whose job was never found: stored before the ack like any launch.
 * Accepting it gives the first one up, unless that was settled meanwhile.
 */
export async function requestAgain(
  deps: InteractionDeps,
  request: Request,
  find: Find,
  viewer: Viewer | undefined,
): Promise<Answer | undefined> {
  return deps.store.transaction(async (tx) => {
    const found = await find(tx, viewer ?? (await viewerIn(tx, deps, request.requester)));
    if ('answer' in found) return found.answer;
    const { card } = found;
    const stored = await tx.launches.byRequestKey(request.key);
    if (stored === undefined && card.launch.state !== 'unknown') return settledBefore(card);
    const refusal = await mayNotRepeat(tx, deps, request, card.launch);
    if (refusal !== undefined) return refusal;
    // In the first one's channel, so that the two threads can refer to each other.
    const { channel } = card.launch.requester;
    const elsewhere = channel === request.requester.channel ? {} : { elsewhere: true as const };
    const there = { ...request, requester: { ...request.requester, channel, ...elsewhere } };
    return repeatLaunch(tx, deps, there, card.launch);
  });
}

export async function drop(
  tx: Tx,
  deps: InteractionDeps,
  request: Request,
  viewer: Viewer,
  find: Find,
): Promise<Answer> {
  const found = await find(tx, viewer);
  if ('answer' in found) return found.answer;
  const { card } = found;
  const refusal = await mayNotGiveUp(tx, deps, request, card.launch);
  if (refusal !== undefined) return refusal;
  if (!(await giveUpUnknown(tx, card.launch.id, request))) return settledBefore(card);
  return { kind: 'note', note: { kind: 'left-alone', handle: card.launch.handle } };
}

function settledBefore({ launch: { handle } }: CardView): Answer {
  return { kind: 'note', note: { kind: 'settled-before', handle } };
}
