import type { JsonObject } from '../../shared/json.ts';
import { malformed } from '../base/errors.ts';
import { readPageToken, writePageToken } from '../base/page-token.ts';
import type { Settings } from '../base/settings.ts';
import { readJobFilter } from '../job/job-filter.ts';
import { viewJob, type JobRecord, type Place } from '../job/job-record.ts';
import { applyMask, parseReadMask } from '../proto/field-mask.ts';
import { invalidParam, ownParam } from '../proto/params.ts';

const longestPage = 100;

/**
 * One page of customJobs.list, newest first. A page starts after the last job of the previous one, so jobs created meanwhile cause
 * neither repeats nor gaps.
 */
export function listJobs(
  params: URLSearchParams,
  place: Place,
  jobs: readonly JobRecord[],
  settings: Settings,
  nowMs: number,
): JsonObject {
  const filter = ownParam(params, 'filter');
  const readMask = ownParam(params, 'readMask');
  const query = [place.projectNumber, place.location, filter];
  const after = readPageToken(ownParam(params, 'pageToken'), query);
  const below = after === undefined ? Infinity : Number(after);
  const holds = readJobFilter(filter);
  const size = readPageSize(ownParam(params, 'pageSize'), settings.maxPageSize);
  const mask = readMask === '' ? undefined : parseReadMask(readMask, 'CustomJob');

  // One more than the page has tells whether another page follows; the rest isn't looked at, since there may be thousands.
  const found = jobs
    .values()
    .filter(
      (job) =>
        job.sequence < below && job.createdMs + settings.listLagMs <= nowMs && holds(job, nowMs),
    )
    .take(size + 1)
    .toArray();
  const page = found.slice(0, size);
  const last = page.at(-1);
  const views = page.map((job) => {
    const view = viewJob(job, nowMs);
    return mask === undefined ? view : applyMask(mask, 'CustomJob', view);
  });
  return {
    ...(views.length === 0 ? {} : { customJobs: views }),
    ...(last !== undefined && found.length > page.length
      ? { nextPageToken: writePageToken(String(last.sequence), query) }
      : {}),
  };
}

/** The default and the maximum are not documented; public code never uses more than a hundred. */
function readPageSize(text: string, maximum: number): number {
  if (!/^\d{0,9}$/.test(text)) throw malformed([invalidParam('page_size', text)]);
  const asked = Number(text);
  return Math.max(1, Math.min(asked === 0 ? longestPage : asked, longestPage, maximum));
}
