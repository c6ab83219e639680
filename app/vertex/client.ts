import { failed, succeeded, type Failure, type Result } from '../domain/error/failure.ts';
import {
  jobName,
  launchIdLabel,
  type JobKey,
  type Observation,
  type Target,
} from '../domain/job/job.ts';
import { terminalStates } from '../domain/job/state.ts';
import type { Listing, Vertex } from '../usecase/ports/vertex.ts';
import { request, type RequestDeps } from './request.ts';
import { retryRead, type RetryDeps } from './retry.ts';
import { nameOfOdd, readCustomJob, readPage } from './wire.ts';

export type VertexDeps = RequestDeps &
  RetryDeps & {
    /** Base URL, `{location}` filled in for each call. */
    readonly endpoint: string;
  };

/** A read's repeats begin within this many time limits of its own begin, all pages of a list together. */
const patience = 2;
/** The largest page public code uses; the documented maximum is not known. */
const pageSize = 100;
/** So that a server that never ends its list can't hold a poll for ever. */
const mostPages = 1_000;
/** Partial response: a list without specs is a fraction of the size. A server that ignores it does no harm. */
const listFields =
  'customJobs(name,displayName,state,createTime,startTime,endTime,updateTime,error,labels),nextPageToken';

/**
 * The v1beta1 customJobs methods the bot uses. Create and cancel are sent once; only a JSON 401, which had no effect, lets them
 * be sent once more with a fresh token. A create or cancel takes no longer than `timeoutMs`, token included.
 */
export function createVertex(given: VertexDeps): Vertex {
  let skewMs: number | undefined;
  const deps: VertexDeps = { ...given, heardTime: (heard) => (skewMs = heard) };
  const base = (location: string) =>
    `${deps.endpoint.replaceAll('{location}', location).replace(/\/$/, '')}/v1beta1`;
  const parent = ({ project, location }: Target) =>
    `${base(location)}/projects/${project}/locations/${location}/customJobs`;
  const resource = (key: JobKey) => `${base(key.location)}/${jobName(key)}`;

  return {
    async create(target, body) {
      const url = parent(target);
      const reply = await request(deps, { kind: 'write', method: 'POST', url, body });
      if (!reply.ok) return reply;
      const job = readCustomJob(reply.value.body, deps.clock());
      if (job !== undefined) return succeeded(job);
      // It was accepted, so there is a job; which one it is, only a look can tell.
      return failed({
        kind: 'in-doubt',
        message: 'Vertex accepted the job but did not say which one it is.',
      });
    },

    async get(key) {
      const read = await retryRead(deps, deadlineOf(deps), () => readJob(deps, resource(key)));
      // One that stays so must not make its whole target pass for unread.
      return !read.ok && read.failure === noJob ? failed({ ...noJob, kind: 'permanent' }) : read;
    },

    async cancel(key) {
      const url = `${resource(key)}:cancel`;
      const reply = await request(deps, { kind: 'write', method: 'POST', url, body: {} });
      return reply.ok ? succeeded(undefined) : reply;
    },

    listUnfinished: (target, createdSince) =>
      list(deps, parent(target), unfinishedFilter(createdSince)),

    clockSkewMs: () => skewMs,

    findLaunch: (target, launchId) =>
      list(deps, parent(target), `labels.${launchIdLabel}="${launchId}"`),
  };
}

/**
 * Not finished, or created since: a job that lived and died between two polls is seen, too. States are excluded, not named, so
 * that one not known yet is listed. OR binds tighter than AND in Google's filters (AIP-160), hence the parentheses.
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
 * All pages or a failure: a list that lost a page would look as if its jobs had gone. An entry whose name can't be read is counted and
 * told, and stops no other; whatever else is odd about a job costs only that field.
 */
async function list(deps: VertexDeps, url: string, filter: string): Promise<Result<Listing>> {
  const deadline = deadlineOf(deps);
  // A job that moves between pages while they are read is listed twice; the later reading is the newer one.
  const jobs = new Map<string, Observation>();
  const odd: string[] = [];
  const seenTokens = new Set<string>();
  let serverTime: number | undefined;
  let pageToken = '';
  do {
    const query = new URLSearchParams({ filter, pageSize: String(pageSize), fields: listFields });
    if (pageToken !== '') query.set('pageToken', pageToken);
    const reply = await retryRead(deps, deadline, () =>
      request(deps, { kind: 'read', method: 'GET', url: `${url}?${encodeSpaces(query)}` }),
    );
    if (!reply.ok) return reply;
    const page = readPage(reply.value.body);
    if (page === undefined) return failed(noList);
    for (const listed of page.jobs) {
      const job = readCustomJob(listed, deps.clock());
      if (job === undefined) odd.push(nameOfOdd(listed));
      else jobs.set(job.name, job);
    }
    // The first page's clock: what is created while later pages are read is the next look's.
    serverTime ??= reply.value.serverTime;
    pageToken = page.nextPageToken;
    if (seenTokens.has(pageToken) || seenTokens.size >= mostPages) return failed(endless);
    seenTokens.add(pageToken);
  } while (pageToken !== '');
  const isOdd = odd.length > 0;
  return succeeded({
    jobs: [...jobs.values()],
    serverTime,
    ...(isOdd && { odd: { count: odd.length, names: odd.slice(0, mostOddNames) } }),
  });
}

/** Enough to find them by. */
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

/** URLSearchParams writes spaces as `+`, which not every server reads as a space in a query. */
function encodeSpaces(query: URLSearchParams): string {
  return query.toString().replaceAll('+', '%20');
}
