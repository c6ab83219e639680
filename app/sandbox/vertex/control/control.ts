// The control routes under `/sandbox/`, by which people and tests configure the server and read its records. README.md lists them.

import { z } from 'zod';
import { controlPath, mistakeIn, oneOrMany, readControlBody } from '../../http/control.ts';
import type { Reply } from '../../http/reply.ts';
import { toJson, type Json } from '../../shared/json.ts';
import { ApiError } from '../base/errors.ts';
import { viewEntry } from '../base/records.ts';
import { jsonReply } from '../base/reply.ts';
import { denialSchema, type Settings } from '../base/settings.ts';
import { gpuUses } from '../job/gpu-use.ts';
import { viewOperation } from '../job/operations.ts';
import { scenarioRuleSchema } from '../job/scenario-rules.ts';
import { scenarios } from '../job/scenario.ts';
import { recordedJob } from '../job/recorded-job.ts';
import { faultSchema } from '../state/faults.ts';
import type { VertexState } from '../state/vertex-state.ts';
import {
  createFromConsole,
  forceState,
  listRecordedJobs,
  requireJob,
  setPhases,
  type ControlRequest,
} from './control-jobs.ts';

type Route = (state: VertexState, request: ControlRequest) => Json;
/** Some of the settings, as a body changes them. */
type Changes = { readonly [K in keyof Settings]?: Settings[K] | undefined };

const ms = z.number().nonnegative();
const perMinute = z.int().nonnegative().optional();
const done: Json = { ok: true };

const routes: Readonly<Record<string, Route>> = {
  'GET records': (state) => ({
    now: new Date(state.clock()).toISOString(),
    requests: state.records.entries().map(viewEntry),
    jobs: [...state.jobs.all()].reverse().map((job) => recordedJob(job, state.clock())),
    operations: [...state.operations.values()].map((one) => viewOperation(one, state.clock())),
    tokenCalls: state.sts.calls(),
  }),
  'GET jobs': listRecordedJobs,
  'POST jobs': createFromConsole,
  'POST jobs/:id/state': forceState,
  'POST jobs/:id/phases': setPhases,
  'POST jobs/:id/use': (state, { id, body }) => {
    const { use } = z.strictObject({ use: z.enum(gpuUses) }).parse(body);
    state.uses.set(requireJob(state, id), use);
    return done;
  },
  'POST jobs/:id/delete': (state, { id }) => {
    state.jobs.remove(requireJob(state, id), 0);
    return done;
  },
  'GET scenarios': (state) => ({
    names: Object.keys(scenarios),
    rules: toJson(state.rules.list()),
  }),
  'POST scenarios': (state, { body }) => {
    oneOrMany(scenarioRuleSchema, body).forEach((rule) => state.rules.add(rule));
    return done;
  },
  'DELETE scenarios': (state) => {
    state.rules.clear();
    return done;
  },
  'GET faults': (state) => ({ faults: toJson(state.faults.list()) }),
  'POST faults': (state, { body }) => {
    oneOrMany(faultSchema, body).forEach((fault) => state.faults.add(fault));
    return done;
  },
  'DELETE faults': (state) => {
    state.faults.clear();
    return done;
  },
  'POST accept': (state, { body }) => {
    const { path, enum: word } = z
      .strictObject({ path: z.string().min(1), enum: z.string().min(1).optional() })
      .parse(body);
    state.newerFields.add(path, word);
    return done;
  },
  'GET settings': (state) => toJson(state.settings),
  'POST quota': setting(
    z.strictObject({
      crudPerMinute: perMinute,
      submissionsPerMinute: perMinute,
      logReadsPerMinute: perMinute,
      accelerators: z.record(z.string(), z.int().nonnegative()).optional(),
    }),
  ),
  'POST permissions': (state, { body }) => {
    state.settings.denials = z.strictObject({ deny: z.array(denialSchema) }).parse(body).deny;
    return done;
  },
  'POST outage': (state, { body }) => {
    state.settings.outages = z
      .strictObject({ locations: z.array(z.string()) })
      .parse(body).locations;
    return done;
  },
  'POST list-lag': (state, { body }) => {
    state.settings.listLagMs = z.strictObject({ ms }).parse(body).ms;
    return done;
  },
  'POST page-size': (state, { body }) => {
    state.settings.maxPageSize = z.strictObject({ max: z.int().min(1).max(100) }).parse(body).max;
    return done;
  },
  'POST logs': setting(
    z.strictObject({ emptyLogPages: z.int().nonnegative().optional(), logLagMs: ms.optional() }),
  ),
  'POST metrics': setting(
    z.strictObject({
      metricMinuteMs: z.number().positive().optional(),
      metricLagMs: ms.optional(),
      maxPagePoints: z.int().min(1).optional(),
    }),
  ),
  'POST speed': (state, { body }) => {
    const { speed } = z.strictObject({ speed: z.number().positive() }).parse(body);
    state.jobs.rescale(speed / state.settings.speed);
    state.settings.speed = speed;
    return done;
  },
  'POST sts': configureSts,
  'POST tokens/revoke': (state, { body }) => {
    const { fixed } = z.strictObject({ fixed: z.boolean().default(false) }).parse(body);
    state.sts.revoke(fixed);
    return done;
  },
  'POST reset': (state) => {
    state.reset();
    return done;
  },
};

/** Answers a control request. An invalid body is a 400 with the path of the mistake. */
export function control(state: VertexState, method: string, url: URL, text: string): Reply {
  const path = controlPath(url);
  const id = /^jobs\/(.+)\/(?:state|phases|use|delete)$/.exec(path)?.[1] ?? '';
  const route = routes[`${method} ${id === '' ? path : path.replace(id, ':id')}`];
  if (route === undefined) {
    return jsonReply(404, { error: `No control route ${method} /sandbox/${path}.` });
  }
  const body = readControlBody(text);
  if (body === undefined) return jsonReply(400, { error: 'The body is not JSON.', path: '' });
  try {
    return jsonReply(200, route(state, { body, params: url.searchParams, id }));
  } catch (error) {
    if (error instanceof z.ZodError) return jsonReply(400, mistakeIn(error));
    if (error instanceof ApiError) return jsonReply(error.httpStatus, error.toJson());
    throw error;
  }
}

function setting(schema: z.ZodType<Changes>): Route {
  return (state, { body }) => {
    const changes = Object.entries(schema.parse(body)).filter(([, value]) => value !== undefined);
    Object.assign(state.settings, Object.fromEntries(changes));
    return done;
  };
}

function configureSts(state: VertexState, { body }: ControlRequest): Json {
  const asked = z
    .strictObject({
      expiresInSeconds: z.number().positive().optional(),
      /** null ends the failures. */
      fail: z
        .strictObject({ status: z.int().min(400).max(599), count: z.int().positive().default(1) })
        .nullable()
        .optional(),
    })
    .parse(body);
  const { settings } = state.sts;
  if (asked.expiresInSeconds !== undefined) settings.expiresInSeconds = asked.expiresInSeconds;
  if (asked.fail === null) delete settings.fail;
  else if (asked.fail !== undefined) {
    settings.fail = { status: asked.fail.status, remaining: asked.fail.count };
  }
  return done;
}
