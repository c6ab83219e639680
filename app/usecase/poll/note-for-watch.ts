import { jobName, type Observation, type Target } from '../../domain/job/job.ts';
import { fits, look, type Looked, type Watch } from '../../domain/watch/watch.ts';
import type { Tx } from '../ports/store/store.ts';

/**
 * Records the listed jobs that a watch matches, before the poll's mark is committed, so that even a
 * job that lived only between two polls is told. The watch later gives its jobs their cards.
 */
export async function noteForWatch(
  tx: Tx,
  watch: Watch,
  target: Target,
  jobs: readonly Observation[],
): Promise<void> {
  // Most polls bring nothing for a watch, so its row is locked only if this one does.
  if (!hasNews(watch, await lookAt(tx, watch, target, jobs))) return;
  const current = await tx.watches.lock(watch.id);
  if (current === undefined || !['asking', 'active'].includes(current.state)) return;
  const looked = await lookAt(tx, current, target, jobs);
  await tx.watches.note(current.id, looked.jobs);
  await tx.watches.markDue(looked.watch);
}

function hasNews(before: Watch, { watch, jobs }: Looked): boolean {
  return jobs.length > 0 || watch.unseen.length < before.unseen.length;
}

async function lookAt(
  tx: Tx,
  watch: Watch,
  target: Target,
  jobs: readonly Observation[],
): Promise<Looked> {
  const fitting = jobs.filter((seen) => fits(watch.criterion, seen));
  return look(watch, [{ target, jobs: fitting }], await knownTo(tx, watch.id, fitting));
}

/** A test for jobs that a watch has recorded. */
async function knownTo(
  tx: Tx,
  id: string,
  jobs: readonly Observation[],
): Promise<(seen: Observation) => boolean> {
  const keys = jobs.map(({ key }) => key);
  const known = new Set((await tx.watches.known(id, keys)).map(jobName));
  return ({ key }) => known.has(jobName(key));
}
