import type { Answer } from '../../../domain/answer/answer.ts';
import type { DecideDeps } from '../../permission/decide.ts';
import type { Request } from '../../ports/interactions.ts';
import type { Tx } from '../../ports/store/store.ts';
import { answerOf, asksOf } from '../stored-answer.ts';
import { findDuplicate, keyOf } from './store-launch.ts';

/**
 * What a repeated request is answered, from its launch alone. Undefined: nothing is stored under
 * its key, or what it waited for has ended.
 */
export async function storedBefore(
  tx: Tx,
  deps: DecideDeps,
  { key, requester, pledge }: Request,
): Promise<{ readonly answer: Answer | undefined } | undefined> {
  const stored = await tx.launches.byRequestKey(await keyOf(tx, key));
  if (stored === undefined) return undefined;
  if (stored.state === 'held') {
    const duplicate = await findDuplicate(tx, deps, requester, stored);
    return duplicate && { answer: asksOf(duplicate)(stored) };
  }
  const isOn = await tx.pledges.keep(key, pledge);
  return { answer: isOn ? answerOf(deps, stored, undefined) : undefined };
}
