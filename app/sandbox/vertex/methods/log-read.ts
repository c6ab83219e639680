// Cloud Logging's `entries:list` over the sandbox's jobs.

import { z } from 'zod';
import type { Json, JsonObject } from '../../shared/json.ts';
import { ApiError } from '../base/errors.ts';
import {
  compare,
  invalidFilter,
  matches,
  parseFilter,
  restrictionsOf,
  type Restriction,
} from '../base/filter.ts';
import { readPageToken, writePageToken } from '../base/page-token.ts';
import type { Settings } from '../base/settings.ts';
import { parseTimeMs, toMicros } from '../base/times.ts';
import type { JobRecord } from '../job/job-record.ts';
import { logEntry, logLines, type LogLine } from './log-lines.ts';

const requestSchema = z.strictObject({
  resourceNames: z.array(z.string().regex(/^projects\/[^/]+$/)).min(1),
  projectIds: z.array(z.string()).optional(),
  filter: z.string().max(20_000).default(''),
  orderBy: z.enum(['timestamp asc', 'timestamp desc', '']).default(''),
  pageSize: z.int().min(0).max(1000).default(50),
  pageToken: z.string().default(''),
});

const severities = ['DEFAULT', 'DEBUG', 'INFO', 'NOTICE', 'WARNING', 'ERROR', 'CRITICAL'];
type Line = LogLine & { readonly job: JobRecord; readonly index: number };

/** One page of log entries. @throws ApiError (400) for what the service would refuse */
export function readLogs(
  body: Json,
  jobs: readonly JobRecord[],
  settings: Settings,
  nowMs: number,
): JsonObject {
  const request = requestSchema.safeParse(body);
  if (!request.success) {
    const [issue] = request.error.issues;
    const path = issue?.path.join('.') ?? '';
    throw new ApiError('INVALID_ARGUMENT', `${path}: ${issue?.message ?? 'invalid request'}`);
  }
  const { resourceNames, filter, orderBy, pageToken } = request.data;
  const query = [...resourceNames, filter, orderBy];
  const position = readPageToken(pageToken, query) ?? 'empty:0';
  const emptyPages = /^empty:(\d+)$/.exec(position)?.[1];
  if (emptyPages !== undefined && Number(emptyPages) < settings.emptyLogPages) {
    return { nextPageToken: writePageToken(`empty:${String(Number(emptyPages) + 1)}`, query) };
  }
  const matchesFilter = readLogFilter(filter);
  const found = linesOf(jobs, resourceNames, settings, nowMs).filter(matchesFilter);
  if (orderBy === 'timestamp desc') found.reverse();
  const start = emptyPages === undefined ? found.findIndex((line) => keyOf(line) === position) : -1;
  const pageSize = request.data.pageSize === 0 ? 50 : request.data.pageSize;
  const page = found.slice(start + 1, start + 1 + pageSize);
  const last = page.at(-1);
  const entries = page.map((line) => logEntry(line.job, line, line.index, settings.logLagMs));
  return {
    ...(entries.length === 0 ? {} : { entries }),
    ...(last !== undefined && found.at(-1) !== last
      ? { nextPageToken: writePageToken(keyOf(last), query) }
      : {}),
  };
}

const keyOf = (line: Line): string => `${line.job.id}/${String(line.index)}`;

function linesOf(
  jobs: readonly JobRecord[],
  resourceNames: readonly string[],
  settings: Settings,
  nowMs: number,
): Line[] {
  return jobs
    .filter(({ place }) =>
      resourceNames.some((name) =>
        [`projects/${place.projectId}`, `projects/${place.projectNumber}`].includes(name),
      ),
    )
    .flatMap((job) =>
      logLines(job, nowMs - settings.logLagMs, settings.speed).map((line, index) => ({
        ...line,
        job,
        index,
      })),
    )
    .sort((left, right) => left.atMs - right.atMs);
}

function readLogFilter(text: string): (line: Line) => boolean {
  const filter = parseFilter(text);
  for (const restriction of restrictionsOf(filter)) {
    const isTime = restriction.field === 'timestamp';
    if (isTime && parseTimeMs(restriction.value) === undefined) throw invalidFilter(text);
  }
  return (line) => matches(filter, (restriction) => holds(restriction, line));
}

/** A field that entries don't have matches nothing, as in Cloud Logging. */
function holds({ field, comparator, value }: Restriction, line: Line): boolean {
  switch (field) {
    case 'timestamp':
      return compare(toMicros(line.atMs), comparator, toMicros(parseTimeMs(value) ?? NaN));
    case 'severity':
      return compare(severities.indexOf(line.severity), comparator, severities.indexOf(value));
    case 'resource.type':
      return compare('ml_job', comparator, value);
    case 'resource.labels.job_id':
      return compare(line.job.id, comparator, value);
    case 'resource.labels.task_name':
      return compare<string>(line.task, comparator, value);
    case 'resource.labels.project_id':
      return compare(line.job.place.projectId, comparator, value);
    case 'textPayload':
      return line.task === 'service' && line.text.includes(value);
    case 'jsonPayload.message':
      return line.task !== 'service' && line.text.includes(value);
    default:
      return false;
  }
}
