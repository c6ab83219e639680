// Whose turn it is to poll a target, and when: one replica at a time, and all of them together within
// the share of Google's reads.

import type { Failure } from '../../domain/error/failure.ts';
import { formatTarget, type JobKey, type Target } from '../../domain/job/job.ts';
import { afterPoll, mostFresh, type PollDone } from '../../domain/job/poll-pace.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Store } from '../ports/store/store.ts';
import type { TargetState } from '../ports/store/targets.ts';
import type { Vertex } from '../ports/vertex.ts';
import { overlapMs } from './take-over.ts';

export type TurnDeps = {
  readonly store: Store;
  readonly vertex: Vertex;
  readonly leaseMs: number;
  /** Percent of Google's reads that may be used. */
  readonly share: number;
  /** Between two ticks of the schedule. */
  readonly tickMs: () => number;
  readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
};

export type Turn = {
  readonly claimed: Claimed<TargetState>;
  /** Unix ms. */
  readonly startedAt: number;
  readonly createdSince: number;
};

/** How long after somebody asked for a launch its job is looked at between polls. */
const freshMs = 5 * 60_000;

/**
 * Claims a target for a poll. If the share puts the poll off, the jobs that somebody just launched,
 * which are read by themselves meanwhile. Undefined: another replica sees to it.
 */
export async function takeTurn(
  { store, vertex, leaseMs, ...settings }: TurnDeps,
  target: Target,
): Promise<Turn | { readonly fresh: readonly JobKey[] } | undefined> {
  const singles = vertex.takeReads(target);
  const tickMs = settings.tickMs();
  return store.transaction(async (tx) => {
    if (singles > 0) await tx.targets.addReads(target, singles);
    const claimed = await tx.targets.claim(target, leaseMs);
    if (claimed !== undefined) {
      // At the very first poll, jobs created before this can't be the bot's.
      const createdSince = claimed.value.createdSince ?? tx.now - overlapMs;
      return { claimed, startedAt: tx.now, createdSince };
    }
    if (!(await tx.targets.isPutOff(target))) return undefined;
    // Once a tick: the ticks of replicas, and those of one, are not exactly as far apart as they should be.
    const { taken } = await tx.rateBudgets.take(`fresh:${formatTarget(target)}`, tickMs / 2);
    if (!taken) return undefined;
    const most = mostFresh({ tickMs, share: settings.share });
    return { fresh: await tx.jobs.launchedSince(target, tx.now - freshMs, most) };
  });
}

/** The claimed target with what its next poll goes by; `failures` are those of the poll's reads. */
export function pacedBy(
  { vertex, share, tickMs, log }: TurnDeps,
  { claimed, startedAt }: Turn,
  { jobs, failures }: Pick<PollDone, 'jobs'> & { readonly failures: readonly Failure[] },
): Claimed<TargetState> {
  const { value, lease } = claimed;
  const refused = failures.find(({ httpStatus }) => httpStatus === 429);
  const done = { startedAt, reads: vertex.takeReads(value.target), jobs, refused };
  const paced = afterPoll(value, done, { tickMs: tickMs(), share });
  // Once, not at each refusal.
  if (refused !== undefined && value.pace?.slowMs === undefined) {
    log.warn('Vertex AI refuses reads, so they become fewer until it answers', {
      target: formatTarget(value.target),
      everyMs: paced.pace?.everyMs,
    });
  }
  return { value: { ...value, ...paced }, lease };
}
