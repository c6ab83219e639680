// Filters of customJobs.list. In Google's filters OR binds tighter than AND (AIP-160), hence the
// parentheses.

import { terminalStates } from '../domain/job/state.ts';

/**
 * Jobs that are unfinished or created since, so that one that lived only between two polls is seen.
 * States are excluded, not listed, so that unknown ones are included.
 */
export function unfinishedFilter(createdSince: number): string {
  const unfinished = terminalStates.map((state) => `state!="JOB_STATE_${state}"`).join(' AND ');
  return `(${unfinished}) OR create_time>"${timeOf(createdSince)}"`;
}

/** Finished jobs that were created within a span of time (Unix ms; Google's times are finer). */
export function endedFilter({ from, to }: { readonly from: number; readonly to: number }): string {
  const ended = terminalStates.map((state) => `state="JOB_STATE_${state}"`).join(' OR ');
  return `create_time>="${timeOf(from)}" AND create_time<="${timeOf(to + 1)}" AND (${ended})`;
}

const timeOf = (ms: number): string => new Date(ms).toISOString();
