// One poll of a target, under its lease. Invariant: a job is missing only if a complete list doesn't
// have it. Most polls find nothing new, so a poll compares what is listed with the few facts that
// decide whether it is news, and only jobs with news are locked and read whole.

import type { Failure } from '../../domain/error/failure.ts';
import { compare, type Difference } from '../../domain/job/difference.ts';
import { formatTarget, type Target } from '../../domain/job/job.ts';
import { remember, undecided, type PollMemory } from './poll-memory.ts';
import { overlapMs, takeOver, type Reading, type TakeOverDeps } from './take-over.ts';
import type { Tx } from '../ports/store/store.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { TargetState } from '../ports/store/targets.ts';
import type { Listing, Vertex } from '../ports/vertex.ts';

export type PollDeps = TakeOverDeps & {
  readonly vertex: Vertex;
  readonly memory: PollMemory;
  readonly leaseMs: number;
  readonly count: (target: Target, outcome: 'good' | 'failed' | 'lost-lease') => void;
  readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
};

const readsAtOnce = 8;

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
  const projectNumber = listing.value.jobs[0]?.key.projectNumber ?? claimed.value.projectNumber;
  const { jobs } = listing.value;
  const { open, watches } = await store.transaction(async (tx) => ({
    open: await tx.jobs.open(target, projectNumber),
    watches: await tx.watches.open(),
  }));
  const difference = compare(jobs, open);
  const isTaken = await takeOver(deps, {
    ...{ target, claimed, projectNumber, listing: listing.value, difference },
    missing: await readMissing(vertex, difference),
    watches: undecided(deps.memory, target, jobs, watches),
  });
  if (isTaken) remember(deps.memory, target, jobs, watches);
  deps.count(target, isTaken ? 'good' : 'lost-lease');
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

async function readMissing(vertex: Vertex, { missing }: Difference): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  for (let from = 0; from < missing.length; from += readsAtOnce) {
    const some = missing.slice(from, from + readsAtOnce);
    readings.push(
      ...(await Promise.all(some.map(async (key) => ({ key, read: await vertex.get(key) })))),
    );
  }
  return readings;
}
