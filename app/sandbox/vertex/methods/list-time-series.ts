// Cloud Monitoring's `timeSeries.list` for the use of GPUs.

import type { JsonObject } from '../../shared/json.ts';
import { ApiError } from '../base/errors.ts';
import { compare, invalidFilter, matches, parseFilter, restrictionsOf } from '../base/filter.ts';
import { readPageToken, writePageToken } from '../base/page-token.ts';
import { formatTime, parseDurationMs, parseTimeMs } from '../base/times.ts';
import { useOfJob, useSeries, type UsePoint, type UseSeries } from '../job/gpu-use.ts';
import type { Place } from '../job/job-record.ts';
import { ownParam } from '../proto/params.ts';
import type { VertexState } from '../state/vertex-state.ts';

const metricType = 'ml.googleapis.com/training/accelerator/utilization';
const resourceType = 'cloudml_job';

/** The parameters of the method that are known here. */
export const timeSeriesParams = [
  'filter',
  'interval.startTime',
  'interval.endTime',
  'aggregation.alignmentPeriod',
  'aggregation.perSeriesAligner',
  'orderBy',
  'view',
  'pageSize',
  'pageToken',
];

const aligners = ['ALIGN_MAX', 'ALIGN_MEAN', 'ALIGN_MIN', 'ALIGN_NEXT_OLDER'];
const shortestPeriodMs = 60_000;
/** "If view is set to FULL, this is the maximum number of Points returned." */
const longestPage = 100_000;

/** One page of a project's series. @throws ApiError (400) for what the service would refuse */
export function listTimeSeries(
  params: URLSearchParams,
  { jobs, uses, settings, clock }: VertexState,
  { projectNumber }: Place,
): JsonObject {
  const own = (name: string): string => ownParam(params, name);
  if (own('orderBy') !== '') throw refused('Field order_by is unsupported: it must be empty.');
  const { fromMs, untilMs } = readInterval(own('interval.startTime'), own('interval.endTime'));
  const periodMs = readAlignment(
    own('aggregation.alignmentPeriod'),
    own('aggregation.perSeriesAligner'),
  );
  if (!['', 'FULL'].includes(own('view'))) throw refused(`View ${own('view')} is not served here.`);
  const keeps = readSeriesFilter(own('filter'));
  const { metricMinuteMs, metricLagMs, maxPagePoints, speed } = settings;
  const stepMs = ((periodMs / shortestPeriodMs) * metricMinuteMs) / speed;
  const nowMs = clock() - metricLagMs;
  const points = jobs
    .all()
    .filter(({ place }) => place.projectNumber === projectNumber)
    .flatMap((job) => useSeries(job, uses.get(job.id) ?? useOfJob(job), stepMs, nowMs))
    .filter(keeps)
    .flatMap((series) =>
      series.points
        .filter(({ atMs }) => atMs > fromMs && atMs <= untilMs)
        .map((point) => ({ series, point })),
    );
  const query = timeSeriesParams.filter((name) => name !== 'pageToken').map(own);
  const start = Number(readPageToken(own('pageToken'), query) ?? 0);
  const end = start + Math.min(readPageSize(own('pageSize')), maxPagePoints);
  return {
    timeSeries: grouped(points.slice(start, end)),
    ...(end < points.length ? { nextPageToken: writePageToken(String(end), query) } : {}),
    unit: '10^2.%',
  };
}

function refused(message: string): ApiError {
  return new ApiError('INVALID_ARGUMENT', message);
}

function readInterval(start: string, end: string): { fromMs: number; untilMs: number } {
  const untilMs = parseTimeMs(end);
  // Without a start, the interval is a point in time.
  const fromMs = start === '' ? untilMs : parseTimeMs(start);
  if (fromMs === undefined || untilMs === undefined || fromMs > untilMs) {
    throw refused('Field interval had an invalid value: it needs an end, not before its start.');
  }
  return { fromMs, untilMs };
}

function readAlignment(period: string, aligner: string): number {
  const periodMs = parseDurationMs(period);
  if (periodMs === undefined || periodMs < shortestPeriodMs || !aligners.includes(aligner)) {
    throw refused(
      'Field aggregation had an invalid value: it needs an aligner and a period of at least 60s.',
    );
  }
  return periodMs;
}

function readPageSize(text: string): number {
  if (!/^\d{0,9}$/.test(text)) throw refused('Field pageSize had an invalid value.');
  return Number(text) === 0 ? longestPage : Math.min(Number(text), longestPage);
}

/** The filter must name one metric type; other metrics have no series here. */
function readSeriesFilter(text: string): (series: UseSeries) => boolean {
  const filter = parseFilter(text);
  const fields: Readonly<Record<string, (series: UseSeries) => string>> = {
    'metric.type': () => metricType,
    'resource.type': () => resourceType,
    'resource.labels.job_id': ({ job }) => job.id,
    'resource.labels.task_name': ({ task }) => task,
    'resource.labels.project_id': ({ job }) => job.place.projectId,
  };
  const restrictions = restrictionsOf(filter);
  const named = restrictions.filter(({ field }) => field === 'metric.type');
  if (named.length !== 1 || named[0]?.comparator !== '=') {
    throw refused('Field filter must specify a single metric type.');
  }
  if (restrictions.some(({ field }) => fields[field] === undefined)) throw invalidFilter(text);
  return (series) =>
    matches(filter, ({ field, comparator, value }) =>
      compare(fields[field]?.(series) ?? '', comparator, value),
    );
}

/** A series whose points go on on the next page is on both. */
function grouped(
  points: readonly { readonly series: UseSeries; readonly point: UsePoint }[],
): JsonObject[] {
  const bySeries = Map.groupBy(points, ({ series }) => series);
  return [...bySeries].map(([{ job, task }, of]) => ({
    metric: { type: metricType },
    resource: {
      type: resourceType,
      labels: { project_id: job.place.projectId, job_id: job.id, task_name: task },
    },
    metricKind: 'GAUGE',
    valueType: 'DOUBLE',
    points: of.map(({ point: { fromMs, atMs, share } }) => ({
      interval: { startTime: formatTime(fromMs), endTime: formatTime(atMs) },
      value: { doubleValue: share },
    })),
  }));
}
