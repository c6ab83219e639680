import type { Result } from '../../domain/error/failure.ts';
import type { Target } from '../../domain/job/job.ts';
import type { LogReading } from '../../domain/logs/job-log.ts';

export type LogQuery = {
  readonly target: Target;
  readonly jobId: string;
  /** Nothing was written before (Unix ms): it keeps the search short. */
  readonly since: number;
  /** As the log calls it; undefined: all of them. */
  readonly replica?: string | undefined;
  /** How many entries, the newest. */
  readonly most: number;
};

/** What jobs have written, as Cloud Logging has it by now: it lags behind by up to minutes. Reads are retried inside, for a while. */
export interface JobLogs {
  read(query: LogQuery): Promise<Result<LogReading>>;
}
