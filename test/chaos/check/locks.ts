// A lock keeps what it covers from being created, and whoever meets it is told so.

import { z } from 'zod';
import type { Rows } from '../evidence/evidence.ts';
import type { Index, LaunchEvidence } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { lockedTemplate } from '../plan/feature-act.ts';

type Lock = Rows['locks'][number];

/**
 * Rows bear the time at which their transaction began, and of two at once, either may have been first. A lock certainly counts this long
 * after its row's time, and until this long before it was taken off.
 */
const overlapMs = 2_000;

const scopeSchema = z.looseObject({ kind: z.string(), pattern: z.string().optional() });

export function checkLocks({ evidence, perLaunch }: Index): readonly Violation[] {
  const { locks } = evidence.rows;
  return perLaunch.flatMap((one) => [...checkSent(locks, one), ...checkLocked(locks, one)]);
}

/** Nothing was sent while a lock certainly counted. */
function checkSent(locks: readonly Lock[], { launch }: LaunchEvidence): readonly Violation[] {
  const { handle, submitted_at: at } = launch;
  if (at === null) return [];
  return locks
    .filter((lock) => covers(lock, launch))
    .filter((lock) => at > lock.at + overlapMs && at < endOf(lock) - overlapMs)
    .map(({ number }): Violation => ({
      kind: 'other',
      what: `${handle} was sent although lock ${number} covered it`,
    }));
}

/** A launch that ended at a lock ended at one that there was, and made no job. */
function checkLocked(
  locks: readonly Lock[],
  { launch, jobs, threads }: LaunchEvidence,
): readonly Violation[] {
  const { handle, state } = launch;
  if (state !== 'locked') return [];
  const found: Violation[] = [];
  if (!locks.some((lock) => covers(lock, launch))) {
    found.push({ kind: 'other', what: `${handle} ended at a lock that nobody set` });
  }
  if (jobs.length > 0) found.push({ kind: 'other', what: `${handle} was locked, and made a job` });
  const isTold = threads.some(({ updates }) =>
    updates.some(({ payload }) => payload.kind === 'launch-locked'),
  );
  if (!isTold) found.push({ kind: 'lost', what: `${handle} was locked, and nobody was told` });
  return found;
}

const endOf = ({ ended_at, until }: Lock): number =>
  Math.min(ended_at ?? Infinity, until ?? Infinity);

/** Runs lock one template, by its name. */
function covers({ scope }: Lock, launch: LaunchEvidence['launch']): boolean {
  const { kind, pattern } = scopeSchema.parse(JSON.parse(scope));
  return kind === 'all' || (pattern === lockedTemplate && launch.template_name === lockedTemplate);
}
