import { jobName, type Observation, type Target } from '../../domain/job/job.ts';
import { fits, look, type Looked, type Watch } from '../../domain/watch/watch.ts';
import type { Tx } from '../ports/store/store.ts';
import { awaitsFirstList, undecided, type PollMemory } from './poll-memory.ts';

/**
 * Records the listed jobs that watches match, in the transaction that takes the list over, so that
 * even a job that lived only between two polls is told. Each watch later gives its jobs their
 * cards. Returns the watches that have decided on all of them once this is committed.
 */
export async function noteForWatches(
  tx: Tx,
  memory: PollMemory,
  target: Target,
  listed: readonly Observation[],
): Promise<readonly Watch[]> {
  const watches = await tx.watches.open();
  const jobsFor = undecided(memory, target, listed);
  for (const watch of watches) {
    const jobs = jobsFor(watch);
    if (jobs.length === 0 && !awaitsFirstList(watch, target)) continue;
    // Most polls bring nothing for a watch, so its row is locked only if this one does.
    if (!hasNews(watch, await lookAt(tx, watch, target, jobs))) continue;
    const current = await tx.watches.lock(watch.id);
    if (current === undefined || !['asking', 'active'].includes(current.state)) continue;
    const looked = await lookAt(tx, current, target, jobs);
    await tx.watches.note(current.id, looked.jobs);
    await tx.watches.markDue(looked.watch);
  }
  return watches;
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
