// One poll of a target, under its lease. Invariant: a job is missing only if a complete list doesn't
// have it. Most polls find nothing new, so a poll reads one number of each followed job, and only
// those whose number or entry in the list changed are read whole.

import type { Failure } from '../../domain/error/failure.ts';
import { compare, type Difference, type Quiet } from '../../domain/job/difference.ts';
import { formatTarget, type Observation, type Target } from '../../domain/job/job.ts';
import { twoPollsMs } from '../../domain/job/poll-pace.ts';
import { isNews } from '../../domain/job/transition.ts';
import { openBefore, quietBefore, remember, undecided, type PollMemory } from './poll-memory.ts';
import { readFresh } from './read-fresh.ts';
import { readMissing } from './read-missing.ts';
import { takeOver, type TakeOverDeps } from './take-over.ts';
import { pacedBy, takeTurn, type TurnDeps } from './turn.ts';
import type { Tx } from '../ports/store/store.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { TargetState } from '../ports/store/targets.ts';
import type { Listing } from '../ports/vertex.ts';

export type PollDeps = TakeOverDeps &
  TurnDeps & {
    readonly memory: PollMemory;
    readonly count: (target: Target, outcome: 'good' | 'failed' | 'lost-lease') => void;
  };

/** Polls one target, unless another replica is doing so. */
export async function pollTarget(deps: PollDeps, target: Target): Promise<void> {
  const { store, vertex } = deps;
  const turn = await takeTurn(deps, target);
  if (turn === undefined) return;
  if ('fresh' in turn) return readFresh(deps, turn.fresh);
  const { claimed } = turn;
  const listing = await vertex.listUnfinished(target, turn.createdSince);
  if (!listing.ok) {
    deps.count(target, 'failed');
    // Logged once per reason: an outage must not fill the log.
    if (claimed.value.problem !== listing.failure.message) {
      deps.log.warn('a target can’t be read', {
        target: formatTarget(target),
        why: listing.failure.message,
      });
    }
    const paced = pacedBy(deps, turn, { failures: [listing.failure] });
    await store.transaction((tx) => recordFailure(tx, paced, listing.failure));
    return;
  }
  noteOdd(deps, claimed.value, listing.value);
  const projectNumber = listing.value.jobs[0]?.key.projectNumber ?? claimed.value.projectNumber;
  const { jobs } = listing.value;
  const { open, watches } = await store.transaction(async (tx) => ({
    open: await tx.jobs.open(target, projectNumber, openBefore(deps.memory, target)),
    watches: await tx.watches.open(),
  }));
  const difference = compare(jobs, open, quietBefore(deps.memory, target));
  const { news, quiet } = await findNews(deps, difference);
  const missing = await readMissing(deps, target, difference.missing);
  const failures = missing.flatMap(({ read }) => (read.ok ? [] : [read.failure]));
  const paced = pacedBy(deps, turn, { jobs: jobs.length, failures });
  const isTaken = await takeOver(staleLater(deps, paced.value), {
    ...{ target, claimed: paced, projectNumber, listing: listing.value, difference, news, missing },
    watches: undecided(deps.memory, target, jobs, watches),
  });
  if (isTaken) remember(deps.memory, target, { jobs, watches, quiet, open });
  deps.count(target, isTaken ? 'good' : 'lost-lease');
}

/** The readings that are news, and all that are none. */
async function findNews({ store }: PollDeps, { unsure, quiet }: Difference) {
  if (unsure.length === 0) return { news: [], quiet };
  const keys = unsure.map(({ key }) => key);
  const stored = await store.transaction((tx) => tx.jobs.withStamps(keys));
  const byId = new Map(stored.map((one) => [one.job.key.id, one]));
  const news: Observation[] = [];
  const all = new Map<string, Quiet>(quiet);
  for (const seen of unsure) {
    const one = byId.get(seen.key.id);
    if (one === undefined) continue;
    if (isNews(one.job, seen)) news.push(seen);
    else all.set(seen.key.id, { seen, stamp: one.stamp });
  }
  return { news, quiet: all };
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

/** If the share stretches the time between polls, what they show becomes stale later. */
function staleLater(deps: PollDeps, { pace }: TargetState): PollDeps {
  return pace === undefined
    ? deps
    : { ...deps, twoPollsMs: () => twoPollsMs(pace, deps.twoPollsMs()) };
}
