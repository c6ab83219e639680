// The last words of a program that failed. They complete the reply that tells the failure, as soon as they can be read: never before
// it, and never instead of it.

import type { LogEntry, LogLine } from './job-log.ts';
import { tidyLog } from './job-log.ts';
import type { JobError } from '../job/job.ts';
import type { JobChange, TrackedJob } from '../job/tracked-job.ts';

/** The last lines of one launch's job that are still to be told. */
export type LogTail = {
  readonly launchId: string;
  /** The key of the update that tells the failure. */
  readonly completes: string;
  /** Unix ms. */
  readonly endedAt: number;
  /** How often the log was read in vain. */
  readonly attempts: number;
};

/** As many lines as a reply bears. */
const tailLines = 8;
/** Vertex's own lines stand between the program's, so more are read. */
export const tailEntries = 40;
/** What is not there by then is not waited for: about eight minutes with the pauses between, as long as Cloud Logging may lag. */
const mostAttempts = 6;

/** What has to be told of a change besides, once it can be read. A job that never ran has written nothing. */
export function tailOf(launchId: string, job: TrackedJob, change: JobChange): LogTail | undefined {
  const failed = change.kind === 'state' && change.to === 'FAILED' && job.startTime !== undefined;
  if (!failed) return undefined;
  return { launchId, completes: `job:${job.version}`, endedAt: change.at, attempts: 0 };
}

/** The last lines of the program itself: what Vertex says of the failure is told already. `secrets` are those that the job was given. */
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

/** The replica that the error says has failed, where it names one: the others' last lines are of no use then. */
export function failedReplica(error: JobError | undefined): string | undefined {
  return /The replica (workerpool\d{1,2}-\d{1,5}) exited/.exec(error?.message ?? '')?.[1];
}

/** When a log that was read in vain is read again (Unix ms); undefined: no more. `pauseMs` is the first pause. */
export function nextTry(
  { attempts }: LogTail,
  now: number,
  pauseMs: number,
): { readonly attempts: number; readonly dueAt: number | undefined } {
  const tried = attempts + 1;
  return {
    attempts: tried,
    dueAt: tried >= mostAttempts ? undefined : now + pauseMs * 2 ** attempts,
  };
}
