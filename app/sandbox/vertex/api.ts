// The v1beta1 API: authentication, quotas, permissions, and the form of answers.

import type { Reply } from '../http/reply.ts';
import { parseJson, type JsonObject } from '../shared/json.ts';
import type { Call, CallName } from './base/calls.ts';
import {
  ApiError,
  foundErrors,
  permissionDenied,
  projectDenied,
  unauthenticated,
} from './base/errors.ts';
import { jsonReply } from './base/reply.ts';
import { viewJob, type Place } from './job/job-record.ts';
import type { Quota } from './job/rates.ts';
import { createJob, notJson } from './methods/create-job.ts';
import { cancelJob, deleteJob, findJob, getOperation, jobsAt } from './methods/job-methods.ts';
import { listJobs } from './methods/list-jobs.ts';
import { listSkus } from './methods/list-skus.ts';
import { listTimeSeries, timeSeriesParams } from './methods/list-time-series.ts';
import { readLogs } from './methods/log-read.ts';
import { applyMask } from './proto/field-mask.ts';
import { readResponseFormat } from './proto/params.ts';
import type { MessageName } from './proto/proto-schema.ts';
import { withNumericEnums } from './proto/proto-write.ts';
import type { VertexState } from './state/vertex-state.ts';

type ApiRequest = {
  readonly params: URLSearchParams;
  readonly authorization: string;
  readonly body: string;
};

type Method = {
  readonly message: MessageName;
  readonly permission: string;
  readonly quota: Quota;
  readonly params: readonly string[];
};

const methods: Readonly<Record<Exclude<CallName, 'token'>, Method>> = {
  create: method('CustomJob', 'aiplatform.customJobs.create', 'submission'),
  get: method('CustomJob', 'aiplatform.customJobs.get'),
  list: method('ListCustomJobsResponse', 'aiplatform.customJobs.list', 'crud', [
    'filter',
    'pageSize',
    'pageToken',
    'readMask',
  ]),
  cancel: method('Empty', 'aiplatform.customJobs.cancel'),
  delete: method('Operation', 'aiplatform.customJobs.delete', 'submission'),
  'operations.get': method('Operation', 'aiplatform.operations.get'),
  'locations.list': method('ListLocationsResponse', 'aiplatform.locations.list', 'crud', [
    'filter',
    'pageSize',
    'pageToken',
    'extraLocationTypes',
  ]),
  'locations.get': method('Location', 'aiplatform.locations.get'),
  logs: method('Empty', 'logging.logEntries.list', 'logs'),
  'time-series': method('Empty', 'monitoring.timeSeries.list', 'crud', timeSeriesParams),
  // The price list is public: it takes a token but no permission, and its quota is too large to matter here.
  skus: method('ListSkusResponse', '', 'crud', [
    'currencyCode',
    'pageSize',
    'pageToken',
    'startTime',
    'endTime',
  ]),
};

function method(
  message: MessageName,
  permission: string,
  quota: Quota = 'crud',
  params: readonly string[] = [],
): Method {
  return { message, permission, quota, params };
}

/** Performs a call and answers it. A refusal is answered with Google's error body. */
export function answer(state: VertexState, call: Call, request: ApiRequest): Reply {
  try {
    if (call.name === 'token') return state.sts.exchange(new URLSearchParams(request.body));
    return respond(state, call, methods[call.name], request);
  } catch (error) {
    if (error instanceof ApiError) return jsonReply(error.httpStatus, error.toJson());
    throw error;
  }
}

