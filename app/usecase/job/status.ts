import type { Answer } from '../../domain/answer/answer.ts';
import type { ThreadHealth } from '../../domain/answer/job-answer.ts';
import type { TargetCheck } from '../../domain/doctor/checkup.ts';
import { formatTarget, type Target } from '../../domain/job/job.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { cardIn, nearestThread } from './card-in.ts';
import type { Find } from './find-job.ts';
import type { Tx } from '../ports/store/store.ts';

/** What `status` shows of a job. */
export async function showStatus(
  tx: Tx,
  { channel }: Requester,
  viewer: Viewer,
  find: Find,
): Promise<Answer> {
  const found = await find(tx, viewer);
  if ('answer' in found) return found.answer;
  const { card } = found;
  const [target = { target: card.launch.target }] = await targetHealth(tx, [card.launch.target]);
  const thread = await nearestThread(tx, card, channel, viewer);
  if (thread === undefined) return { kind: 'status', card, target };
  return { kind: 'status', card: cardIn(card, thread), target, thread: await health(tx, thread) };
}

/** How current each target is, including targets never polled. */
export async function targetHealth(
  tx: Tx,
  targets: readonly Target[],
): Promise<readonly TargetCheck[]> {
  const known = new Map(
    (await tx.targets.list()).map((state) => [formatTarget(state.target), state]),
  );
  return targets.map((target) => known.get(formatTarget(target)) ?? { target });
}

async function health(tx: Tx, { id, channel, parked }: Thread): Promise<ThreadHealth> {
  const waiting = await tx.threads.countWaiting(id);
  const suppressed = (await tx.suppressed.count({ threadId: id })).updates;
  return { channel, parked, waiting, suppressed };
}
