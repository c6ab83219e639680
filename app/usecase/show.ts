import type { Answer, ThreadHealth } from '../domain/answer.ts';
import type { TargetCheck } from '../domain/checkup.ts';
import type { ListCommand } from '../domain/command.ts';
import { formatTarget, type Target } from '../domain/job.ts';
import type { Asker } from '../domain/launch.ts';
import type { Found } from './find-job.ts';
import type { Tx } from './store-port.ts';

/** As many as a message holds in readable form. */
const listLimit = 20;

/** What `list` shows: jobs, and how fresh that knowledge is for each target, so that a list is never silently shorter. */
export async function showList(
  tx: Tx,
  targets: readonly Target[],
  asker: Asker,
  { scope, state, sinceMs }: ListCommand,
): Promise<Answer> {
  const { cards, total } = await tx.cards.list({
    channel: scope === 'here' ? asker.channel : undefined,
    requester: scope === 'mine' ? asker.userId : undefined,
    // A time alone asks what happened in it, not what is still alive of it.
    state: state ?? (sinceMs === undefined ? undefined : 'any'),
    since: sinceMs === undefined ? undefined : tx.now - sinceMs,
    limit: listLimit,
  });
  const threads = await Promise.all(
    cards.map(async ({ launch }) => threadHealth(tx, launch.id, launch.asker.channel)),
  );
  return {
    kind: 'list',
    cards,
    more: total - cards.length,
    scope,
    state,
    sinceMs,
    targets: await targetHealth(tx, targets),
    parked: threads.filter((thread) => thread?.parked !== undefined) as readonly ThreadHealth[],
  };
}

/** What `status` shows of one job. */
export async function showStatus(tx: Tx, find: () => Promise<Found>): Promise<Answer> {
  const found = await find();
  if ('answer' in found) return found.answer;
  const { card } = found;
  const [target = { target: card.launch.target }] = await targetHealth(tx, [card.launch.target]);
  const thread = await threadHealth(tx, card.launch.id, card.launch.asker.channel);
  return { kind: 'status', card, target, thread };
}

/** How well each configured target is known; one never swept is in the list, too. */
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
  return { channel, parked: thread.parked, waiting };
}
