// A job turned up after its launch was thought to have none, and something else was launched in its
// place: the threads say so, and whether both are running.

import { duplicateOf, type Duplicate } from '../../domain/launch/duplicate.ts';
import { isNothing, type Launch } from '../../domain/launch/launch.ts';
import type { TrackedJob } from '../../domain/job/tracked-job.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import type { Tx } from '../ports/store/store.ts';
import { newestAttempt } from './newest-attempt.ts';

type Side = { readonly launch: Launch; readonly duplicate: Duplicate };

/** Tells of a late job, if a person had repeated its launch or its next attempt was begun. */
export async function tellDuplicates(tx: Tx, late: Launch, job: TrackedJob): Promise<void> {
  if (late.supersededBy !== undefined) {
    const original = { launch: late, duplicate: duplicateOf('bound', job) };
    // The attempt that is over has no thread any more.
    const newest = await sideOf(tx, await newestAttempt(tx, late));
    return tellSide(tx, { told: newest, its: original, isOriginal: false });
  }
  const repeated = await tx.launches.repeatOf(late.id);
  const again = repeated && (await newestAttempt(tx, repeated));
  if (again === undefined || isNothing(again.state)) return;
  const repeat = await sideOf(tx, again);
  // The late job may have made way for the next attempt just now, which has the thread since.
  const [bound = late] = await tx.launches.byIds([late.id]);
  const original = await sideOf(tx, await newestAttempt(tx, bound));
  await tellSide(tx, { told: original, its: repeat, isOriginal: true });
  await tellSide(tx, { told: repeat, its: original, isOriginal: false });
}

async function sideOf(tx: Tx, launch: Launch): Promise<Side> {
  if (isNothing(launch.state)) return { launch, duplicate: { standing: 'ended' } };
  const [job] = launch.job === undefined ? [] : await tx.jobs.byKeys([launch.job]);
  return { launch, duplicate: duplicateOf(launch.state, job) };
}

type Telling = { readonly told: Side; readonly its: Side; readonly isOriginal: boolean };

async function tellSide(tx: Tx, { told, its, isOriginal }: Telling): Promise<void> {
  await tellThreads(tx, told.launch.id, `twin:${its.launch.id}`, {
    kind: 'launch-late',
    at: tx.now,
    otherHandle: its.launch.handle,
    sides: { original: isOriginal, own: told.duplicate, other: its.duplicate },
  });
}
