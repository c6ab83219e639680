// What a poll need not look at again. Invariant: it holds only what was committed, and each job with
// the stamp of its last write, so that a memory that is lost or behind costs time and nothing else.

import type { OpenJob, Quiet } from '../../domain/job/difference.ts';
import { formatTarget, type Observation, type Target } from '../../domain/job/job.ts';
import type { Watch } from '../../domain/watch/watch.ts';

type Known = {
  /** The ids of the other jobs in the last list of a target that was taken over. */
  readonly others: ReadonlySet<string>;
  /** The watches that have decided on them. */
  readonly watches: ReadonlySet<string>;
  /** The followed jobs of which the list brought no news, by id. */
  readonly quiet: ReadonlyMap<string, Quiet>;
  /** The followed jobs as they were read. */
  readonly open: readonly OpenJob[];
};

/** By target. */
export type PollMemory = Map<string, Known>;

/** Empty: the first poll of each target looks at everything. */
export function createPollMemory(): PollMemory {
  return new Map();
}

type Looked = Pick<Known, 'quiet' | 'open'> & {
  readonly jobs: readonly Observation[];
  readonly watches: readonly Watch[];
};

/** Notes what a committed poll looked at. */
export function remember(
  memory: PollMemory,
  target: Target,
  { jobs, watches, quiet, open }: Looked,
): void {
  memory.set(formatTarget(target), {
    others: new Set(jobs.flatMap(({ key }) => (quiet.has(key.id) ? [] : [key.id]))),
    watches: new Set(watches.map(({ id }) => id)),
    quiet,
    open,
  });
}

/** The followed jobs as the last poll read them. */
export function openBefore(memory: PollMemory, target: Target): Known['open'] {
  return memory.get(formatTarget(target))?.open ?? [];
}

/** The followed jobs of which the last list brought no news. */
export function quietBefore(memory: PollMemory, target: Target): Known['quiet'] {
  return memory.get(formatTarget(target))?.quiet ?? new Map();
}

/**
 * The watches that have something to decide on, each with the listed jobs. A watch decides once on
 * each job: a job's name and labels are fixed at Vertex AI, and an end is final.
 */
export function undecided(
  memory: PollMemory,
  target: Target,
  jobs: readonly Observation[],
  watches: readonly Watch[],
): readonly (readonly [Watch, readonly Observation[]])[] {
  const last = memory.get(formatTarget(target));
  const fresh = last === undefined ? jobs : jobs.filter(({ key }) => !isIn(last, key.id));
  return watches.flatMap((watch) => {
    const isFirst = watch.unseen.some((one) => formatTarget(one) === formatTarget(target));
    const its = last?.watches.has(watch.id) === true && !isFirst ? fresh : jobs;
    return its.length > 0 || isFirst ? [[watch, its] as const] : [];
  });
}

function isIn({ quiet, others }: Known, id: string): boolean {
  return quiet.has(id) || others.has(id);
}
