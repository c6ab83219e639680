// What the control routes do to jobs.

import { z } from 'zod';
import { ApiError } from '../base/errors.ts';
import { jobSchema } from '../job/job-spec.ts';
import type { Json } from '../base/json.ts';
import { readMessage } from '../proto/proto-read.ts';
import {
  cancelSchema,
  isScenarioName,
  jobErrorSchema,
  phaseSchema,
  scenarioSchema,
  scenarios,
} from '../job/scenario.ts';
import { stepsOf } from '../job/timeline.ts';
import type { Step } from '../job/timeline.ts';
import { trueJob } from '../job/true-job.ts';
import type { World } from '../state/world.ts';

export type ControlRequest = {
  readonly body: Json;
  readonly params: URLSearchParams;
  /** Of the job in the path. */
  readonly id: string;
};

const done: Json = { ok: true };

/** Finds a job by id or by resource name. */
export function requireJob(world: World, id: string): string {
  const job = world.jobs.find(id.slice(id.lastIndexOf('/') + 1));
  if (job === undefined) throw new ApiError('NOT_FOUND', `No job ${id}.`);
  return job.id;
}

/** Jobs as the books have them; a query like `?state=RUNNING&location=us-east1` narrows them. */
export function listTrueJobs(world: World, { params }: ControlRequest): Json {
  const jobs = world.jobs.all().map((job) => trueJob(job, world.clock()));
  const wanted = [...params];
  return {
    jobs: jobs.filter((job) => wanted.every(([key, value]) => job[key] === value)),
  };
}

/** A job that somebody made outside the API: no token, no quota, no checks beyond the proto's. */
export function createFromConsole(world: World, { body }: ControlRequest): Json {
  const [project] = world.projects;
  const [location = ''] = world.locations;
  const asked = z
    .strictObject({
      project: z.string().default(project?.id ?? ''),
      location: z.string().default(location),
      job: z.json(),
      scenario: z.string().refine(isScenarioName, 'no such scenario').optional(),
      custom: scenarioSchema.optional(),
    })
    .parse(body);
  const found = world.projects.find(({ id, number }) => [id, number].includes(asked.project));
  if (found === undefined) throw new ApiError('NOT_FOUND', `No project ${asked.project}.`);
  const place = { projectId: found.id, projectNumber: found.number, location: asked.location };
  const canonical = readMessage('CustomJob', asked.job, 'job', world.learned);
  const checked = jobSchema.parse(canonical);
  const choice =
    asked.custom !== undefined
      ? { name: 'custom' as const, scenario: asked.custom }
      : asked.scenario !== undefined
        ? { name: asked.scenario, scenario: scenarios[asked.scenario] }
        : world.rules.choose(checked, place.location);
  const job = world.jobs.create({ place, body: canonical, checked, choice, origin: 'console' });
  return trueJob(job, job.createdMs);
}

/** Puts a job into a state now, where it stays. */
export function forceState(world: World, { body, id }: ControlRequest): Json {
  const { state, error } = z
    .strictObject({ state: phaseSchema.shape.state, error: jobErrorSchema.optional() })
    .parse(body);
  const step = { state, atMs: world.clock(), ...(error === undefined ? {} : { error }) };
  world.jobs.redirect(requireJob(world, id), [step]);
  return done;
}

/** Gives a job a new future from now on. */
export function setPhases(world: World, { body, id }: ControlRequest): Json {
  const asked = z
    .strictObject({
      phases: z.array(phaseSchema).min(1),
      error: jobErrorSchema.optional(),
      lateErrorMs: z.number().nonnegative().default(0),
      cancel: cancelSchema.optional(),
    })
    .parse(body);
  const { speed } = world.settings;
  const steps = stepsOf(asked.phases, world.clock(), speed).map((step): Step =>
    step.state === 'FAILED' && asked.error !== undefined
      ? { ...step, error: asked.error, errorAtMs: step.atMs + asked.lateErrorMs / speed }
      : step,
  );
  const jobId = requireJob(world, id);
  world.jobs.redirect(jobId, steps);
  if (asked.cancel !== undefined) world.jobs.setCancel(jobId, asked.cancel);
  return done;
}
