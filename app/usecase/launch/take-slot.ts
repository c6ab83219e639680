import { paceMs } from '../../domain/bulk/pace.ts';
import { formatTarget, type Target } from '../../domain/job/job.ts';
import type { Tx } from '../ports/store/store.ts';

/**
 * Takes the next turn to send one of many cancels to a target, for all replicas (Unix ms). Each has
 * a turn of its own, so thousands of them don't ask again and again.
 */
export async function takeSlot(tx: Tx, target: Target): Promise<number> {
  const key = `cancels:${formatTarget(target)}`;
  const use = await tx.rateBudgets.take(key, paceMs);
  if (use.taken) return tx.now;
  await tx.rateBudgets.close(key, use.freeAt + paceMs);
  return use.freeAt;
}
