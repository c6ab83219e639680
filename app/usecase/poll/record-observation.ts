// The only way a reading of Vertex AI gets into the store, together with the updates it causes, in
// one transaction.

import { isOwnJob } from '../../domain/launch/lost-create.ts';
import type { Observation } from '../../domain/job/job.ts';
import { isPending, mayHaveJob } from '../../domain/launch/launch.ts';
import { endLadder, isMissed, makeWayKey, nextRung } from '../../domain/launch/ladder.ts';
import { hideSecretsOf } from '../../domain/template/secret/hide-secrets.ts';
import type { JobChange, TrackedJob } from '../../domain/job/tracked-job.ts';
import { missed } from '../../domain/job/missing.ts';
import { track, transition, type Transition } from '../../domain/job/transition.ts';
import { severityOf } from '../../domain/notification/notification-level.ts';
import type { Update } from '../../domain/notification/update.ts';
import type { News } from '../notification/burst.ts';
import type { Tx } from '../ports/store/store.ts';
import { tellDuplicates } from './tell-duplicates.ts';
import { wantTails } from './want-tails.ts';
import { stepDown } from './step-down.ts';
import { refreshCards, tellThreads } from '../notification/tell-threads.ts';

/** Stores a reading of a followed job. Returns what its threads are to be told of it. */
export async function recordObservation(
  tx: Tx,
  job: TrackedJob,
  seen: Observation,
): Promise<News | undefined> {
  return record(tx, job, transition(job, seen, tx.now));
}

/** Records that a read answered 404. */
export async function recordMissing(tx: Tx, job: TrackedJob): Promise<News | undefined> {
  return record(tx, job, missed(job, tx.now));
}

/** Records that a job can't be read now. Its card says so until it can. */
export async function recordUnreadable(tx: Tx, job: TrackedJob, why: string): Promise<void> {
  if (job.unreadable === why) return;
  await tx.jobs.save({ ...job, unreadable: why });
  const launchId = await tx.jobs.launchOf(job.key);
  if (launchId !== undefined) await refreshCards(tx, launchId);
}

async function record(
  tx: Tx,
  before: TrackedJob,
  { job, change }: Transition,
): Promise<News | undefined> {
  if (job === before) return undefined;
  await tx.jobs.save(job);
  const readableAgain = before.unreadable !== undefined && job.unreadable === undefined;
  if (change === undefined && !readableAgain) return undefined;
  const launchId = await tx.jobs.launchOf(job.key);
  if (launchId === undefined) return undefined;
  if (change === undefined) {
    await refreshCards(tx, launchId);
    return undefined;
  }
  if (await isFollowedByNext(tx, launchId, change)) return undefined;
  const completes = change.kind === 'reason' ? `job:${before.version}` : undefined;
  await wantTails(tx, launchId, job, change);
  await tx.cancels.wake({ launchId });
  await tx.guards.wake(launchId);
  return rate(tx, launchId, `job:${job.version}`, { kind: 'job', change, completes });
}

/**
 * Begins the next attempt if the launch has one and this change calls for it: its job never ran for want
 * of capacity, or was cancelled to make way.
 */
async function isFollowedByNext(tx: Tx, launchId: string, change: JobChange): Promise<boolean> {
  const [seen] = await tx.launches.byIds([launchId]);
  if (nextRung(seen?.ladder) === undefined) return false;
  const launch = await tx.launches.lock(launchId);
  if (launch === undefined) return false;
  const message = change.error && hideSecretsOf(launch, change.error.message);
  if (isMissed(change)) return stepDown(tx, launch, { why: 'ended', message });
  const { kind, to, startTime } = change;
  // It may have begun to work before the cancel reached it.
  const isOut = kind === 'state' && to === 'CANCELLED' && startTime === undefined;
  if (!isOut || (await tx.cancels.byRequestKey(makeWayKey(launch.id))) === undefined) return false;
  return stepDown(tx, launch, { why: 'waited' });
}

/** If somebody asked to cancel the job, its end is the answer they wait for. */
async function rate(tx: Tx, launchId: string, key: string, update: Update): Promise<News> {
  const answers = (await tx.cancels.following({ launchId })) !== undefined;
  return { launchId, key, update, severity: severityOf(update, answers) };
}

/**
 * Binds a job to its launch, whatever the launch's state: a reading is certain. Both create's
 * answer and a poll may get here; the second finds it done. False if the job isn't this launch's.
 */
export async function bind(
  tx: Tx,
  launchId: string,
  seen: Observation,
  how: { readonly adopted: boolean },
): Promise<boolean> {
  const launch = await tx.launches.lock(launchId);
  if (launch === undefined || !mayHaveJob(launch.state)) return false;
  // Create's own answer needs no proof. A job from a list does, since labels can be copied.
  if (how.adopted && !isOwnJob(launch, seen)) return false;
  if ((await tx.jobs.lock(seen.key)) !== undefined) return false;
  // Once a person gave it up or launched it again, or it was told as failed, it buys nothing by itself.
  const ladder = isPending(launch.state) ? launch.ladder : endLadder(launch.ladder);
  await tx.launches.overrule(
    { ...launch, state: 'bound', job: seen.key, failure: undefined, ladder },
    undefined,
  );
  const { job, change } = track({ handle: launch.handle, target: launch.target, seen }, tx.now);
  await tx.jobs.insert(job, launch.id);
  await tellThreads(tx, launch.id, 'launched', {
    kind: 'launched',
    at: seen.createTime,
    job: seen.key,
    adopted: how.adopted,
  });
  await tx.audit.complete(launch.requestKey, `created ${seen.name}`);
  await tx.cancels.wake({ launchId: launch.id });
  await tx.guards.wake(launch.id);
  if (change !== undefined && !(await isFollowedByNext(tx, launch.id, change))) {
    const told = await rate(tx, launch.id, `job:${job.version}`, { kind: 'job', change });
    await tellThreads(tx, launch.id, told.key, told.update, told.severity);
    await wantTails(tx, launch.id, job, change);
  }
  await tellDuplicates(tx, launch, job);
  return true;
}
