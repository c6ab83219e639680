import { succeeded, type Result } from '../../../app/domain/error/failure.ts';
import type { LogReading } from '../../../app/domain/logs/job-log.ts';
import type { JobLogs, LogQuery } from '../../../app/usecase/ports/job-logs.ts';

/** A Cloud Logging that gives `log.reading` to whoever reads, and remembers the queries. */
export function createFakeLogs() {
  const logReads: LogQuery[] = [];
  const log: { reading: Result<LogReading> } = {
    reading: succeeded({ entries: [], more: false, cutShort: false }),
  };
  const logs: JobLogs = {
    read(query) {
      logReads.push(query);
      return Promise.resolve(log.reading);
    },
  };
  return { logs, log, logReads };
}
