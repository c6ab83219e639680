import { failed, succeeded, type Failure, type Result } from '../domain/error/failure.ts';
import {
  formatTarget,
  jobName,
  launchIdLabel,
  type JobKey,
  type Observation,
  type Target,
} from '../domain/job/job.ts';
import { terminalStates } from '../domain/job/state.ts';
import type { Listing, Vertex } from '../usecase/ports/vertex.ts';
import { createReadCount } from './read-count.ts';
import { createEntries, type Entries } from './entries.ts';
import { writeQuery } from './query.ts';
import { request, type RequestDeps } from './request.ts';
import { retryRead, type RetryDeps } from './retry.ts';
import { nameOfOdd, readCustomJob, readPage } from './wire.ts';

export type VertexDeps = RequestDeps &
  RetryDeps & {
    /** Base URL; `{location}` is replaced for each call. */
    readonly endpoint: string;
  };

/** Retries of a read start within this many time limits, for all pages of a list together. */
const patience = 2;
/** The largest page in public code; no maximum is documented. */
const pageSize = 100;
/** So that a list that never ends can't block a poll forever. */
const mostPages = 1_000;
/** Partial response: without specs, a list is far smaller. A server may ignore it. */
const listFields =
  'customJobs(name,displayName,state,createTime,startTime,endTime,updateTime,error,labels),nextPageToken';

/**
 * The v1beta1 customJobs methods that the bot uses. Create and cancel are sent once; only after a
 * JSON 401, which had no effect, are they sent again with a fresh token. Both take at most
 * `timeoutMs`, token included.
 */
export function createVertex(given: VertexDeps): Vertex {
  let skewMs: number | undefined;
  const deps: VertexDeps = { ...given, heardTime: (heard) => (skewMs = heard) };
  const base = (location: string) =>
    `${deps.endpoint.replaceAll('{location}', location).replace(/\/$/, '')}/v1beta1`;
  const parent = ({ project, location }: Target) =>
    `${base(location)}/projects/${project}/locations/${location}/customJobs`;
  const entries = new Map<string, Entries>();
  const entriesOf = (target: Target): Entries => {
    const known = entries.get(formatTarget(target)) ?? createEntries();
    entries.set(formatTarget(target), known);
    return known;
  };
  const reads = createReadCount();
  const counted = (target: Target): VertexDeps => ({ ...deps, sends: () => reads.add(target) });
  const resource = (key: JobKey) => `${base(key.location)}/${jobName(key)}`;

  return {
    async create(target, body) {
      const url = parent(target);
      const reply = await request(deps, { kind: 'write', method: 'POST', url, body });
      if (!reply.ok) return reply;
      const job = readCustomJob(reply.value.body, deps.clock());
      if (job !== undefined) return succeeded(job);
      // It was accepted, so there is a job. Only a look-up can tell which.
      return failed({
        kind: 'in-doubt',
        message: 'Vertex accepted the job but did not say which one it is.',
      });
    },

    async get(key) {
      const its = counted({ project: key.projectNumber, location: key.location });
      const read = await retryRead(deps, deadlineOf(deps), () => readJob(its, resource(key)));
      // A permanently unreadable job must not make its whole target count as unread.
      return !read.ok && read.failure === noJob ? failed({ ...noJob, kind: 'permanent' }) : read;
    },

    async cancel(key) {
      const url = `${resource(key)}:cancel`;
      const reply = await request(deps, { kind: 'write', method: 'POST', url, body: {} });
      return reply.ok ? succeeded(undefined) : reply;
    },

    async listUnfinished(target, createdSince) {
      const filter = unfinishedFilter(createdSince);
      const listing = await list(counted(target), parent(target), filter, entriesOf(target));
      const number = listing.ok ? listing.value.jobs[0]?.key.projectNumber : undefined;
      if (number !== undefined) reads.learn(target, number);
      return listing;
    },

    clockSkewMs: () => skewMs,

    takeReads: (target) => reads.take(target),

    findLaunch: (target, launchId) =>
      list(
        counted(target),
        parent(target),
        `labels.${launchIdLabel}="${launchId}"`,
        createEntries(),
      ),
  };
}

/**
 * Jobs that are unfinished or created since, so that one that lived only between two polls is seen.
 * States are excluded, not listed, so that unknown ones are included. In Google's filters OR binds
 * tighter than AND (AIP-160), hence the parentheses.
 */
export function unfinishedFilter(createdSince: number): string {
  const unfinished = terminalStates.map((state) => `state!="JOB_STATE_${state}"`).join(' AND ');
  return `(${unfinished}) OR create_time>"${new Date(createdSince).toISOString()}"`;
}

function deadlineOf({ clock, timeoutMs }: VertexDeps): number {
  return clock() + patience * timeoutMs;
}

async function readJob(deps: VertexDeps, url: string): Promise<Result<Observation>> {
  const reply = await request(deps, { kind: 'read', method: 'GET', url });
  if (!reply.ok) return reply;
  const job = readCustomJob(reply.value.body, deps.clock());
  return job === undefined ? failed(noJob) : succeeded(job);
}

/**
 * All pages or a failure: with a page missing, its jobs would seem to be gone. An entry without a
 * readable name is counted and reported but stops no other. Any other invalid field is dropped by
 * itself.
 */
async function list(
  deps: VertexDeps,
  url: string,
  filter: string,
  entries: Entries,
): Promise<Result<Listing>> {
  const reader = entries();
  const deadline = deadlineOf(deps);
  // A job that moves between pages meanwhile is listed twice; the later reading is newer.
  const jobs = new Map<string, Observation>();
  const odd: string[] = [];
  const seenTokens = new Set<string>();
  let serverTime: number | undefined;
  let pageToken = '';
  do {
    const query = new URLSearchParams({ filter, pageSize: String(pageSize), fields: listFields });
    if (pageToken !== '') query.set('pageToken', pageToken);
    const reply = await retryRead(deps, deadline, () =>
      request(deps, { kind: 'read', method: 'GET', url: `${url}?${writeQuery(query)}` }),
    );
    if (!reply.ok) return reply;
    const page = readPage(reply.value.body);
    if (page === undefined) return failed(noList);
    for (const listed of page.jobs) {
      const job = reader.read(listed, deps.clock());
      if (job === undefined) odd.push(nameOfOdd(listed));
      else jobs.set(job.name, job);
    }
    // The first page's time: what is created during later pages belongs to the next poll.
    serverTime ??= reply.value.serverTime;
    pageToken = page.nextPageToken;
    if (seenTokens.has(pageToken) || seenTokens.size >= mostPages) return failed(endless);
    seenTokens.add(pageToken);
  } while (pageToken !== '');
  reader.end();
  const isOdd = odd.length > 0;
  return succeeded({
    jobs: [...jobs.values()],
    serverTime,
    ...(isOdd && { odd: { count: odd.length, names: odd.slice(0, mostOddNames) } }),
  });
}

/** Enough to find them. */
const mostOddNames = 3;

const endless: Failure = { kind: 'transient', message: 'Vertex’s list of jobs did not end.' };

const noList: Failure = {
  kind: 'transient',
  message: 'Vertex sent a list of jobs in a form I can’t read.',
};
/** It may be somebody else's answer, so it is read again. */
const noJob: Failure = {
  kind: 'transient',
  message: 'Vertex sends this job in a form I can’t read.',
};
