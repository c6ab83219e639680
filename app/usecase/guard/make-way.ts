// What a job does that waits for too long, if its template has something else to try.

import type { GuardRule } from '../../domain/guard/guard.ts';
import type { GuardFacts } from '../../domain/guard/judge-rule.ts';
import type { TrackedJob } from '../../domain/job/tracked-job.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { makeWayKey, nextRung } from '../../domain/launch/ladder.ts';
import type { GuardBreach } from '../../domain/notification/update.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import type { Tx } from '../ports/store/store.ts';
import { cancelByGuard } from './cancel-by-guard.ts';
import { lookMs } from './next-look.ts';

type Live = CardView & { readonly job: TrackedJob };

/** It never ran, and its template has something else to try, which was not begun yet. */
export function hasNext({ launch, job }: Live): boolean {
  if (launch.supersededBy !== undefined) return false;
  return job.startTime === undefined && nextRung(launch.ladder) !== undefined;
}

/**
 * Cancels what waited for too long; once that is seen ended, the next attempt begins. `isTrial`: it is
 * only told, once an attempt.
 */
export async function makeWay(
  tx: Tx,
  id: string,
  card: Live,
  breach: GuardBreach,
  isTrial: boolean,
): Promise<void> {
  if (isTrial) {
    return tellThreads(tx, card.launch.id, 'make-way', {
      ...{ kind: 'guard-dry-run', at: tx.now, ...breach, makesWay: true },
    });
  }
  await cancelByGuard(tx, id, card, makeWayKey(card.launch.id), breach);
}

/** When it will have waited for too long (Unix ms). */
export function waitedAt(
  rule: GuardRule,
  { waitingSince, extendedMs }: GuardFacts,
  now: number,
): number {
  const limitMs = rule.kind === 'waiting' ? rule.ms + extendedMs : 0;
  const at = (waitingSince ?? now) + limitMs;
  return at > now ? at : now + lookMs;
}
