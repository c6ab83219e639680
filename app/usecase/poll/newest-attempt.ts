// A launch whose attempts go on from one to the next is its newest attempt.

import type { Launch } from '../../domain/launch/launch.ts';
import type { Tx } from '../ports/store/store.ts';

/** The attempt that has the launch’s card, thread and handle now. */
export async function newestAttempt(tx: Tx, launch: Launch): Promise<Launch> {
  if (launch.supersededBy === undefined) return launch;
  const [next] = await tx.launches.byIds([launch.supersededBy]);
  return next === undefined ? launch : newestAttempt(tx, next);
}
