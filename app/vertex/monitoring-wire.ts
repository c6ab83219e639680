// Cloud Monitoring's TimeSeries. Unlike elsewhere, an odd part isn't dropped: with a point or a
// series missing, a job that works could look idle, so its use isn't known then.

import { z } from 'zod';
import type { GpuPoint, GpuSeries, JobUse, ProjectUse } from '../domain/use/gpu-use.ts';
import { labels, timestamp } from './bounds.ts';

/** A series, or a part of one that goes on over several pages; undefined points can't be read. */
export type WireSeries = {
  readonly jobId: string;
  readonly replica: string;
  readonly labels: Readonly<Record<string, string>>;
  /** In any order. */
  readonly points: readonly GpuPoint[] | undefined;
};

const page = z.looseObject({
  // Otherwise an error with status 200 would count as no use.
  error: z.undefined().optional(),
  timeSeries: z.array(z.unknown()).default([]),
  nextPageToken: z.string().default(''),
  // "Query execution errors that may have caused the time series data returned to be incomplete."
  executionErrors: z.array(z.unknown()).default([]),
  // "Cloud regions that were unreachable which may have caused incomplete data to be returned."
  unreachable: z.array(z.unknown()).default([]),
});

const anyLabels = labels.optional().catch(undefined);
const series = z.looseObject({
  metric: z.looseObject({ labels: anyLabels }).optional().catch(undefined),
  // Without the id, the job isn't known whose use is missing.
  resource: z.looseObject({ labels: z.looseObject({ job_id: z.string().min(1) }).and(labels) }),
  points: z.array(z.unknown()).optional().catch(undefined),
});
const point = z.looseObject({
  interval: z.looseObject({ endTime: timestamp }),
  value: z.looseObject({ doubleValue: z.number().min(0) }),
});

/** Labels that every series has. */
const common = ['project_id', 'job_id', 'task_name'];

/** Parses one page; undefined if it is invalid, or if it can't be told which job a series is of. */
export function readUsePage(body: unknown):
  | {
      readonly series: readonly WireSeries[];
      readonly nextPageToken: string;
      readonly isPartial: boolean;
    }
  | undefined {
  const parsed = page.safeParse(body);
  if (!parsed.success) return undefined;
  const { timeSeries, nextPageToken, executionErrors, unreachable } = parsed.data;
  const read = timeSeries.map(readSeries);
  const whole = read.filter((one) => one !== undefined);
  if (whole.length < read.length) return undefined;
  const isPartial = executionErrors.length + unreachable.length > 0;
  return { series: whole, nextPageToken, isPartial };
}

function readSeries(body: unknown): WireSeries | undefined {
  const parsed = series.safeParse(body);
  if (!parsed.success) return undefined;
  const { metric, resource, points } = parsed.data;
  const all: Readonly<Record<string, string>> = { ...resource.labels, ...metric?.labels };
  const more = Object.entries(all).filter(([key]) => !common.includes(key));
  const replica = resource.labels['task_name'];
  return {
    jobId: resource.labels.job_id,
    replica: typeof replica === 'string' ? replica : '',
    labels: Object.fromEntries(more),
    points: replica === undefined ? undefined : readPoints(points),
  };
}

function readPoints(points: readonly unknown[] | undefined): readonly GpuPoint[] | undefined {
  const read = points?.map((one) => point.safeParse(one).data);
  if (read?.every((one) => one !== undefined) !== true) return undefined;
  return read.map(({ interval, value }) => ({
    at: interval.endTime,
    share: Math.min(1, value.doubleValue),
  }));
}

/** All pages' series by job; the parts of a series are put together. */
export function collectSeries(found: readonly WireSeries[], readAt: number): ProjectUse {
  const unreadable = new Set<string>();
  const byJob = new Map<string, Map<string, WireSeries[]>>();
  for (const one of found) {
    if (one.points === undefined) unreadable.add(one.jobId);
    const parts = byJob.get(one.jobId) ?? new Map<string, WireSeries[]>();
    byJob.set(one.jobId, parts);
    const key = JSON.stringify([one.replica, Object.entries(one.labels).toSorted()]);
    const part = parts.get(key) ?? [];
    parts.set(key, part);
    part.push(one);
  }
  const jobs = [...byJob].map(
    ([id, parts]) => [id, jobUse([...parts.values()].map(joined), readAt)] as const,
  );
  return { readAt, jobs: new Map(jobs), unreadable };
}

function jobUse(all: readonly GpuSeries[], readAt: number): JobUse {
  const newest = all.flatMap(({ points }) => points.at(-1)?.at ?? []);
  const asOf = newest.length === 0 ? undefined : newest.reduce((a, b) => Math.max(a, b));
  return { series: all, readAt, asOf };
}

function joined(parts: readonly WireSeries[]): GpuSeries {
  const points = parts.flatMap((part) => part.points ?? []).toSorted((a, b) => a.at - b.at);
  return { replica: parts[0]?.replica ?? '', labels: parts[0]?.labels ?? {}, points };
}
