import { failed, succeeded, type Failure, type Result } from '../domain/error/failure.ts';
import {
  formatTarget,
  jobName,
  launchIdLabel,
  type JobKey,
  type Observation,
  type Target,
} from '../domain/job/job.ts';
import type { Vertex } from '../usecase/ports/vertex.ts';
import { createReadCount } from './read-count.ts';
import { createEntries, type Entries } from './entries.ts';
import { endedFilter, unfinishedFilter } from './filters.ts';
import { list, listByPage } from './list.ts';
import { request, type RequestDeps } from './request.ts';
import { deadlineOf, retryRead, type RetryDeps } from './retry.ts';
import { readCustomJob } from './wire.ts';

export type VertexDeps = RequestDeps &
  RetryDeps & {
    /** Base URL; `{location}` is replaced for each call. */
    readonly endpoint: string;
  };

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

    listEnded: (target, created) =>
      listByPage(counted(target), parent(target), endedFilter(created)),

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

async function readJob(deps: VertexDeps, url: string): Promise<Result<Observation>> {
  const reply = await request(deps, { kind: 'read', method: 'GET', url });
  if (!reply.ok) return reply;
  const job = readCustomJob(reply.value.body, deps.clock());
  return job === undefined ? failed(noJob) : succeeded(job);
}

/** It may be somebody else's answer, so it is read again. */
const noJob: Failure = {
  kind: 'transient',
  message: 'Vertex sends this job in a form I can’t read.',
};
