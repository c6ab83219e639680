// The methods for jobs. The caller is already authorized.

import { isObject, parseJson, type JsonObject } from '../../shared/json.ts';
import { ApiError } from '../base/errors.ts';
import { nameOf, placeName, type JobRecord, type Place } from '../job/job-record.ts';
import { viewOperation } from '../job/operations.ts';
import { isTerminal, stepAt } from '../job/timeline.ts';
import type { VertexState } from '../state/vertex-state.ts';
import { notJson } from './create-job.ts';

const isAt = (place: Place, job: { readonly place: Place }): boolean =>
  job.place.projectNumber === place.projectNumber && job.place.location === place.location;
const isGone = (job: JobRecord, nowMs: number): boolean => (job.deletedMs ?? Infinity) <= nowMs;

/** The jobs of a place, newest first, without deleted ones. */
export function jobsAt(state: VertexState, place: Place, nowMs: number): JobRecord[] {
  return state.jobs.all().filter((job) => isAt(place, job) && !isGone(job, nowMs));
}

/** A job of a place. @throws ApiError (404) */
export function findJob(state: VertexState, place: Place, id: string, nowMs: number): JobRecord {
  const job = state.jobs.find(id);
  if (job !== undefined && isAt(place, job) && !isGone(job, nowMs)) return job;
  throw new ApiError(
    'NOT_FOUND',
    `CustomJob \`${placeName(place)}/customJobs/${id}\` does not exist.`,
  );
}

/** customJobs.cancel is asynchronous: `{}` means that the request was accepted, not that the job will be cancelled. @throws ApiError */
export function cancelJob(
  state: VertexState,
  job: JobRecord,
  body: string,
  nowMs: number,
): JsonObject {
  const json = body.trim() === '' ? {} : parseJson(body);
  if (!isObject(json)) throw notJson();
  const { state: jobState } = stepAt(job.timeline, nowMs);
  if (isTerminal(jobState)) {
    throw new ApiError(
      'FAILED_PRECONDITION',
      `CustomJob \`${nameOf(job)}\` is in state JOB_STATE_${jobState} and is not cancellable.`,
    );
  }
  const underWay = job.timeline.some((step) => step.state === 'CANCELLING' && step.atMs > nowMs);
  if (jobState !== 'CANCELLING' && !underWay) state.jobs.cancel(job.id);
  return {};
}

/** customJobs.delete. It is not documented what Vertex does with a running job; the sandbox refuses. @throws ApiError */
export function deleteJob(state: VertexState, job: JobRecord, nowMs: number): JsonObject {
  const { state: jobState } = stepAt(job.timeline, nowMs);
  if (!isTerminal(jobState)) {
    throw new ApiError(
      'FAILED_PRECONDITION',
      `CustomJob \`${nameOf(job)}\` is in state JOB_STATE_${jobState} and can not be deleted.`,
    );
  }
  const takesMs = 1000 / state.settings.speed;
  const operation = {
    id: state.newId(),
    place: job.place,
    jobId: job.id,
    createdMs: nowMs,
    doneMs: nowMs + takesMs,
  };
  state.operations.set(operation.id, operation);
  state.jobs.remove(job.id, takesMs);
  return viewOperation(operation, nowMs);
}

/** operations.get. @throws ApiError (404) */
export function getOperation(
  state: VertexState,
  place: Place,
  id: string,
  nowMs: number,
): JsonObject {
  const operation = state.operations.get(id);
  if (operation !== undefined && isAt(place, operation)) return viewOperation(operation, nowMs);
  throw new ApiError('NOT_FOUND', `Operation \`${placeName(place)}/operations/${id}\` not found.`);
}
