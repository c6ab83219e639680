import { compact, type Json, type JsonObject } from '../../shared/json.ts';
import { formatTime } from '../base/times.ts';
import type { CheckedJob } from './job-spec.ts';
import { metricsOf } from './quota-metric.ts';
import type { Scenario } from './scenario.ts';
import { historyAt, stepAt, type Step, type Timeline } from './timeline.ts';

/** A project and one of its locations. */
export type Place = {
  readonly projectId: string;
  readonly projectNumber: string;
  readonly location: string;
};

export type JobRecord = {
  /** Order of creation. */
  readonly sequence: number;
  /** 19 digits, beyond 2^53. */
  readonly id: string;
  readonly place: Place;
  /** The request's body in canonical form. */
  readonly body: JsonObject;
  readonly checked: CheckedJob;
  readonly scenarioName: string;
  readonly scenario: Scenario;
  readonly origin: 'api' | 'console';
  readonly createdMs: number;
  readonly timeline: Timeline;
  /** From then on (Unix ms) the API does not find the job. */
  readonly deletedMs?: number;
};

/** The resource name of a location. */
export function placeName({ projectNumber, location }: Place): string {
  return `projects/${projectNumber}/locations/${location}`;
}

/** The resource name as Google returns it: with the project's number, even if the request has its id. */
export function nameOf(job: JobRecord): string {
  return `${placeName(job.place)}/customJobs/${job.id}`;
}

/** The CustomJob as the API shows it at `nowMs`. */
export function viewJob(job: JobRecord, nowMs: number): JsonObject {
  const history = historyAt(job.timeline, nowMs);
  const step = stepAt(job.timeline, nowMs);
  const started = history.find(({ state }) => state === 'RUNNING');
  const error = errorAt(step, nowMs);
  // The documentation promises endTime for these three states only.
  const hasEnd = ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(step.state);
  const changedMs =
    error === undefined ? step.atMs : Math.max(step.atMs, step.errorAtMs ?? step.atMs);
  return compact({
    name: nameOf(job),
    ...job.body,
    state: `JOB_STATE_${step.state}`,
    createTime: formatTime(job.createdMs),
    startTime: started === undefined ? undefined : formatTime(started.atMs),
    endTime: hasEnd ? formatTime(step.atMs) : undefined,
    updateTime: formatTime(Math.max(job.createdMs, changedMs)),
    error:
      error === undefined ? undefined : { code: error.code, message: fillText(error.message, job) },
    webAccessUris: webAccessUris(job, step.state),
  });
}

/** The step's error, once it is filled in. */
export function errorAt(step: Step, nowMs: number): Step['error'] {
  return (step.errorAtMs ?? step.atMs) <= nowMs ? step.error : undefined;
}

/** Fills in `{project}`, `{number}`, `{location}`, `{id}` and `{quota}` (the job's quota metrics) in a scenario's text. */
export function fillText(
  text: string,
  { place, id, checked }: Pick<JobRecord, 'place' | 'id' | 'checked'>,
): string {
  const values: Readonly<Record<string, string>> = {
    project: place.projectId,
    number: place.projectNumber,
    location: place.location,
    id,
    quota: metricsOf(checked),
  };
  return text.replace(/\{(project|number|location|id|quota)\}/g, (whole, key: string) => {
    return values[key] ?? whole;
  });
}

function webAccessUris(job: JobRecord, state: string): Json | undefined {
  if (job.checked.jobSpec?.enableWebAccess !== true || state !== 'RUNNING') return undefined;
  return {
    'workerpool0-0': `https://${job.id}-dot-${job.place.location}.aiplatform-training.googleusercontent.com/`,
  };
}
