import type { Result } from '../../domain/error/failure.ts';
import type { Target } from '../../domain/job/job.ts';
import type { LogReading } from '../../domain/logs/job-log.ts';
import type { LogTail } from '../../domain/logs/log-tail.ts';
import type { Claimed, Lease } from './lease.ts';

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

/** Log tails that are still to be told, one per launch. */
export interface LogTails {
  /** Due at once. One that exists stays as it is. */
  insert(tail: LogTail): Promise<void>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<LogTail>[]>;
  /**
   * Due again at `dueAt`; undefined: done and deleted. False if the lease was lost; nothing
   * changed.
   */
  release(tail: LogTail, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  nextDueAt(): Promise<number | undefined>;
}
