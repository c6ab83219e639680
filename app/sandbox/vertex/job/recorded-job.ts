import { compact, type JsonObject } from '../../shared/json.ts';
import { formatTime } from '../base/times.ts';
import { errorAt, fillText, nameOf, type JobRecord } from './job-record.ts';
import { historyAt, stepAt } from './timeline.ts';

/** A job as the records show it: with every state it went through, whether or not anybody saw it. States have no prefix. */
export function recordedJob(job: JobRecord, nowMs: number): JsonObject {
  const step = stepAt(job.timeline, nowMs);
  const error = errorAt(step, nowMs);
  const { displayName = '', labels = {}, jobSpec = {} } = job.body;
  return compact({
    id: job.id,
    name: nameOf(job),
    project: job.place.projectId,
    location: job.place.location,
    displayName,
    labels,
    jobSpec,
    scenario: job.scenarioName,
    origin: job.origin,
    state: step.state,
    history: historyAt(job.timeline, nowMs).map(({ state, atMs }) => ({
      state,
      at: formatTime(atMs),
    })),
    error:
      error === undefined ? undefined : { code: error.code, message: fillText(error.message, job) },
    createTime: formatTime(job.createdMs),
    deleted: job.deletedMs !== undefined && job.deletedMs <= nowMs,
  });
}
