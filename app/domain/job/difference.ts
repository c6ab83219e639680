// What a list of a target says that the store doesn't know yet.

import type { JobKey, Observation } from './job.ts';
import { isTerminal } from './state.ts';
import type { JobFacts } from './tracked-job.ts';
import { isNews } from './transition.ts';

/** How a complete list and what is stored differ. */
export type Difference = {
  /** Readings that are news of a followed job. */
  readonly news: readonly Observation[];
  /** Listed jobs that aren't followed, or no more. */
  readonly others: readonly Observation[];
  /** Followed jobs that the list doesn't contain. */
  readonly missing: readonly JobKey[];
  /** Followed jobs that failed without a reason so far. */
  readonly unexplained: readonly JobKey[];
};

/** Compares a complete list with the followed jobs that can still change. */
export function compare(jobs: readonly Observation[], open: readonly JobFacts[]): Difference {
  const listed = new Set<string>();
  const stored = new Map(open.map((job) => [job.key.id, job]));
  const news: Observation[] = [];
  const others: Observation[] = [];
  for (const seen of jobs) {
    listed.add(seen.key.id);
    const job = stored.get(seen.key.id);
    if (job === undefined) others.push(seen);
    else if (isNews(job, seen)) news.push(seen);
  }
  const missing = open.filter(({ key }) => !listed.has(key.id)).map(({ key }) => key);
  const unexplained = open.filter(isUnexplained).map(({ key }) => key);
  return { news, others, missing, unexplained };
}

/** Whether the job failed and Vertex AI may still add why. */
export function isUnexplained({ errorAwaited, state }: JobFacts): boolean {
  return errorAwaited && isTerminal(state);
}
