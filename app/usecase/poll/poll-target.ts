// One poll of a target. Invariants: what was seen and where the next poll begins are committed
// together, under the target's lease; a job is missing only if a complete list doesn't have it.

import {
  formatTarget,
  launchIdLabel,
  type Observation,
  type Target,
} from '../../domain/job/job.ts';
import { mayPass, type Failure, type Result } from '../../domain/error/failure.ts';
import { isTerminal } from '../../domain/job/state.ts';
import { staleFromNow } from '../../domain/job/target-health.ts';
import type { TrackedJob } from '../../domain/job/tracked-job.ts';
import { giveUpOnReason, isOpen } from '../../domain/job/transition.ts';
import { tellNews, type News } from '../notification/burst.ts';
import { noteForWatches } from './note-for-watches.ts';
import { bind, recordObservation, recordMissing, recordUnreadable } from './record-observation.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { TargetState } from '../ports/store/targets.ts';
import type { Listing, Vertex } from '../ports/vertex.ts';

export type PollDeps = {
  readonly store: Store;
  readonly vertex: Vertex;
  readonly leaseMs: number;
  readonly newId: () => string;
  /** The time (ms) within which two more polls are due. */
  readonly twoPollsMs: () => number;
  readonly count: (target: Target, outcome: 'good' | 'failed' | 'lost-lease') => void;
  readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
};

/**
 * Clocks may differ and a list may lag, so each poll also lists jobs created this long before the
 * last one.
 */
const overlapMs = 10 * 60_000;
/**
 * How long to reread a FAILED job without a reason. Vertex AI adds it about a minute after the end.
 */
const reasonPatienceMs = 15 * 60_000;
const readsAtOnce = 8;

type Reading = { readonly job: TrackedJob; readonly read: Result<Observation> };

/** Polls one target, unless another replica is doing so. */
export async function pollTarget(deps: PollDeps, target: Target): Promise<void> {
  const { store, vertex, leaseMs } = deps;
  const claim = await store.transaction(async (tx) => ({
    claimed: await tx.targets.claim(target, leaseMs),
    // At the very first poll, jobs created before this can't be the bot's.
    firstSince: tx.now - overlapMs,
  }));
  const { claimed } = claim;
  if (claimed === undefined) return;
  const createdSince = claimed.value.createdSince ?? claim.firstSince;
  const listing = await vertex.listUnfinished(target, createdSince);
  if (!listing.ok) {
    deps.count(target, 'failed');
    // Logged once per reason: an outage must not fill the log.
    if (claimed.value.problem !== listing.failure.message) {
      deps.log.warn('a target can’t be read', {
        target: formatTarget(target),
        why: listing.failure.message,
      });
    }
    await store.transaction((tx) => recordFailure(tx, claimed, listing.failure));
    return;
  }
  noteOdd(deps, claimed.value, listing.value);
  const readings = await readOthers(deps, target, listing.value);
  const isOurs = await store.transaction((tx) =>
    takeOver(tx, deps, target, claimed, listing.value, readings),
  );
  deps.count(target, isOurs ? 'good' : 'lost-lease');
}

async function recordFailure(tx: Tx, { value, lease }: Claimed<TargetState>, failure: Failure) {
  await tx.targets.release({ ...value, problem: failure.message }, lease);
}

/** Logged once, not at each poll. */
function noteOdd({ log }: PollDeps, { target, odd: before }: TargetState, { odd }: Listing): void {
  if (odd === undefined || (before?.count === odd.count && before.names[0] === odd.names[0]))
    return;
  const { count, names } = odd;
  log.warn('a list has jobs that can’t be read', { target: formatTarget(target), count, names });
}

/** Reads the followed jobs that the list doesn't contain. */
async function readOthers(
  { store, vertex }: PollDeps,
  target: Target,
  listing: Listing,
): Promise<readonly Reading[]> {
  const listed = new Set(listing.jobs.map((seen) => seen.key.id));
  const open = await store.transaction((tx) => tx.jobs.open(target));
  const missing = open.filter((job) => !listed.has(job.key.id));
  const readings: Reading[] = [];
  for (let from = 0; from < missing.length; from += readsAtOnce) {
    const some = missing.slice(from, from + readsAtOnce);
    readings.push(
      ...(await Promise.all(some.map(async (job) => ({ job, read: await vertex.get(job.key) })))),
    );
  }
  return readings;
}

async function takeOver(
  tx: Tx,
  { newId, twoPollsMs }: PollDeps,
  target: Target,
  { value, lease }: Claimed<TargetState>,
  listing: Listing,
  readings: readonly Reading[],
): Promise<boolean> {
  if (!(await tx.targets.holds(target, lease))) return false;
  // Watches are locked before jobs, in the same order as when a watched job gets its card.
  await noteForWatches(tx, target, listing.jobs);
  await bindOurs(tx, listing.jobs);
  const news = [...(await takeOverList(tx, listing.jobs))];
  const complete = listing.odd === undefined;
  for (const reading of readings) news.push(...(await takeOverReading(tx, reading, complete)));
  await tellNews(tx, newId, news);
  for (const job of await tx.jobs.open(target)) await endPatience(tx, job);
  const unread = readings.flatMap(({ read }) =>
    !read.ok && mayPass(read.failure) ? [read.failure.message] : [],
  );
  // A poll that missed a single job isn't good: nothing may look fresher than it is.
  const good =
    unread.length > 0
      ? {}
      : { lastGoodPollAt: tx.now, staleFrom: staleFromNow(tx.now, twoPollsMs()) };
  return tx.targets.release(
    {
      ...value,
      ...good,
      projectNumber: listing.jobs[0]?.key.projectNumber ?? value.projectNumber,
      createdSince: listing.serverTime - overlapMs,
      problem: unread[0],
      odd: listing.odd,
    },
    lease,
  );
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

async function takeOverList(tx: Tx, jobs: readonly Observation[]): Promise<readonly News[]> {
  const news: News[] = [];
  const followed = await tx.jobs.byKeys(jobs.map((seen) => seen.key));
  const byId = new Map(followed.map((job) => [job.key.id, job]));
  for (const seen of jobs) {
    const job = byId.get(seen.key.id);
    if (job === undefined || !isOpen(job)) continue;
    const current = await tx.jobs.lock(job.key);
    if (current !== undefined) news.push(...present(await recordObservation(tx, current, seen)));
  }
  return news;
}

/**
 * `complete`: the whole list could be parsed. Otherwise a missing job may be the entry that
 * couldn't.
 */
async function takeOverReading(
  tx: Tx,
  { job, read }: Reading,
  complete: boolean,
): Promise<readonly News[]> {
  const current = await tx.jobs.lock(job.key);
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

async function endPatience(tx: Tx, job: TrackedJob): Promise<void> {
  if (!job.errorAwaited || !isTerminal(job.state)) return;
  const endedAt = job.endTime ?? job.stateSince;
  if (tx.now - endedAt > reasonPatienceMs) await tx.jobs.save(giveUpOnReason(job));
}
