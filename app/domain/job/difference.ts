// What a list of a target says that the store doesn't know yet.

import type { JobKey, Observation } from './job.ts';
import { isTerminal } from './state.ts';
import type { JobFacts } from './tracked-job.ts';

/** A followed job that can still change, as a poll reads ten thousand of them. */
export type OpenJob = {
  readonly key: JobKey;
  readonly errorAwaited: boolean;
  /** Another after each write of the job. */
  readonly stamp: number;
};

/** A reading that was no news to the job as it was with this stamp. */
export type Quiet = { readonly seen: Observation; readonly stamp: number };

/** How a complete list and what is stored differ. */
export type Difference = {
  /** Followed jobs whose reading or row changed since the last poll; it may be news. */
  readonly unsure: readonly Observation[];
  /** The others that are followed and listed, by id. */
  readonly quiet: ReadonlyMap<string, Quiet>;
  /** Listed jobs that aren't followed, or no more. */
  readonly others: readonly Observation[];
  /** Followed jobs that the list doesn't contain. */
  readonly missing: readonly JobKey[];
  /** Followed jobs that may have failed without a reason so far. */
  readonly unexplained: readonly JobKey[];
};

/**
 * Compares a complete list with the followed jobs that can still change. `last` are the quiet ones of
 * an earlier poll. Readings are compared by identity: a list has the same object for what is the same.
 */
export function compare(
  jobs: readonly Observation[],
  open: readonly OpenJob[],
  last: ReadonlyMap<string, Quiet>,
): Difference {
  const others = new Map(jobs.map((seen) => [seen.key.id, seen]));
  const unsure: Observation[] = [];
  const quiet = new Map<string, Quiet>();
  const missing: JobKey[] = [];
  for (const { key, stamp } of open) {
    const seen = others.get(key.id);
    const before = last.get(key.id);
    others.delete(key.id);
    if (seen === undefined) missing.push(key);
    else if (before?.seen === seen && before.stamp === stamp) quiet.set(key.id, before);
    else unsure.push(seen);
  }
  const unexplained = open.flatMap(({ key, errorAwaited }) => (errorAwaited ? [key] : []));
  return { unsure, quiet, others: [...others.values()], missing, unexplained };
}

/** Whether the job failed and Vertex AI may still add why. */
export function isUnexplained({ errorAwaited, state }: JobFacts): boolean {
  return errorAwaited && isTerminal(state);
}
