import { failed, succeeded, type Failure, type Result } from '../domain/error/failure.ts';
import type { ProjectUse } from '../domain/use/gpu-use.ts';
import type { Span } from '../domain/use/use-summary.ts';
import { collectSeries, readUsePage, type WireSeries } from './monitoring-wire.ts';
import { writeQuery } from './query.ts';
import { request, type RequestDeps } from './request.ts';
import { retryRead, type RetryDeps } from './retry.ts';

export type MonitoringDeps = RequestDeps &
  RetryDeps & {
    /** Base URL of Cloud Monitoring. */
    readonly endpoint: string;
  };

const service = 'Cloud Monitoring';
/** Retries and pages start within this many time limits of the first call. */
const patience = 2;
/** Points of one page; with larger ones, parsing would hold up everything else. */
const pageSize = 20_000;
/** A million points: the last six hours of 2,700 replicas. */
const mostPages = 50;

/** The use of GPUs is under `ml.googleapis.com`, with the custom job's id as `job_id`. */
export const useFilter =
  'metric.type="ml.googleapis.com/training/accelerator/utilization" AND resource.type="cloudml_job"';

/**
 * Reads Cloud Monitoring's `timeSeries.list`
 * (https://docs.cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.timeSeries/list): the use of
 * GPUs by all jobs of a project or one of them, a point a minute. All pages or a failure, since a replica that
 * is missing might be the one that works.
 */
export async function readUse(
  deps: MonitoringDeps,
  project: string,
  span: Span,
  jobId?: string,
): Promise<Result<ProjectUse>> {
  const readAt = deps.clock();
  const deadline = readAt + patience * deps.timeoutMs;
  const filter =
    jobId === undefined ? useFilter : `${useFilter} AND resource.labels.job_id="${jobId}"`;
  const found: WireSeries[] = [];
  let pageToken = '';
  for (let pages = 0; pages < mostPages && deps.clock() <= deadline; pages++) {
    const url = urlOf(deps.endpoint, project, { span, filter, pageToken });
    const reply = await retryRead(deps, deadline, () =>
      request(deps, { kind: 'read', method: 'GET', url, service }),
    );
    if (!reply.ok) return reply;
    const page = readUsePage(reply.value.body);
    if (page === undefined) return failed(unreadable);
    if (page.isPartial) return failed(partial);
    found.push(...page.series);
    pageToken = page.nextPageToken;
    if (pageToken === '') return succeeded(collectSeries(found, readAt));
  }
  return failed(unfinished);
}

type Asked = { readonly span: Span; readonly filter: string; readonly pageToken: string };

function urlOf(endpoint: string, project: string, { span, filter, pageToken }: Asked): string {
  const query = new URLSearchParams({
    filter,
    'interval.startTime': new Date(span.fromMs).toISOString(),
    'interval.endTime': new Date(span.untilMs).toISOString(),
    'aggregation.alignmentPeriod': '60s',
    'aggregation.perSeriesAligner': 'ALIGN_MAX',
    view: 'FULL',
    pageSize: String(pageSize),
    prettyPrint: 'false',
    ...(pageToken === '' ? {} : { pageToken }),
  });
  const base = endpoint.replace(/\/$/, '');
  return `${base}/v3/projects/${encodeURIComponent(project)}/timeSeries?${writeQuery(query)}`;
}

const unreadable: Failure = {
  kind: 'transient',
  message: 'Cloud Monitoring sent the use of GPUs in a form I can’t read.',
};
const partial: Failure = {
  kind: 'transient',
  message: 'Cloud Monitoring could tell only a part of the use of GPUs.',
};
const unfinished: Failure = {
  kind: 'transient',
  message: 'Cloud Monitoring did not come to an end with the use of GPUs.',
};
