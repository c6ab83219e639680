// What a job does that waits for too long, if its template has something else to try.

import type { GuardRule } from '../../domain/guard/guard.ts';
import type { GuardFacts } from '../../domain/guard/judge-rule.ts';
import type { TrackedJob } from '../../domain/job/tracked-job.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { nextRung } from '../../domain/launch/ladder.ts';
import type { GuardBreach } from '../../domain/notification/update.ts';
import type { Tx } from '../ports/store/store.ts';
import { cancelByGuard } from './cancel-by-guard.ts';
import { lookMs } from './next-look.ts';

type Live = CardView & { readonly job: TrackedJob };

/** It never ran, and its template has something else to try. */
export function hasNext({ launch, job }: Live): boolean {
  return job.startTime === undefined && nextRung(launch.ladder) !== undefined;
}

/** Cancels what waited for too long; once that is seen ended, the next attempt begins. */
export async function makeWay(tx: Tx, id: string, card: Live, breach: GuardBreach): Promise<void> {
  await cancelByGuard(tx, id, card, 'make-way', breach, true);
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
