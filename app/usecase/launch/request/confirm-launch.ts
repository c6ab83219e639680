import type { Answer } from '../../../domain/answer/answer.ts';
import type { Launch } from '../../../domain/launch/launch.ts';
import type { Request } from '../../ports/interactions.ts';
import { expiredAnswer } from '../../job/expired.ts';
import { refuseEarly, type AdmitDeps } from '../admit.ts';
import type { Tx } from '../../ports/store/store.ts';
import { answerOf } from '../stored-answer.ts';

/**
 * Releases a held launch after its requester confirmed; the loop answers. A second click changes
 * nothing. `otherwise`: the launch doesn't exist or belongs to somebody else.
 */
export async function confirmLaunch(
  tx: Tx,
  deps: AdmitDeps,
  request: Request,
  handle: string,
  otherwise: Answer,
): Promise<Answer | undefined> {
  const { requester } = request;
  const waiting = await tx.launches.byHandle(handle);
  const launch = waiting && (await tx.launches.lock(waiting.id));
  if (waiting === undefined) {
    const gone = await tx.expiry.byHandle(handle);
    if (gone?.owner === requester.userId) return expiredAnswer(gone, tx.now);
  }
  if (launch === undefined || launch.requester.userId !== requester.userId) return otherwise;
  if (launch.state === 'held' || launch.state === 'refused') {
    const refusal = await refuseEarly(tx, deps, request, launch);
    if (refusal !== undefined) return refusal;
    // The refusal's audit row has the old key, and this is a new request.
    const isTaken = async (key: string) => (await tx.launches.byRequestKey(key)) !== undefined;
    let { requestKey } = launch;
    while (launch.state === 'refused' && (await isTaken(requestKey))) requestKey += '+';
    const requested: Launch = {
      ...launch,
      requestKey,
      state: 'requested',
      requester,
      requestedAt: tx.now,
    };
    await tx.launches.overrule(requested, tx.now);
    return undefined;
  }
  return answerOf(deps, { ...launch, requester }, undefined);
}
