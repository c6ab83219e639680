// What waits for somebody: the launches on which they may decide.

import type { CardView } from '../../domain/launch/card.ts';
import type { Launch, Requester } from '../../domain/launch/launch.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { decide, type Decision } from '../permission/decide.ts';
import { mayApprove } from '../permission/may-approve.ts';

const pageSize = 50;
/** An open Home asks every few seconds. */
const mostPages = 6;
/** More can't be decided at a time; the oldest come first. */
const enough = 25;

/** The launches that wait for somebody, and what isn't known of others. */
type WaitingFor = {
  readonly cards: readonly CardView[];
  /** Launches of which Slack doesn't say now whether they may decide on them. */
  readonly unchecked: number;
  /** Whether there may be others that were not looked at. */
  readonly cut: boolean;
};

/** Cards of the launches that wait for this person's approval, the longest-waiting first. */
export async function waitingFor(
  deps: ApprovalDeps,
  approver: Pick<Requester, 'userId' | 'teamId' | 'channel'>,
): Promise<WaitingFor> {
  const { store } = deps;
  const theirs: string[] = [];
  let unchecked = 0;
  let cut = true;
  let isApprover = false;
  // Most people approve nothing: then no launch is looked at, and Slack is asked once a channel.
  const places = new Map<string, Promise<Decision>>();
  const approvesIn = (channel: string): Promise<Decision> => {
    const { userId, teamId } = approver;
    const before = places.get(channel) ?? decide(deps, { userId, teamId, channel }, 'approve');
    places.set(channel, before);
    return before;
  };
  let last: Launch | undefined;
  for (let page = 0; page < mostPages && theirs.length < enough; page++) {
    const after = last;
    const launches = await store.transaction((tx) => tx.launches.waiting(pageSize, after));
    for (const launch of launches) {
      if (launch.requester.userId === approver.userId) continue;
      const there = await approvesIn(launch.requester.channel);
      const isIn = 'later' in there || there.allowed;
      isApprover ||= isIn;
      if (!isIn) continue;
      const decision = 'later' in there ? there : await mayApprove(deps, approver, launch);
      if ('later' in decision) unchecked += 1;
      else if (decision.allowed) theirs.push(launch.id);
    }
    last = launches.at(-1);
    if (launches.length < pageSize) {
      cut = false;
      break;
    }
  }
  const cards = await store.transaction((tx) => tx.cards.byLaunches(theirs));
  return { cards, unchecked, cut: cut && isApprover };
}
