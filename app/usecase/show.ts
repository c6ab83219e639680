import type { Answer, ThreadHealth } from '../domain/answer.ts';
import type { TargetCheck } from '../domain/checkup.ts';
import { formatTarget, type Target } from '../domain/job.ts';
import type { Found } from './find-job.ts';
import type { Tx } from './store-port.ts';

/** What `status` shows of one job. */
export async function showStatus(tx: Tx, find: () => Promise<Found>): Promise<Answer> {
  const found = await find();
  if ('answer' in found) return found.answer;
  const { card } = found;
  const [target = { target: card.launch.target }] = await targetHealth(tx, [card.launch.target]);
  const thread = await threadHealth(tx, card.launch.id, card.launch.asker.channel);
  return { kind: 'status', card, target, thread };
}

/** How well each target is known; one never swept is among them, too. */
export async function targetHealth(
  tx: Tx,
  targets: readonly Target[],
): Promise<readonly TargetCheck[]> {
  const known = new Map(
    (await tx.targets.list()).map((state) => [formatTarget(state.target), state]),
  );
  return targets.map((target) => known.get(formatTarget(target)) ?? { target });
}

async function threadHealth(
  tx: Tx,
  launchId: string,
  channel: string,
): Promise<ThreadHealth | undefined> {
  const threads = await tx.threads.ofLaunch(launchId);
  const thread = threads.find((one) => one.channel === channel);
  if (thread === undefined) return undefined;
  const waiting = await tx.threads.countWaiting(thread.id);
  const held = (await tx.held.count({ threadId: thread.id })).updates;
  return { channel, parked: thread.parked, waiting, held };
}
