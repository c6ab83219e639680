// Locks keep launches from being made. They are asked when a launch is stored, when it is accepted
// and before each create; a launch whose create may have been sent is never touched.

import type { Answer } from '../../domain/answer/answer.ts';
import { factsOf } from '../../domain/answer/problem.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { lockOn, type Lock } from '../../domain/lock/lock.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import { refuseIn } from '../permission/refuse.ts';
import type { Request } from '../ports/interactions.ts';
import type { Lease } from '../ports/store/lease.ts';
import type { Tx } from '../ports/store/store.ts';

type Covered = Pick<Launch, 'template' | 'target'>;

/**
 * The refusal of what a lock covers, with an audit row; undefined if none does. A lock that is
 * being set just now may be missed: it is asked again before anything is sent.
 */
export async function refuseLocked(
  tx: Tx,
  request: Request,
  launch: Covered,
): Promise<Answer | undefined> {
  const lock = lockOn(await tx.locks.inForce(), launch, tx.now);
  if (lock === undefined) return undefined;
  const permission = { verb: 'launch', subject: launch.template.name } as const;
  return refuseIn(tx, request, permission, { why: { kind: 'locked', lock }, ask: [] });
}

/**
 * The lock that covers a launch. Until the transaction ends, no other is set. To be asked before any
 * row is written or locked.
 */
export async function lockHeld(tx: Tx, launch: Covered): Promise<Lock | undefined> {
  return lockOn(await tx.locks.hold(), launch, tx.now);
}

/** Ends an accepted launch of which nothing was sent, and tells its threads. */
export async function endLocked(tx: Tx, launch: Launch, lock: Lock, lease: Lease): Promise<void> {
  const locked: Launch = { ...launch, state: 'locked', failure: undefined, locked: lock };
  if (!(await tx.launches.release(locked, undefined, lease))) return;
  await tellThreads(tx, launch.id, 'locked', { kind: 'launch-locked', at: tx.now, lock });
  await tx.audit.complete(launch.requestKey, `refused: ${factsOf({ kind: 'locked', lock })}`);
  await tx.cancels.wake({ launchId: launch.id });
}
