// What waits for somebody: the launches on which they may decide.

import type { CardView } from '../../domain/launch/card.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { mayApprove } from '../permission/may-approve.ts';

/** More can't be decided at a time; the oldest come first. */
const mostLooked = 50;

/** Cards of the launches that wait for this person's approval, the longest-waiting first. */
export async function waitingFor(
  deps: ApprovalDeps,
  approver: Pick<Requester, 'userId' | 'teamId' | 'channel'>,
): Promise<readonly CardView[]> {
  const { store } = deps;
  const launches = await store.transaction((tx) => tx.launches.waiting(mostLooked));
  const theirs: string[] = [];
  for (const launch of launches) {
    const decision = await mayApprove(deps, approver, launch);
    if (!('later' in decision) && decision.allowed) theirs.push(launch.id);
  }
  return store.transaction((tx) => tx.cards.byLaunches(theirs));
}
