// What people see of the use of a job's GPUs: the last hours, or why they aren't known.

import type { Failure } from '../error/failure.ts';
import { gpuReplicasOf, gpusOfReplica } from './gpu-replicas.ts';
import { isUseDenied, recentUseMs, type KnownUse } from './gpu-use.ts';
import { summarizeUse, type UseSummary } from './use-summary.ts';

/** Why the use isn't known. */
export type UseProblem =
  | { readonly kind: 'use-forbidden'; readonly project: string }
  | { readonly kind: 'monitoring-not-enabled'; readonly project: string }
  | { readonly kind: 'use-not-read'; readonly why: string }
  | { readonly kind: 'use-unreadable' }
  /** `isOver`: none will come any more. */
  | { readonly kind: 'no-use-points'; readonly isOver: boolean };

export type ShownUse =
  | {
      readonly kind: 'known';
      readonly summary: UseSummary;
      /** A replica has several GPUs, and one value for all of them. */
      readonly isOfSeveral: boolean;
      /** It has ended: these were its last hours. */
      readonly isOver: boolean;
    }
  | { readonly kind: 'not-known'; readonly why: UseProblem };

/** A job that runs or ran. */
export type UsingRun = {
  readonly project: string;
  readonly jobSpec: Readonly<Record<string, unknown>>;
  /** When it began to run, Unix ms. */
  readonly startTime: number;
  /** When it ended, Unix ms; undefined: it runs. */
  readonly endTime: number | undefined;
};

/** A line of so many characters fits into one on a phone, beside a replica's name. */
const mostCharacters = 24;
/** Points come once a minute, so a shorter part of a chart may have none. */
const shortestPartMs = 2 * 60_000;

/** Whether something of the use can be shown: it has GPUs, and ran within the hours that are read. */
export function hasRecentUse(run: UsingRun, now: number): boolean {
  return (run.endTime ?? now) > now - recentUseMs && gpuReplicasOf(run.jobSpec).length > 0;
}

/** The use of a job that ran, as it is shown at `now`. */
export function showUse(known: KnownUse, run: UsingRun, now: number): ShownUse {
  const { jobSpec, startTime, endTime } = run;
  if (known.kind !== 'known') return { kind: 'not-known', why: problemOf(known, run) };
  const span = { fromMs: Math.max(startTime, now - recentUseMs), untilMs: endTime ?? now };
  const isOver = endTime !== undefined;
  const parts = Math.floor((span.untilMs - span.fromMs) / shortestPartMs);
  const width = Math.max(1, Math.min(mostCharacters, parts));
  const summary = summarizeUse(known.use, gpuReplicasOf(jobSpec), span, width);
  if (summary.known === 0) {
    return { kind: 'not-known', why: { kind: 'no-use-points', isOver } };
  }
  const replicas = new Set(known.use.series.map(({ replica }) => replica));
  const isOneSeries = replicas.size === known.use.series.length;
  const isOfSeveral = isOneSeries && gpusOfReplica(jobSpec) > 1;
  return { kind: 'known', summary, isOfSeveral, isOver };
}

function problemOf(
  known: Exclude<KnownUse, { kind: 'known' }>,
  { project, endTime }: UsingRun,
): UseProblem {
  switch (known.kind) {
    case 'no-points':
      return { kind: 'no-use-points', isOver: endTime !== undefined };
    case 'unreadable':
      return { kind: 'use-unreadable' };
    case 'failed':
      return useProblemOf(known.failure, project);
  }
}

/** Why the use of GPUs in a project couldn't be read. */
export function useProblemOf(failure: Failure, project: string): UseProblem {
  if (!isUseDenied(failure)) return { kind: 'use-not-read', why: failure.message };
  const isOff = failure.reason === 'SERVICE_DISABLED';
  return { kind: isOff ? 'monitoring-not-enabled' : 'use-forbidden', project };
}
