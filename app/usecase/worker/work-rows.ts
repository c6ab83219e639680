// The next step for a row, by its state.

import type { Bulk } from '../../domain/bulk/bulk.ts';
import type { Cancel } from '../../domain/launch/cancel.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { Vote } from '../../domain/launch/vote.ts';
import { followBulk } from '../bulk/follow-bulk.ts';
import { spreadBulk, type SpreadDeps } from '../bulk/spread-bulk.ts';
import { decideVote, type VoteDeps } from '../approval/decide-vote.ts';
import { followApproval } from '../approval/follow-approval.ts';
import type { Watch } from '../../domain/watch/watch.ts';
import { accept, type AcceptDeps } from '../launch/accept-launch.ts';
import { acceptWatch, type AcceptWatchDeps } from '../watch/accept-watch.ts';
import { acceptCancel, type AcceptCancelDeps } from '../cancel/accept-cancel.ts';
import { followCancel, type FollowCancelDeps } from '../cancel/follow-cancel.ts';
import { followWatch, type FollowWatchDeps } from '../watch/follow-watch.ts';
import type { Claimed } from '../ports/store/lease.ts';
import { lookFor } from '../launch/look-for-job.ts';
import { recover, submit, type SubmitDeps } from '../launch/submit-launch.ts';

/** Does what a launch needs next, by its state. */
export async function workLaunch(
  deps: SubmitDeps & AcceptDeps,
  claimed: Claimed<Launch>,
): Promise<void> {
  switch (claimed.value.state) {
    case 'requested':
      return accept(deps, claimed);
    case 'accepted':
      return submit(deps, claimed);
    case 'submitting':
      return recover(deps, claimed);
    case 'doubt':
      return lookFor(deps, claimed);
    case 'waiting':
      return followApproval(deps, claimed);
    case 'held':
    case 'unknown':
    case 'bound':
    case 'refused':
    case 'failed':
    case 'locked':
    case 'denied':
    case 'expired':
    case 'blocked':
    case 'cancelled':
    case 'dropped':
      // These need nothing. Releasing takes the row off the list of due ones.
      await deps.store.transaction((tx) =>
        tx.launches.release(claimed.value, undefined, claimed.lease),
      );
  }
}

/** Decides a vote. */
export async function workVote(deps: VoteDeps, claimed: Claimed<Vote>): Promise<void> {
  switch (claimed.value.state) {
    case 'requested':
      return decideVote(deps, claimed);
    case 'done':
    case 'refused':
      await deps.store.transaction((tx) =>
        tx.votes.release(claimed.value, undefined, claimed.lease),
      );
  }
}

/** Does what a cancel needs next, by its state. */
export async function workCancel(
  deps: AcceptCancelDeps & FollowCancelDeps,
  claimed: Claimed<Cancel>,
): Promise<void> {
  switch (claimed.value.state) {
    case 'requested':
      return acceptCancel(deps, claimed);
    case 'accepted':
      return followCancel(deps, claimed);
    case 'refused':
    case 'done':
      await deps.store.transaction((tx) =>
        tx.cancels.release(claimed.value, undefined, claimed.lease),
      );
  }
}

/** Does what a cancel of many needs next, by its state. */
export async function workBulk(deps: SpreadDeps, claimed: Claimed<Bulk>): Promise<void> {
  switch (claimed.value.state) {
    case 'confirmed':
      return spreadBulk(deps, claimed);
    case 'following':
      return followBulk(deps, claimed);
    case 'asked':
    case 'left':
    case 'done':
      await deps.store.transaction((tx) =>
        tx.bulks.release(claimed.value, undefined, claimed.lease),
      );
  }
}

/** Does what a watch needs next, by its state. */
export async function workWatch(
  deps: AcceptWatchDeps & FollowWatchDeps,
  claimed: Claimed<Watch>,
): Promise<void> {
  switch (claimed.value.state) {
    case 'requested':
      return acceptWatch(deps, claimed);
    case 'asking':
    case 'active':
      return followWatch(deps, claimed);
    case 'refused':
    case 'ended':
      await deps.store.transaction((tx) =>
        tx.watches.release(claimed.value, undefined, claimed.lease),
      );
  }
}
