import { isPastLimit } from '../../domain/guard/guard-step.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import { toCancel } from '../../domain/permission/policy.ts';
import { mayCancel } from '../cancel/may-cancel.ts';
import type { DecideDeps, Decision } from '../permission/decide.ts';

/**
 * Whether somebody may cancel each of many jobs, by the rule of a single cancel; by the launch's id.
 * What the rule goes by is the same for most of them, so each such case is decided once.
 */
export async function decideMany(
  deps: DecideDeps,
  requester: Requester,
  cards: readonly CardView[],
): Promise<ReadonlyMap<string, Decision>> {
  const known = new Map<string, Decision>();
  const decisions = new Map<string, Decision>();
  for (const card of cards) {
    const { launch, guarded } = card;
    const key = caseOf(card);
    const decision = known.get(key) ?? (await mayCancel(deps, requester, launch, guarded));
    known.set(key, decision);
    decisions.set(launch.id, decision);
  }
  return decisions;
}

/** All that the rule goes by. */
function caseOf({ launch, guarded }: CardView): string {
  return JSON.stringify([toCancel(launch), isPastLimit(guarded?.progress ?? {})]);
}
