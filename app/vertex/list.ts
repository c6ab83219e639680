// customJobs.list: its pages, and what they hold.

import { failed, succeeded, type Failure, type Result } from '../domain/error/failure.ts';
import type { Observation } from '../domain/job/job.ts';
import type { Listing } from '../usecase/ports/vertex.ts';
import type { Entries } from './entries.ts';
import { writeQuery } from './query.ts';
import { request, type RequestDeps } from './request.ts';
import { deadlineOf, retryRead, type RetryDeps } from './retry.ts';
import { nameOfOdd, readCustomJob, readPage } from './wire.ts';

type ListDeps = RequestDeps & RetryDeps;

/** The largest page in public code; no maximum is documented. */
const pageSize = 100;
/** So that a list that never ends can't block a poll forever. */
const mostPages = 1_000;
/** Partial response: without specs, a list is far smaller. A server may ignore it. */
const listFields =
  'customJobs(name,displayName,state,createTime,startTime,endTime,updateTime,error,labels),nextPageToken';

/**
 * All pages or a failure: with a page missing, its jobs would seem to be gone. An entry without a
 * readable name is counted and reported but stops no other. Any other invalid field is dropped by
 * itself.
 */
export async function list(
  deps: ListDeps,
  url: string,
  filter: string,
  entries: Entries,
): Promise<Result<Listing>> {
  const reader = entries();
  // A job that moves between pages meanwhile is listed twice; the later reading is newer.
  const jobs = new Map<string, Observation>();
  const odd: string[] = [];
  let serverTime: number | undefined;
  for await (const page of pagesOf(deps, url, filter)) {
    if (!page.ok) return page;
    for (const listed of page.value.jobs) {
      const job = reader.read(listed, deps.clock());
      if (job === undefined) odd.push(nameOfOdd(listed));
      else jobs.set(job.name, job);
    }
    // The first page's time: what is created during later pages belongs to the next poll.
    serverTime ??= page.value.serverTime;
  }
  reader.end();
  const isOdd = odd.length > 0;
  return succeeded({
    jobs: [...jobs.values()],
    serverTime: serverTime ?? deps.clock(),
    ...(isOdd && { odd: { count: odd.length, names: odd.slice(0, mostOddNames) } }),
  });
}

/** Enough to find them. */
const mostOddNames = 3;

/** Page by page, each as it is needed: the readable jobs. Ends with a failure. */
export async function* listByPage(
  deps: ListDeps,
  url: string,
  filter: string,
): AsyncGenerator<Result<readonly Observation[]>> {
  for await (const page of pagesOf(deps, url, filter)) {
    yield page.ok
      ? succeeded(page.value.jobs.flatMap((entry) => readCustomJob(entry, deps.clock()) ?? []))
      : page;
  }
}

type Page = { readonly jobs: readonly unknown[]; readonly serverTime: number };

/** Nothing comes after a failure. */
async function* pagesOf(
  deps: ListDeps,
  url: string,
  filter: string,
): AsyncGenerator<Result<Page>, void> {
  const deadline = deadlineOf(deps);
  const seenTokens = new Set<string>();
  let pageToken = '';
  do {
    const query = new URLSearchParams({ filter, pageSize: String(pageSize), fields: listFields });
    if (pageToken !== '') query.set('pageToken', pageToken);
    const reply = await retryRead(deps, deadline, () =>
      request(deps, { kind: 'read', method: 'GET', url: `${url}?${writeQuery(query)}` }),
    );
    const page = reply.ok ? readPage(reply.value.body) : undefined;
    if (!reply.ok || page === undefined) {
      yield reply.ok ? failed(noList) : reply;
      return;
    }
    yield succeeded({ jobs: page.jobs, serverTime: reply.value.serverTime });
    pageToken = page.nextPageToken;
    if (seenTokens.has(pageToken) || seenTokens.size >= mostPages) {
      yield failed(endless);
      return;
    }
    seenTokens.add(pageToken);
  } while (pageToken !== '');
}

const endless: Failure = { kind: 'transient', message: 'Vertex’s list of jobs did not end.' };

const noList: Failure = {
  kind: 'transient',
  message: 'Vertex sent a list of jobs in a form I can’t read.',
};
