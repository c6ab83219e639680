import { succeeded, type Result } from '../domain/error/failure.ts';
import type { LastLines, LastLogs, LoggingJob } from '../usecase/ports/last-logs.ts';
import { readLogPage, type WireEntry } from './log-wire.ts';
import { entriesUrl, unreadableLog, type LogsDeps } from './logs.ts';
import { onceAMinute } from './once-a-minute.ts';
import { request } from './request.ts';
import { retryRead } from './retry.ts';

/** Calls and retries start within this many time limits of the first call. */
const patience = 2;
const mostCalls = 10;
/** The largest page: https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list */
const pageSize = 1_000;
/** A filter may have 20,000 characters, and each job takes about 50. */
const mostJobs = 300;

/** When jobs last wrote to their logs, read when somebody asks. */
export function createLastLogs(deps: LogsDeps): LastLogs {
  const kept = onceAMinute<LastLines>(deps.clock);
  return { read: (project, jobs) => kept(project, () => readLast(deps, project, jobs)) };
}

/** One search: for these jobs, up to some time (RFC 3339). */
type Search = {
  readonly jobs: readonly LoggingJob[];
  readonly until: string | undefined;
  readonly pageToken: string;
};

/**
 * Newest first. A job whose newest line was found is left out of the next search, so that one that
 * writes a lot doesn't hide those that write little.
 */
async function readLast(
  deps: LogsDeps,
  project: string,
  jobs: readonly LoggingJob[],
): Promise<Result<LastLines>> {
  const readAt = deps.clock();
  const deadline = readAt + patience * deps.timeoutMs;
  const at = new Map<string, number>();
  const searches = groupsOf(jobs).map((some): Search => ({
    jobs: some,
    until: undefined,
    pageToken: '',
  }));
  for (let calls = 0; calls < mostCalls && deps.clock() <= deadline; calls++) {
    const search = searches.shift();
    if (search === undefined) break;
    const page = await readPage(deps, project, search, deadline);
    if (!page.ok && calls === 0) return page;
    // What was found is known, whatever becomes of the rest.
    if (!page.ok) break;
    const rest = continued(search, page.value, at);
    if (rest !== undefined) searches.unshift(rest);
  }
  return succeeded({ readAt, at });
}

type Page = { readonly entries: readonly WireEntry[]; readonly nextPageToken: string };

async function readPage(
  deps: LogsDeps,
  project: string,
  search: Search,
  deadline: number,
): Promise<Result<Page>> {
  const body = {
    resourceNames: [`projects/${project}`],
    filter: filterOf(search),
    orderBy: 'timestamp desc',
    pageSize,
    ...(search.pageToken === '' ? {} : { pageToken: search.pageToken }),
  };
  const reply = await retryRead(deps, deadline, () =>
    request(deps, {
      kind: 'read',
      method: 'POST',
      url: entriesUrl(deps.endpoint),
      service: 'Cloud Logging',
      body,
    }),
  );
  if (!reply.ok) return reply;
  const page = readLogPage(reply.value.body);
  return page === undefined ? unreadableLog : succeeded(page);
}

/** Notes what a page has, and returns what is to be searched next; undefined if that is all. */
function continued(
  search: Search,
  { entries, nextPageToken }: Page,
  found: Map<string, number>,
): Search | undefined {
  if (nextPageToken === '') {
    note(entries, found);
    return undefined;
  }
  const last = entries.at(-1);
  // An empty page doesn't end a search.
  if (last === undefined) return { ...search, pageToken: nextPageToken };
  const seen = note(entries, found);
  const jobs = search.jobs.filter(({ id }) => !seen.has(id));
  return jobs.length === 0 ? undefined : { jobs, until: last.written, pageToken: '' };
}

/** Returns the ids of the jobs of which there were entries. */
function note(entries: readonly WireEntry[], found: Map<string, number>): ReadonlySet<string> {
  const seen = new Set<string>();
  for (const { jobId, entry } of entries) {
    // A line without a time leaves open when the newest was.
    if (!seen.has(jobId) && entry.at !== undefined) found.set(jobId, entry.at);
    seen.add(jobId);
  }
  return seen;
}

function filterOf({ jobs, until }: Search): string {
  const since = jobs.reduce((least, job) => Math.min(least, job.since), Infinity);
  return [
    'resource.type="ml_job"',
    `(${jobs.map(({ id }) => `resource.labels.job_id="${id}"`).join(' OR ')})`,
    'resource.labels.task_name!="service"',
    `timestamp>="${new Date(since).toISOString()}"`,
    ...(until === undefined ? [] : [`timestamp<="${until}"`]),
  ].join(' AND ');
}

function groupsOf(jobs: readonly LoggingJob[]): readonly (readonly LoggingJob[])[] {
  const count = Math.ceil(jobs.length / mostJobs);
  return Array.from({ length: count }, (_, group) =>
    jobs.slice(group * mostJobs, (group + 1) * mostJobs),
  );
}
