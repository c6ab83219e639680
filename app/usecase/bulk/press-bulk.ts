// The answer to a question about cancelling many. Yes is an intent, stored before the ack; the loop
// decides again on each job, and takes no job that the question didn't show.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import { isExpired, isToldHere, type Bulk } from '../../domain/bulk/bulk.ts';
import { newThread } from '../../domain/notification/thread.ts';
import { respond } from '../permission/respond.ts';
import type { AnswerDeps } from '../permission/respond-if-allowed.ts';
import { viewerIn } from '../permission/see.ts';
import type { Request } from '../ports/interactions.ts';
import type { Tx } from '../ports/store/store.ts';
import { newcomersOf } from './find-bulk.ts';

/** Confirms or leaves what a question showed. Only who asked can: it was shown to nobody else. */
export async function pressBulk(
  deps: AnswerDeps,
  request: Request,
  id: string,
  verb: 'confirm-many' | 'leave-many',
): Promise<Answer | undefined> {
  return respond(deps, request, { verb, subject: id }, (_, its) =>
    deps.store.transaction(async (tx) => {
      if (!(await tx.pledges.keep(its.key, its.pledge))) return undefined;
      const bulk = await tx.bulks.lock(id);
      if (bulk === undefined || isExpired(bulk, tx.now)) {
        return problemAnswer({ kind: 'bulk-expired' });
      }
      if (bulk.requester.userId !== its.requester.userId) {
        return problemAnswer({ kind: 'bulk-of-another' });
      }
      const { state, confirmedAt } = bulk;
      if (state === 'left') return { kind: 'note', note: { kind: 'many-left' } };
      if (confirmedAt !== undefined) return { kind: 'bulk-confirmed', bulk, confirmedAt };
      if (verb === 'confirm-many') return confirm(tx, deps, its, bulk);
      await tx.bulks.save({ ...bulk, state: 'left' }, undefined);
      return { kind: 'note', note: { kind: 'many-left' } };
    }),
  );
}

/** Stores the intent and announces it. Says what has changed since the question. */
async function confirm(tx: Tx, deps: AnswerDeps, request: Request, bulk: Bulk): Promise<Answer> {
  const { channel } = bulk.requester;
  const confirmed: Bulk = {
    ...bulk,
    state: 'confirmed',
    requester: { ...request.requester, channel },
    confirmedAt: tx.now,
  };
  await tx.bulks.save(confirmed, tx.now);
  const { id, filter, reason, sums } = confirmed;
  if (isToldHere(confirmed)) {
    const { count, hourly, unpriced } = sums;
    const about = { at: tx.now, by: confirmed.requester.userId, bulk: id, filter, reason };
    const digest = { kind: 'bulk-begun', ...about, count, hourly, unpriced } as const;
    await tx.threads.insert(newThread({ id, channel, requesterId: about.by, digest }));
  }
  const viewer = await viewerIn(tx, deps, confirmed.requester);
  return {
    kind: 'bulk-begun',
    bulk: confirmed,
    ended: await countEnded(tx, confirmed),
    newcomers: await newcomersOf(tx, deps, viewer, confirmed),
  };
}

/** How many jobs of the set have ended since they were shown. */
async function countEnded(tx: Tx, { id, sums }: Bulk): Promise<number> {
  return sums.count - (await tx.bulks.countLive(id));
}
