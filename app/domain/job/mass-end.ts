// Many jobs that left the list at once. A list of finished jobs answers a hundred at a time, but only
// by when they were created, and among all others: it is worth its pages where they meet many.

import type { JobKey } from './job.ts';

/** A job, and when it was created (Unix ms). */
export type Created = { readonly key: JobKey; readonly createTime: number };

/** Jobs that were created one soon after the other. */
export type Span = {
  readonly from: number;
  readonly to: number;
  readonly ids: ReadonlySet<string>;
};

/** So many jobs are read one by one. */
export const few = 10;
const gapMs = 60 * 60_000;

/** The spans of time in which more than a few of the jobs were created, those with most of them first. */
export function crowdedSpans(jobs: readonly Created[]): readonly Span[] {
  const groups: Created[][] = [];
  let last: Created | undefined;
  for (const job of jobs.toSorted((a, b) => a.createTime - b.createTime)) {
    const isNear = last !== undefined && job.createTime - last.createTime <= gapMs;
    if (isNear) groups.at(-1)?.push(job);
    else groups.push([job]);
    last = job;
  }
  return groups
    .filter(({ length }) => length > few)
    .map((group) => ({
      from: group[0]?.createTime ?? 0,
      to: group.at(-1)?.createTime ?? 0,
      ids: new Set(group.map(({ key }) => key.id)),
    }))
    .sort((a, b) => b.ids.size - a.ids.size);
}

/**
 * Whether another page may cost less than reading what is left one by one. Nobody promises an order,
 * so the first pages may meet none.
 */
export function isWorthAPage(so: {
  readonly pages: number;
  readonly met: number;
  readonly left: number;
}): boolean {
  return so.left > few && so.pages < 2 + so.met / few;
}
