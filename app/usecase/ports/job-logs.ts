import type { Result } from '../../domain/error/failure.ts';
import type { Target } from '../../domain/job/job.ts';
import type { LogReading } from '../../domain/logs/job-log.ts';

export type LogQuery = {
  readonly target: Target;
  readonly jobId: string;
  /** Nothing was written before this (Unix ms); keeps the search short. */
  readonly since: number;
  /** The replica's name in the log; undefined: all. */
  readonly replica?: string | undefined;
  /** The number of newest entries. */
  readonly most: number;
};

/**
 * Job logs from Cloud Logging, which lags by up to minutes. Reads are retried internally for a
 * while.
 */
export interface JobLogs {
  read(query: LogQuery): Promise<Result<LogReading>>;
}
