import { ApiError, errorInfo } from '../base/errors.ts';
import type { Place } from './job-record.ts';

export type Quota = 'crud' | 'submission' | 'logs';

const texts = {
  crud: {
    metric: 'Resource management (CRUD) requests',
    id: 'aiplatform.googleapis.com/resource_management_requests',
    service: 'aiplatform.googleapis.com',
  },
  submission: {
    metric: 'Job or long-running operation (LRO) submission requests',
    id: 'aiplatform.googleapis.com/job_submission_requests',
    service: 'aiplatform.googleapis.com',
  },
  logs: {
    metric: 'Read requests',
    id: 'logging.googleapis.com/read_requests',
    service: 'logging.googleapis.com',
  },
} as const satisfies Record<Quota, Record<string, string>>;

const windowMs = 60_000;

export interface Rates {
  /** Counts one request. @throws ApiError (429) when there were `limit` requests in the last minute already */
  take(quota: Quota, place: Place, limit: number): void;
  clear(): void;
}

/** Counts the requests of the last sixty seconds for each project, region and quota. Refused requests don't count. */
export function createRates(clock: () => number): Rates {
  const taken = new Map<string, number[]>();
  return {
    take(quota, place, limit) {
      const nowMs = clock();
      const key = [quota, place.projectNumber, place.location].join('/');
      const recent = (taken.get(key) ?? []).filter((atMs) => atMs > nowMs - windowMs);
      taken.set(key, recent);
      if (recent.length >= limit) throw rateExceeded(quota, place, limit);
      recent.push(nowMs);
    },
    clear: () => taken.clear(),
  };
}

function rateExceeded(quota: Quota, place: Place, limit: number): ApiError {
  const { metric, id, service } = texts[quota];
  const consumer = place.projectNumber;
  return new ApiError(
    'RESOURCE_EXHAUSTED',
    `Quota exceeded for quota metric '${metric}' and limit '${metric} per minute per region' of service '${service}' for consumer 'project_number:${consumer}'.`,
    [
      errorInfo('RATE_LIMIT_EXCEEDED', 'googleapis.com', {
        service,
        consumer: `projects/${consumer}`,
        quota_metric: id,
        quota_location: place.location,
        quota_limit: 'RequestsPerMinutePerProjectPerRegion',
        quota_limit_value: String(limit),
      }),
    ],
  );
}
