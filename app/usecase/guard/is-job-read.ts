import { isStale } from '../../domain/job/target-health.ts';
import type { TrackedJob } from '../../domain/job/tracked-job.ts';
import { targetHealth } from '../job/status.ts';
import type { Tx } from '../ports/store/store.ts';

/** Whether it is known how a job is now: after an outage it may have ended long ago. */
export async function isJobRead(tx: Tx, { target, unreadable }: TrackedJob): Promise<boolean> {
  const [health = {}] = await targetHealth(tx, [target]);
  return unreadable === undefined && !isStale(health, tx.now);
}
