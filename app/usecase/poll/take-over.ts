// Takes over into the store what a poll read. Invariants: each transaction holds the target's lease;
// the mark of where the next list begins is committed last, so that what a death cuts off is read
// again. Few changes are taken over in one transaction. Many come in chunks, since SQLite runs one
// transaction at a time and commands wait for it.

import { mayPass, type Result } from '../../domain/error/failure.ts';
import { isUnexplained, type Difference } from '../../domain/job/difference.ts';
import { launchIdLabel, type JobKey, type Observation, type Target } from '../../domain/job/job.ts';
import { staleFromNow } from '../../domain/job/target-health.ts';
import { giveUpOnReason, isOpen } from '../../domain/job/transition.ts';
import type { Watch } from '../../domain/watch/watch.ts';
import { tellNews, type News } from '../notification/burst.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { TargetState } from '../ports/store/targets.ts';
import type { Listing } from '../ports/vertex.ts';
import { chunksOf } from './chunks.ts';
import { noteForWatch } from './note-for-watch.ts';
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

/** What the list, or a read of its own, says of a followed job. */
export type Reading = { readonly key: JobKey; readonly read: Result<Observation> };

export type TakeOverDeps = {
  readonly store: Store;
  readonly newId: () => string;
  /** The time (ms) within which two more polls are due. */
  readonly twoPollsMs: () => number;
  /** Lets the event loop turn. */
  readonly turn: () => Promise<void>;
};

/** What a poll read. */
export type Poll = {
  readonly target: Target;
  readonly claimed: Claimed<TargetState>;
  readonly projectNumber: string | undefined;
  readonly listing: Listing;
  readonly difference: Difference;
  /** Readings that are news of a followed job. */
  readonly news: readonly Observation[];
  /** The reads of jobs that the list doesn't have. */
  readonly missing: readonly Reading[];
  /** Watches, with the listed jobs that each has to decide on. */
  readonly watches: readonly (readonly [Watch, readonly Observation[]])[];
};

/** False: the lease was lost, and what was left is for the next poll. */
export async function takeOver(deps: TakeOverDeps, poll: Poll): Promise<boolean> {
  const { target, difference, news, missing, watches } = poll;
  for (const [watch, jobs] of watches) {
    if (!(await underLease(deps, poll, (tx) => noteForWatch(tx, watch, target, jobs))))
      return false;
  }
  const listed = news.map((seen): Reading => ({
    key: seen.key,
    read: { ok: true, value: seen },
  }));
  const chunks = await chunksOf(deps, [...listed, ...missing]);
  const last = chunks.pop() ?? [];
  for (const chunk of chunks) {
    if (!(await underLease(deps, poll, (tx) => takeChunk(tx, deps, poll, chunk)))) return false;
    await deps.turn();
  }
  return underLease(deps, poll, async (tx) => {
    await bindOurs(tx, difference.others);
    await takeChunk(tx, deps, poll, last);
    for (const key of difference.unexplained) await endPatience(tx, key);
    await tx.targets.release(stateAfter(tx, deps, poll), poll.claimed.lease);
  });
}

/** Runs a transaction that holds the target's lease; false: it is lost, and nothing was done. */
async function underLease(
  { store }: TakeOverDeps,
  { target, claimed: { lease } }: Poll,
  work: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  return store.transaction(async (tx) => {
    if (!(await tx.targets.holds(target, lease))) return false;
    await work(tx);
    return true;
  });
}

function stateAfter(tx: Tx, { twoPollsMs }: TakeOverDeps, poll: Poll): TargetState {
  const { claimed, projectNumber, listing, missing } = poll;
  const unread = missing.flatMap(({ read }) =>
    !read.ok && mayPass(read.failure) ? [read.failure.message] : [],
  );
  // A poll that missed a single job isn't good: nothing may look fresher than it is.
  const good =
    unread.length > 0
      ? {}
      : { lastGoodPollAt: tx.now, staleFrom: staleFromNow(tx.now, twoPollsMs()) };
  return {
    ...claimed.value,
    ...good,
    projectNumber,
    createdSince: listing.serverTime - overlapMs,
    problem: unread[0],
    odd: listing.odd,
  };
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

async function takeChunk(
  tx: Tx,
  { newId, turn }: TakeOverDeps,
  { listing }: Poll,
  readings: readonly Reading[],
): Promise<void> {
  const complete = listing.odd === undefined;
  const news: News[] = [];
  for (const [index, reading] of readings.entries()) {
    news.push(...(await takeReading(tx, reading, complete)));
    if (index % readingsATurn === readingsATurn - 1) await turn();
  }
  await tellNews(tx, newId, news);
}

/** A reading takes about a millisecond on SQLite, all of it on the event loop. */
const readingsATurn = 10;

/**
 * `complete`: the whole list could be parsed. Otherwise a missing job may be the entry that
 * couldn't.
 */
async function takeReading(
  tx: Tx,
  { key, read }: Reading,
  complete: boolean,
): Promise<readonly News[]> {
  const current = await tx.jobs.lock(key);
  // It may have ended since it was compared.
  if (current === undefined || !isOpen(current)) return [];
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
