// The last log lines of a failed job. They complete the reply about the failure once they can be
// read. They never come before it or replace it.

import { backOffMs } from '../error/back-off.ts';
import type { LogEntry, LogLine } from './job-log.ts';
import { tidyLog } from './job-log.ts';
import type { JobError } from '../job/job.ts';
import type { JobChange, TrackedJob } from '../job/tracked-job.ts';

/** A log tail that is still to be told. */
export type LogTail = {
  readonly launchId: string;
  /** The key of the update about the failure. */
  readonly completes: string;
  /** Unix ms. */
  readonly endedAt: number;
  /** How often the log was read in vain. */
  readonly attempts: number;
};

/** As many lines as fit into a reply. */
const tailLines = 8;
/** Vertex AI's own lines are mixed in, so more entries are read. */
export const tailEntries = 40;
/**
 * After this many, about eight minutes with pauses, the bot gives up. Cloud Logging may lag that
 * long.
 */
const mostAttempts = 6;

/** The tail that a change calls for, if any. A job that never ran has no log. */
export function tailOf(launchId: string, job: TrackedJob, change: JobChange): LogTail | undefined {
  const failed = change.kind === 'state' && change.to === 'FAILED' && job.startTime !== undefined;
  if (!failed) return undefined;
  return { launchId, completes: `job:${job.version}`, endedAt: change.at, attempts: 0 };
}

/**
 * The program's last lines, without Vertex AI's own about the failure. `secrets` are the job's own.
 */
export function lastWords(
  entries: readonly LogEntry[],
  secrets: readonly string[] = [],
): readonly LogLine[] {
  return tidyLog(
    entries.filter(({ replica }) => replica !== 'service'),
    tailLines,
    secrets,
  );
}

/** The replica that the error names as failed, if it names one. Only its lines are shown then. */
export function failedReplica(error: JobError | undefined): string | undefined {
  return /The replica (workerpool\d{1,2}-\d{1,5}) exited/.exec(error?.message ?? '')?.[1];
}

/**
 * When to read the log again after a vain attempt (Unix ms); undefined: give up. `pauseMs` is the
 * first pause.
 */
export function nextTry(
  { attempts }: LogTail,
  now: number,
  pauseMs: number,
): { readonly attempts: number; readonly dueAt: number | undefined } {
  const tried = attempts + 1;
  return {
    attempts: tried,
    dueAt:
      tried >= mostAttempts
        ? undefined
        : now + backOffMs(attempts, { firstMs: pauseMs, longestMs: Infinity }),
  };
}
