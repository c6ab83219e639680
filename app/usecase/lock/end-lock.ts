// Takes locks off: for who set them, and for who may lock.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { UnlockCommand } from '../../domain/command/parse/command.ts';
import { isSameScope, writeScope, type Lock } from '../../domain/lock/lock.ts';
import { foreign } from '../../domain/text/sentence.ts';
import { tellChannel } from '../notification/tell-channel.ts';
import { decide } from '../permission/decide.ts';
import { askedBy } from '../permission/on-record.ts';
import { refuse } from '../permission/refuse.ts';
import type { Request } from '../ports/interactions.ts';
import type { Tx } from '../ports/store/store.ts';
import type { LockDeps } from './set-lock.ts';

/** Takes off the lock with a number, or all that cover just this. After the ack. */
export async function endLock(
  deps: LockDeps,
  request: Request,
  { which }: UnlockCommand,
): Promise<Answer | undefined> {
  const inForce = await deps.store.transaction((tx) => tx.locks.inForce());
  const meant = inForce.filter((lock) => isMeant(lock, which));
  let { because } = request;
  for (const lock of meant) {
    const may = await mayEnd(deps, request, lock);
    if ('answer' in may) return may.answer;
    because = may.because;
  }
  const its = { ...request, because };
  const answer = await deps.store.transaction((tx) => end(tx, deps, its, which, meant));
  deps.wake();
  return answer;
}

type Which = UnlockCommand['which'];

function isMeant(lock: Lock, which: Which): boolean {
  return 'number' in which ? lock.number === which.number : isSameScope(lock.scope, which.scope);
}

const written = (which: Which): string =>
  'number' in which ? `lock ${which.number}` : writeScope(which.scope);

/** Whoever set it may take it off as long as they are anybody here; others need the permission. */
async function mayEnd(
  deps: LockDeps,
  request: Request,
  { number, by }: Lock,
): Promise<Pick<Request, 'because'> | { readonly answer: Answer }> {
  // Without the one or the other, they didn't get here.
  if (by === request.requester.userId) return { because: request.because };
  const decision = await decide(deps, request.requester, 'lock');
  if ('later' in decision) {
    return { answer: problemAnswer({ kind: 'person-not-told', why: decision.why }) };
  }
  if (decision.allowed) return decision;
  const refused = { ...decision, ask: [...new Set([by, ...decision.ask])] };
  const permission = { verb: 'unlock', subject: `lock ${number}` } as const;
  return { answer: await refuse(deps, request, permission, refused) };
}

async function end(
  tx: Tx,
  { newId }: LockDeps,
  request: Request,
  which: Which,
  allowed: readonly Lock[],
): Promise<Answer | undefined> {
  const { key, requester, pledge } = request;
  await tx.locks.turn();
  if (!(await tx.pledges.keep(key, pledge))) return undefined;
  const { userId: by, channel } = requester;
  if ((await tx.audit.byKey(key)) !== undefined) {
    return { kind: 'locks', locks: await tx.locks.inForce() };
  }
  const ended: Lock[] = [];
  for (const lock of allowed) if (await tx.locks.end(lock.number, by)) ended.push(lock);
  if (ended.length === 0) {
    return problemAnswer({
      kind: 'no-such-lock',
      typed: foreign('number' in which ? String(which.number) : written(which)),
    });
  }
  const detail = { locks: ended.map(({ number }) => number) };
  await tx.audit.begin({
    ...askedBy(request),
    key,
    verb: 'unlock',
    subject: written(which),
    detail,
  });
  for (const lock of ended) {
    // Where it was set, people wait for it; here, they see who did it.
    for (const place of new Set([lock.channel, channel])) {
      await tellChannel(tx, newId, place, { kind: 'unlocked', at: tx.now, by, lock });
    }
  }
  await tx.audit.complete(key, 'taken off');
  return { kind: 'unlocked', locks: ended, left: await tx.locks.inForce() };
}
