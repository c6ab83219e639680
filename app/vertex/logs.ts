import { failed, succeeded, type Result } from '../domain/error/failure.ts';
import type { LogEntry, LogReading } from '../domain/logs/job-log.ts';
import type { JobLogs, LogQuery } from '../usecase/ports/job-logs.ts';
import { readLogPage, type WireEntry } from './log-wire.ts';
import { request, type RequestDeps } from './request.ts';
import { retryRead, type RetryDeps } from './retry.ts';

export type LogsDeps = RequestDeps &
  RetryDeps & {
    /** Base URL of Cloud Logging. */
    readonly endpoint: string;
  };

const service = 'Cloud Logging';
/** Retries and pages start within this many time limits of the first call. */
const patience = 2;
/**
 * Empty pages with a next one mean that the search isn't finished; it is given up after this many.
 */
const mostPages = 20;

/**
 * Cloud Logging's `entries:list`
 * (https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list).
 */
export function createJobLogs(deps: LogsDeps): JobLogs {
  const url = entriesUrl(deps.endpoint);
  return { read: (query) => read(deps, url, query) };
}

/** The address of `entries:list`. */
export function entriesUrl(endpoint: string): string {
  return `${endpoint.replace(/\/$/, '')}/v2/entries:list`;
}

/** The filter that `gcloud ai custom-jobs stream-logs` uses. */
export function logFilter({ jobId, replica, since }: LogQuery): string {
  return [
    'resource.type="ml_job"',
    `resource.labels.job_id="${jobId}"`,
    ...(replica === undefined ? [] : [`resource.labels.task_name="${replica}"`]),
    `timestamp>="${new Date(since).toISOString()}"`,
  ].join(' AND ');
}

/** Newest first: searching from the oldest takes long if only the newest are wanted. */
async function read(deps: LogsDeps, url: string, query: LogQuery): Promise<Result<LogReading>> {
  const deadline = deps.clock() + patience * deps.timeoutMs;
  const body = {
    resourceNames: [`projects/${query.target.project}`],
    filter: logFilter(query),
    orderBy: 'timestamp desc',
    pageSize: query.most,
  };
  const found: WireEntry[] = [];
  let pageToken = '';
  for (let pages = 0; pages < mostPages; pages++) {
    const reply = await retryRead(deps, deadline, () =>
      request(deps, {
        kind: 'read',
        method: 'POST',
        url,
        service,
        body: pageToken === '' ? body : { ...body, pageToken },
      }),
    );
    if (!reply.ok) return found.length === 0 ? reply : succeeded(toReading(found, query, true));
    const page = readLogPage(reply.value.body);
    if (page === undefined) return unreadableLog;
    found.push(...page.entries);
    pageToken = page.nextPageToken;
    const enough = found.length >= query.most;
    if (enough || pageToken === '') return succeeded(toReading(found, query, false, pageToken));
    if (deps.clock() > deadline) break;
  }
  return succeeded(toReading(found, query, true));
}

/** A page that isn't one. */
export const unreadableLog = failed({
  kind: 'transient',
  message: 'Cloud Logging sent a log in a form I can’t read.',
});

function toReading(
  found: readonly WireEntry[],
  { most }: LogQuery,
  cutShort: boolean,
  pageToken = '',
): LogReading {
  const newest = found.slice(0, most);
  return {
    entries: newest.toSorted(byAge).map(({ entry }): LogEntry => entry),
    more: cutShort || pageToken !== '' || found.length > most,
    cutShort,
  };
}

/**
 * Entries of the same instant are in order of their ids:
 * https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
 */
function byAge(a: WireEntry, b: WireEntry): number {
  if (a.instant !== b.instant) return a.instant < b.instant ? -1 : 1;
  return a.insertId < b.insertId ? -1 : a.insertId > b.insertId ? 1 : 0;
}
