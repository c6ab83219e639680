import { succeeded, type Result } from '../../../app/domain/error/failure.ts';
import type { LastLines, LastLogs, LoggingJob } from '../../../app/usecase/ports/last-logs.ts';

/** A Cloud Logging that gives `lines.reading` to whoever asks, and remembers which jobs were asked for. */
export function createFakeLastLogs() {
  const lastLogReads: (readonly LoggingJob[])[] = [];
  const lines: { reading: Result<LastLines> } = {
    reading: succeeded({ readAt: 0, at: new Map() }),
  };
  const lastLogs: LastLogs = {
    read(_project, jobs) {
      lastLogReads.push(jobs);
      return Promise.resolve(lines.reading);
    },
  };
  return { lastLogs, lines, lastLogReads };
}
