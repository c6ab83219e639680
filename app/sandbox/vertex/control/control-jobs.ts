// The control routes for jobs.

import { z } from 'zod';
import type { Json } from '../../shared/json.ts';
import { ApiError } from '../base/errors.ts';
import { jobSchema } from '../job/job-spec.ts';
import {
  cancelSchema,
  isScenarioName,
  jobErrorSchema,
  phaseSchema,
  scenarioSchema,
  scenarios,
} from '../job/scenario.ts';
import { stepsOf, type Step } from '../job/timeline.ts';
import { recordedJob } from '../job/recorded-job.ts';
import { readMessage } from '../proto/proto-read.ts';
import type { VertexState } from '../state/vertex-state.ts';

export type ControlRequest = {
  readonly body: Json;
  readonly params: URLSearchParams;
  /** The job's id or name in the path; empty when there is none. */
  readonly id: string;
};

const done: Json = { ok: true };

/** The id of a job given by id or resource name. @throws ApiError (404) */
export function requireJob(state: VertexState, id: string): string {
  const job = state.jobs.find(id.slice(id.lastIndexOf('/') + 1));
  if (job === undefined) throw new ApiError('NOT_FOUND', `No job ${id}.`);
  return job.id;
}

/** All jobs with their true history. A query like `?state=RUNNING&location=us-east1` filters them. */
export function listRecordedJobs(state: VertexState, { params }: ControlRequest): Json {
  const jobs = state.jobs.all().map((job) => recordedJob(job, state.clock()));
  const wanted = [...params];
  return {
    jobs: jobs.filter((job) => wanted.every(([key, value]) => job[key] === value)),
  };
}

/** Creates a job as if in the console: without a token, quotas, or checks beyond the proto's. */
export function createFromConsole(state: VertexState, { body }: ControlRequest): Json {
  const [project] = state.projects;
  const [location = ''] = state.locations;
  const asked = z
    .strictObject({
      project: z.string().default(project?.id ?? ''),
      location: z.string().default(location),
      job: z.json(),
      scenario: z.string().refine(isScenarioName, 'no such scenario').optional(),
      custom: scenarioSchema.optional(),
    })
    .parse(body);
  const found = state.projects.find(({ id, number }) => [id, number].includes(asked.project));
  if (found === undefined) throw new ApiError('NOT_FOUND', `No project ${asked.project}.`);
  if (!state.locations.includes(asked.location)) {
    throw new ApiError('NOT_FOUND', `No location ${asked.location}.`);
  }
  const place = { projectId: found.id, projectNumber: found.number, location: asked.location };
  const canonical = readMessage('CustomJob', asked.job, 'job', state.newerFields);
  const checked = jobSchema.parse(canonical);
  const choice =
    asked.custom !== undefined
      ? { name: 'custom' as const, scenario: asked.custom }
      : asked.scenario !== undefined
        ? { name: asked.scenario, scenario: scenarios[asked.scenario] }
        : state.rules.choose(checked, place.location);
  const job = state.jobs.create({ place, body: canonical, checked, choice, origin: 'console' });
  return recordedJob(job, job.createdMs);
}

/** Puts a job into a state for good, from now on. */
export function forceState(state: VertexState, { body, id }: ControlRequest): Json {
  const { state: jobState, error } = z
    .strictObject({ state: phaseSchema.shape.state, error: jobErrorSchema.optional() })
    .parse(body);
  const step = { state: jobState, atMs: state.clock(), ...(error === undefined ? {} : { error }) };
  state.jobs.redirect(requireJob(state, id), [step]);
  return done;
}

/** Replaces the phases that a job goes through from now on. */
export function setPhases(state: VertexState, { body, id }: ControlRequest): Json {
  const asked = z
    .strictObject({
      phases: z.array(phaseSchema).min(1),
      error: jobErrorSchema.optional(),
      lateErrorMs: z.number().nonnegative().default(0),
      cancel: cancelSchema.optional(),
    })
    .parse(body);
  const { speed } = state.settings;
  const steps = stepsOf(asked.phases, state.clock(), speed).map((step): Step =>
    step.state === 'FAILED' && asked.error !== undefined
      ? { ...step, error: asked.error, errorAtMs: step.atMs + asked.lateErrorMs / speed }
      : step,
  );
  const jobId = requireJob(state, id);
  state.jobs.redirect(jobId, steps);
  if (asked.cancel !== undefined) state.jobs.setCancel(jobId, asked.cancel);
  return done;
}
