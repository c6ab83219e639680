// Who may cancel a job. The policy may let anybody who sees it stop one that has reached a limit of its
// guard.

import { isPastLimit } from '../../domain/guard/guard-step.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { ownerOf, type Launch, type Requester } from '../../domain/launch/launch.ts';
import { toCancel, verbForCancel, type PolicyDecision } from '../../domain/permission/policy.ts';
import { decide, decideNow, type Decision, type DecideDeps } from '../permission/decide.ts';

/** By fresh facts. */
export async function mayCancel(
  deps: DecideDeps,
  requester: Requester,
  launch: Launch,
  guarded: CardView['guarded'],
): Promise<Decision> {
  const owner = ownerOf(launch);
  const decision = await decide(
    deps,
    requester,
    (person) => verbForCancel(person, owner),
    toCancel(launch),
  );
  if ('later' in decision || decision.allowed || !mayAnyoneStop(deps, guarded)) return decision;
  const other = await decide(deps, requester, 'view', toCancel(launch));
  return 'later' in other || other.allowed ? other : decision;
}

/** By what is known now; undefined: Slack has to be asked. */
export function mayCancelNow(
  deps: DecideDeps,
  requester: Requester,
  launch: Launch,
  guarded: CardView['guarded'],
): PolicyDecision | undefined {
  const owner = ownerOf(launch);
  const decision = decideNow(
    deps,
    requester,
    (person) => verbForCancel(person, owner),
    toCancel(launch),
  );
  if (decision?.allowed !== false || !mayAnyoneStop(deps, guarded)) return decision;
  const other = decideNow(deps, requester, 'view', toCancel(launch));
  return other?.allowed === false ? decision : other;
}

/** It is past its guard, and the policy says so. */
function mayAnyoneStop({ policy }: DecideDeps, guarded: CardView['guarded']): boolean {
  const isPast = isPastLimit(guarded?.progress ?? {});
  return isPast && policy.rules.guards?.anyoneMayStop === true;
}
