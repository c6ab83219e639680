// A reading of one job out of turn: what can't wait for the next poll.

import type { Result } from '../../domain/error/failure.ts';
import type { JobKey, Observation } from '../../domain/job/job.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { Vertex } from '../ports/vertex.ts';
import { recordMissing, recordObservation } from './record-observation.ts';

/** Reads a job now, and tells what is new of it. False: it couldn’t be read. */
export async function readAgain(
  { store, vertex }: { readonly store: Store; readonly vertex: Vertex },
  { key }: { readonly key: JobKey },
): Promise<boolean> {
  const read = await vertex.get(key);
  await store.transaction((tx) => recordRead(tx, key, read));
  return read.ok;
}

/** Records what a read of a job answered, and tells its threads what is new. */
export async function recordRead(tx: Tx, key: JobKey, read: Result<Observation>): Promise<void> {
  const job = await tx.jobs.lock(key);
  if (job === undefined || (!read.ok && read.failure.httpStatus !== 404)) return;
  const news = read.ok
    ? await recordObservation(tx, job, read.value)
    : await recordMissing(tx, job);
  if (news === undefined) return;
  await tellThreads(tx, news.launchId, news.key, news.update, news.severity);
}
