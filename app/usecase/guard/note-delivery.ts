// Whether a guard's warning reached anybody. Only what Slack has taken counts: in a thread of the job,
// or in a direct message if none of its threads can be posted to.

import type { GuardRule } from '../../domain/guard/guard.ts';
import { warningKey, type RuleProgress, type Stage } from '../../domain/guard/guard-step.ts';
import { ownerOf } from '../../domain/launch/launch.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import type { Tx } from '../ports/store/store.ts';

/** The progress with what was delivered by now. Sends a direct message where the threads are parked. */
export async function noteDelivery(
  tx: Tx,
  launchId: string,
  rule: GuardRule,
  progress: RuleProgress,
): Promise<RuleProgress> {
  let noted = progress;
  for (const stage of ['near', 'over'] satisfies Stage[]) {
    const warned = noted[stage];
    if (warned === undefined || warned.deliveredAt !== undefined) continue;
    const key = warningKey(rule, progress, stage);
    const threads = await tx.threads.ofLaunch(launchId);
    if (await isDelivered(tx, threads, key)) {
      noted = { ...noted, [stage]: { ...warned, deliveredAt: tx.now } };
    } else if (warned.direct !== true && isParked(threads)) {
      await tellDirectly(tx, launchId, threads, key);
      noted = { ...noted, [stage]: { ...warned, direct: true } };
    }
  }
  return noted;
}

const isParked = (threads: readonly Thread[]): boolean =>
  threads.length > 0 && threads.every(({ parked }) => parked !== undefined);

async function isDelivered(tx: Tx, threads: readonly Thread[], key: string): Promise<boolean> {
  for (const { id } of threads) {
    if ((await tx.threads.told(id, key)) !== undefined) return true;
    if ((await tx.threads.get(directId(id, key)))?.rootTs !== undefined) return true;
  }
  return false;
}

/** To the owner of the job, or to who watches it. */
async function tellDirectly(
  tx: Tx,
  launchId: string,
  threads: readonly Thread[],
  key: string,
): Promise<void> {
  const [launch] = await tx.launches.byIds([launchId]);
  for (const { id, requesterId } of threads) {
    await tx.directNotes.insert({
      id: directId(id, key),
      userId: (launch && ownerOf(launch)) ?? requesterId,
      notice: { kind: 'told', threadId: id, key, parked: true },
      since: tx.now,
      attempts: 0,
    });
  }
}

/** The note and the thread of a warning in direct messages. */
const directId = (threadId: string, key: string): string => `warn:${threadId}:${key}`;
