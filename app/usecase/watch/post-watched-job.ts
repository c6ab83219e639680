// Gives watched jobs their cards: one per channel, whoever watches or launched the job there.
// Invariant: the job's row is locked before its thread is made, so what a poll reads meanwhile is
// told once, in the new thread or at its beginning.

import { versionOfJob } from '../../domain/template/fill/job-template.ts';
import { launchIdLabel, type Observation, type Target } from '../../domain/job/job.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { newThread } from '../../domain/notification/thread.ts';
import { track, endOf } from '../../domain/job/transition.ts';
import type { TrackedJob } from '../../domain/job/tracked-job.ts';
import { writeCriterion, type WatchedJob, type Watch } from '../../domain/watch/watch.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { seesLaunch } from './hidden-jobs.ts';
import { bind } from '../poll/record-observation.ts';
import { wantTails } from '../poll/want-tails.ts';
import { estimateOf, freeHandle } from '../launch/request/store-launch.ts';
import type { StoreLaunchDeps } from '../launch/request/launch-deps.ts';
import type { Tx } from '../ports/store/store.ts';
import { tellThread } from '../notification/tell-threads.ts';

export type TakeInDeps = StoreLaunchDeps & { readonly newId: () => string };

/**
 * Gives a job its card in the watch's channel. `later`: it may belong to an unsettled launch, so it
 * has to wait. `left`: it belongs to a launch that the watch's requester (`viewer`) doesn't see (no
 * watch takes a job out of a private channel), or to an attempt that is over. An expired job isn't taken in again.
 */
export async function takeIn(
  tx: Tx,
  deps: TakeInDeps,
  { watch, viewer }: { readonly watch: Watch; readonly viewer: Viewer },
  { target, seen }: Pick<WatchedJob, 'target' | 'seen'>,
): Promise<'taken' | 'left' | 'later'> {
  if (await isUnsettled(tx, seen)) return 'later';
  const followed = await tx.jobs.lock(seen.key);
  // Its end was told long ago.
  if (followed === undefined && (await tx.expiry.hadJob(seen.key))) return 'left';
  const job = followed ?? (await follow(tx, deps, watch, target, seen));
  const launchId = await tx.jobs.launchOf(seen.key);
  if (launchId === undefined) throw new Error(`Job ${seen.name} has no launch.`);
  const [launch] = await tx.launches.byIds([launchId]);
  // The next attempt has its card, and a job of its own.
  if (launch?.supersededBy !== undefined) return 'left';
  if (!(await seesLaunch(tx, viewer, launchId))) return viewer.sure ? 'left' : 'later';
  const isFirst = (await tx.threads.ofLaunch(launchId)).length === 0;
  const { userId, channel } = watch.requester;
  const thread = newThread({ id: deps.newId(), channel, launchId, requesterId: userId });
  if (!(await tx.threads.insert(thread))) return 'taken';
  await tellThread(tx, thread, 'watched', {
    kind: 'watched',
    at: tx.now,
    job: job.key,
    by: userId,
    criterion: writeCriterion(watch.criterion),
  });
  await tx.guards.wake(launchId);
  const change = endOf(job, tx.now);
  if (change === undefined) return 'taken';
  await tellThread(tx, thread, `job:${job.version}`, { kind: 'job', change });
  // Other threads have them already, under the version that told the end.
  if (isFirst) await wantTails(tx, launchId, job, change);
  return 'taken';
}

/**
 * Binds a job with one of the bot's launch ids first, as a poll does. While create's answer is
 * awaited, nobody else may have it. Once the launch is settled without it, the label proves
 * nothing, and it is a job like any other.
 */
async function isUnsettled(tx: Tx, seen: Observation): Promise<boolean> {
  const id = seen.labels[launchIdLabel];
  const launch = id === undefined ? undefined : await tx.launches.lock(id);
  if (launch === undefined) return false;
  if (await bind(tx, launch.id, seen, { adopted: true })) return false;
  return launch.state === 'submitting' || launch.state === 'doubt';
}

/**
 * Starts to follow an external job. Its programs' arguments aren't stored, since they may contain
 * secrets.
 */
async function follow(
  tx: Tx,
  deps: TakeInDeps,
  { requester }: Watch,
  target: Target,
  seen: Observation,
): Promise<TrackedJob> {
  const { key, displayName, labels, jobSpec = {}, encryptionSpec } = seen;
  const launch: Launch = {
    id: deps.newLaunchId(),
    origin: 'watched',
    // Unique per job, so two watches that take it in at once make one launch.
    requestKey: `watched:${key.projectNumber}/${key.location}/${key.id}`,
    handle: await freeHandle(tx, deps.random),
    state: 'bound',
    template: { name: `job-${key.id}`, version: versionOfJob(target) },
    parameters: {},
    target,
    body: { displayName, labels, jobSpec: withoutPrograms(jobSpec), encryptionSpec },
    estimate:
      seen.jobSpec === undefined
        ? undefined
        : estimateOf(deps.prices, { body: { displayName, jobSpec }, target }),
    requester: { ...requester, responseUrl: undefined },
    requestedAt: seen.createTime,
    attempts: 0,
    job: key,
  };
  if (!(await tx.launches.insert(launch, undefined))) {
    const other = await tx.jobs.lock(key);
    if (other === undefined) throw new Error(`The launch of ${seen.name} has no job.`);
    return other;
  }
  const { job } = track({ handle: launch.handle, target, seen }, tx.now);
  await tx.jobs.insert(job, launch.id);
  return job;
}

/** The spec without the programs in its worker pools. */
function withoutPrograms(jobSpec: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { workerPoolSpecs: pools } = jobSpec;
  return { ...jobSpec, workerPoolSpecs: Array.isArray(pools) ? pools.map(machineOf) : [] };
}

function machineOf(pool: unknown): unknown {
  if (typeof pool !== 'object' || pool === null) return {};
  const kept = ['machineSpec', 'replicaCount', 'diskSpec'];
  return Object.fromEntries(Object.entries(pool).filter(([key]) => kept.includes(key)));
}