function respond(state: VertexState, call: Call, method: Method, request: ApiRequest): Reply {
  const token = /^Bearer (\S+)$/i.exec(request.authorization)?.[1];
  if (token === undefined) throw unauthenticated(true);
  if (!state.sts.accepts(token)) throw unauthenticated(false);
  const format = readResponseFormat(request.params, method.params, method.message);
  if (call.name === 'logs') return jsonReply(200, logs(state, request.body), format.pretty);
  if (call.name === 'skus') {
    const page = listSkus(call.id, request.params, state.settings, state.clock());
    return jsonReply(200, applyMask(format.mask, method.message, page), format.pretty);
  }
  const place = findPlace(state, call);
  if (call.name === 'time-series') {
    requirePermission(state, method.permission, place);
    return jsonReply(200, listTimeSeries(request.params, state, place), format.pretty);
  }
  const { crudPerMinute, submissionsPerMinute } = state.settings;
  state.rates.take(
    method.quota,
    place,
    method.quota === 'submission' ? submissionsPerMinute : crudPerMinute,
  );
  requirePermission(state, method.permission, place);
  const result = perform(state, call, place, request);
  const masked = applyMask(format.mask, method.message, result);
  const shown = format.numericEnums ? withNumericEnums(method.message, masked) : masked;
  return jsonReply(200, shown, format.pretty);
}

/** The project and location of a call. @throws ApiError: an unknown project is denied, an unknown location does not match the endpoint */
function findPlace(state: VertexState, { name, project, location }: Call): Place {
  const found = state.projects.find(({ id, number }) => id === project || number === project);
  if (found === undefined) throw projectDenied(project);
  if (location !== '' && !state.locations.includes(location)) {
    if (name === 'locations.get') {
      throw new ApiError('NOT_FOUND', `Location ${location} is not found.`);
    }
    const description = `The provided location ID doesn't match the endpoint. The valid location IDs are ${state.locations.map((one) => `\`${one}\``).join(', ')}.`;
    throw foundErrors([
      { field: ['create', 'list'].includes(name) ? 'parent' : 'name', description },
    ]);
  }
  return { projectId: found.id, projectNumber: found.number, location };
}

function requirePermission(state: VertexState, permission: string, place: Place): void {
  const denied = state.settings.denials.some(
    (denial) =>
      ['*', permission].includes(denial.permission) &&
      [undefined, place.projectId, place.projectNumber].includes(denial.project) &&
      [undefined, place.location].includes(denial.location),
  );
  if (!denied) return;
  const resource = `projects/${place.projectId}/locations/${place.location}`;
  throw permissionDenied(
    permission,
    place.location === '' ? `projects/${place.projectId}` : resource,
  );
}

function perform(state: VertexState, call: Call, place: Place, request: ApiRequest): JsonObject {
  const nowMs = state.clock();
  switch (call.name) {
    case 'create': {
      const job = createJob(state, place, parseJson(request.body));
      // The answer shows the job in its first state.
      return viewJob(job, job.createdMs);
    }
    case 'get':
      return viewJob(findJob(state, place, call.id, nowMs), nowMs);
    case 'list':
      return listJobs(request.params, place, jobsAt(state, place, nowMs), state.settings, nowMs);
    case 'cancel':
      return cancelJob(state, findJob(state, place, call.id, nowMs), request.body, nowMs);
    case 'delete':
      return deleteJob(state, findJob(state, place, call.id, nowMs), nowMs);
    case 'operations.get':
      return getOperation(state, place, call.id, nowMs);
    case 'locations.list':
      return { locations: state.locations.map((one) => viewLocation(call.project, one)) };
    case 'locations.get':
      return viewLocation(call.project, place.location);
    case 'logs':
    case 'skus':
    case 'time-series':
    case 'token':
      throw new ApiError('UNIMPLEMENTED', `${call.name} is not a method of this service.`);
  }
}

function viewLocation(project: string, location: string): JsonObject {
  return {
    name: `projects/${project}/locations/${location}`,
    locationId: location,
    labels: { 'cloud.googleapis.com/region': location },
  };
}

function logs(state: VertexState, body: string): JsonObject {
  const json = parseJson(body);
  if (json === undefined) throw notJson();
  const [project] = state.projects;
  const place = {
    projectId: project?.id ?? '',
    projectNumber: project?.number ?? '',
    location: 'global',
  };
  state.rates.take('logs', place, state.settings.logReadsPerMinute);
  requirePermission(state, 'logging.logEntries.list', place);
  return readLogs(json, state.jobs.all(), state.settings, state.clock());
}
