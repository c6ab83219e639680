import type { Result } from '../../domain/error/failure.ts';

/** A job whose newest log line is wanted. */
export type LoggingJob = {
  readonly id: string;
  /** Nothing was written before this (Unix ms); keeps the search short. */
  readonly since: number;
};

export type LastLines = {
  /** When they were asked for, Unix ms. */
  readonly readAt: number;
  /**
   * When each job's program last wrote a line (Unix ms), by the job's id. Of a job that isn't in
   * it, that is not known: it never wrote one, or the search did not come to an end.
   */
  readonly at: ReadonlyMap<string, number>;
};

/**
 * When jobs last wrote to their logs, from Cloud Logging, which lags by up to minutes. Lines of
 * Vertex AI itself don't count.
 */
export interface LastLogs {
  /**
   * A project is read once a minute at most, in at most ten calls: whoever asks meanwhile gets the
   * same, in which jobs that were not asked for then aren't known.
   */
  read(project: string, jobs: readonly LoggingJob[]): Promise<Result<LastLines>>;
}
