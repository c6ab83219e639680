// Takes over into the store what a poll read. Only jobs with news are locked and read whole.

import { mayPass, type Result } from '../../domain/error/failure.ts';
import { isUnexplained, type Difference } from '../../domain/job/difference.ts';
import { launchIdLabel, type JobKey, type Observation, type Target } from '../../domain/job/job.ts';
import { staleFromNow } from '../../domain/job/target-health.ts';
import { giveUpOnReason, isOpen } from '../../domain/job/transition.ts';
import type { Watch } from '../../domain/watch/watch.ts';
import { tellNews, type News } from '../notification/burst.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Tx } from '../ports/store/store.ts';
import type { TargetState } from '../ports/store/targets.ts';
import type { Listing } from '../ports/vertex.ts';
import { noteForWatches } from './note-for-watches.ts';
import type { PollMemory } from './poll-memory.ts';
import { bind, recordMissing, recordObservation, recordUnreadable } from './record-observation.ts';

/**
 * Clocks may differ and a list may lag, so each poll also lists jobs created this long before the
 * last one.
 */
export const overlapMs = 10 * 60_000;
/**
 * How long to reread a FAILED job without a reason. Vertex AI adds it about a minute after the end.
 */
const reasonPatienceMs = 15 * 60_000;

/** A followed job that wasn't listed, and what reading it by itself answered. */
export type Reading = { readonly key: JobKey; readonly read: Result<Observation> };

type TakeOverDeps = {
  readonly memory: PollMemory;
  readonly newId: () => string;
  /** The time (ms) within which two more polls are due. */
  readonly twoPollsMs: () => number;
};

type Poll = {
  readonly target: Target;
  readonly claimed: Claimed<TargetState>;
  readonly projectNumber: string | undefined;
  readonly listing: Listing;
  readonly difference: Difference;
  readonly readings: readonly Reading[];
};

/** Returns the watches that have decided on all listed jobs; undefined: the lease is lost. */
export async function takeOver(
  tx: Tx,
  { memory, newId, twoPollsMs }: TakeOverDeps,
  { target, claimed: { value, lease }, projectNumber, listing, difference, readings }: Poll,
): Promise<readonly Watch[] | undefined> {
  if (!(await tx.targets.holds(target, lease))) return undefined;
  // Watches are locked before jobs, in the same order as when a watched job gets its card.
  const watches = await noteForWatches(tx, memory, target, listing.jobs);
  await bindOurs(tx, difference.others);
  const news = [...(await takeOverNews(tx, difference.news))];
  const complete = listing.odd === undefined;
  for (const reading of readings) news.push(...(await takeOverReading(tx, reading, complete)));
  await tellNews(tx, newId, news);
  for (const key of difference.unexplained) await endPatience(tx, key);
  const unread = readings.flatMap(({ read }) =>
    !read.ok && mayPass(read.failure) ? [read.failure.message] : [],
  );
  // A poll that missed a single job isn't good: nothing may look fresher than it is.
  const good =
    unread.length > 0
      ? {}
      : { lastGoodPollAt: tx.now, staleFrom: staleFromNow(tx.now, twoPollsMs()) };
  const isReleased = await tx.targets.release(
    {
      ...value,
      ...good,
      projectNumber,
      createdSince: listing.serverTime - overlapMs,
      problem: unread[0],
      odd: listing.odd,
    },
    lease,
  );
  return isReleased ? watches : undefined;
}

/**
 * Binds a job with one of the bot's launch ids in the transaction that first sees it, so create and
 * poll can't make two of it.
 */
async function bindOurs(tx: Tx, jobs: readonly Observation[]): Promise<void> {
  const byLaunch = new Map<string, Observation[]>();
  for (const seen of jobs) {
    const id = seen.labels[launchIdLabel];
    if (id !== undefined) byLaunch.set(id, [...(byLaunch.get(id) ?? []), seen]);
  }
  const ours = await tx.launches.byIds([...byLaunch.keys()]);
  for (const launch of ours) {
    if (launch.state === 'bound') continue;
    for (const seen of byLaunch.get(launch.id) ?? []) {
      if (await bind(tx, launch.id, seen, { adopted: true })) break;
    }
  }
}

async function takeOverNews(tx: Tx, jobs: readonly Observation[]): Promise<readonly News[]> {
  const news: News[] = [];
  for (const seen of jobs) {
    const job = await tx.jobs.lock(seen.key);
    // It may have ended since it was compared.
    if (job === undefined || !isOpen(job)) continue;
    news.push(...present(await recordObservation(tx, job, seen)));
  }
  return news;
}

/**
 * `complete`: the whole list could be parsed. Otherwise a missing job may be the entry that
 * couldn't.
 */
async function takeOverReading(
  tx: Tx,
  { key, read }: Reading,
  complete: boolean,
): Promise<readonly News[]> {
  const current = await tx.jobs.lock(key);
  if (current === undefined) return [];
  if (read.ok) return present(await recordObservation(tx, current, read.value));
  if (read.failure.httpStatus === 404) {
    return complete ? present(await recordMissing(tx, current)) : [];
  }
  // A temporary failure says nothing about the job; the next poll reads it again.
  if (read.failure.kind === 'permanent') {
    await recordUnreadable(tx, current, read.failure.message);
  }
  return [];
}

const present = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

async function endPatience(tx: Tx, key: JobKey): Promise<void> {
  const job = await tx.jobs.lock(key);
  if (job === undefined || !isUnexplained(job)) return;
  const endedAt = job.endTime ?? job.stateSince;
  if (tx.now - endedAt > reasonPatienceMs) await tx.jobs.save(giveUpOnReason(job));
}
