// Ends a launch of which nothing was sent.

import { recordOf } from '../../domain/answer/problem.ts';
import type { Blocking } from '../../domain/launch/blocking.ts';
import type { Cancel } from '../../domain/launch/cancel.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { Lock } from '../../domain/lock/lock.ts';
import type { Update } from '../../domain/notification/update.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import type { Lease } from '../ports/store/lease.ts';
import type { Tx } from '../ports/store/store.ts';

type Reason = Blocking | { readonly kind: 'locked'; readonly lock: Lock };

/**
 * Ends it because of a lock, a limit or a lost right, and tells its threads. Without a lease: in a
 * transaction that has locked its row.
 */
export async function endUnsent(tx: Tx, launch: Launch, why: Reason, lease?: Lease): Promise<void> {
  const { state, update, ...reason } = endingOf(why, tx.now);
  const ended: Launch = { ...launch, state, failure: undefined, ...reason };
  if (lease === undefined) await tx.launches.overrule(ended, undefined);
  else if (!(await tx.launches.release(ended, undefined, lease))) return;
  await tellThreads(tx, launch.id, state, update);
  await tx.audit.complete(launch.requestKey, `refused: ${recordOf(why)}`);
  await tx.cancels.wake({ launchId: launch.id });
}

/**
 * Ends a launch that somebody cancelled; its row is locked. That voids the launch's lease, so
 * nothing will be sent. What waited for an approval is withdrawn.
 */
export async function preventLaunch(tx: Tx, launch: Launch, cancel: Cancel): Promise<void> {
  const { requester, reason } = cancel;
  const { userId: by } = requester;
  const { approval } = launch;
  const isWithdrawn = launch.state === 'waiting' && approval !== undefined;
  const decision = { verdict: 'withdrawn', by, at: tx.now, reason } as const;
  await tx.launches.overrule(
    {
      ...launch,
      state: 'cancelled',
      approval: isWithdrawn ? { ...approval, decision } : approval,
    },
    undefined,
  );
  await tellThreads(tx, launch.id, 'launch-cancelled', {
    ...{ kind: 'launch-cancelled', at: tx.now, by, reason },
    ...(isWithdrawn ? { withdrawn: true } : {}),
  });
  const [ofLaunch, ofCancel] = isWithdrawn
    ? (['withdrawn before it was approved', 'withdrew the launch'] as const)
    : (['cancelled before it was sent', 'prevented the launch'] as const);
  await tx.audit.complete(launch.requestKey, ofLaunch);
  await tx.audit.complete(cancel.requestKey, ofCancel);
}

type Ending = Pick<Launch, 'state' | 'locked' | 'blocked'> & {
  readonly update: Extract<Update, { kind: 'launch-locked' | 'launch-blocked' }>;
};

/** As what it ends, and what its threads are told. */
export function endingOf(why: Reason, at: number): Ending {
  if (why.kind === 'locked') {
    const { lock } = why;
    return { state: 'locked', locked: lock, update: { kind: 'launch-locked', at, lock } };
  }
  return { state: 'blocked', blocked: why, update: { kind: 'launch-blocked', at, why } };
}
