// The use of a job's GPUs, as Cloud Monitoring tells it. It lags by minutes, has gaps, and some
// replicas have none. What has no points is not known: it is never taken for 0 %.

import type { Failure, Result } from '../error/failure.ts';

/** How far back the use is read, and thus the longest idleness that can be known. */
export const recentUseMs = 6 * 3_600_000;

/** The use at one time: the highest since the point before it. */
export type GpuPoint = {
  /** Unix ms. */
  readonly at: number;
  /** From 0 to 1. */
  readonly share: number;
};

/** One time series of a replica. */
export type GpuSeries = {
  /** The replica's name in logs and metrics (`task_name`): `workerpool0-0`. */
  readonly replica: string;
  /** Oldest first. */
  readonly points: readonly GpuPoint[];
  /** Labels beside the job's and the replica's, e.g. of one GPU of several. */
  readonly labels: Readonly<Record<string, string>>;
};

/** The use of one job's GPUs within what was read. */
export type JobUse = {
  readonly series: readonly GpuSeries[];
  /** When it was asked for, Unix ms. */
  readonly readAt: number;
  /** The newest point, Unix ms; undefined: there is none. */
  readonly asOf: number | undefined;
};

/** The use of all jobs of a project, by the job's id. */
export type ProjectUse = {
  /** When it was asked for, Unix ms. */
  readonly readAt: number;
  /** A job without points isn't in it. */
  readonly jobs: ReadonlyMap<string, JobUse>;
  /** Jobs with a series that can't be read. */
  readonly unreadable: ReadonlySet<string>;
};

/**
 * The use of one job, or why it isn't known. `failed`: it couldn't be read, or not whole, and a part
 * might look like idleness.
 */
export type KnownUse =
  | { readonly kind: 'known'; readonly use: JobUse }
  | { readonly kind: 'no-points' | 'unreadable' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What a reading of its project says of one job. */
export function useOf(reading: Result<ProjectUse>, jobId: string): KnownUse {
  if (!reading.ok) return { kind: 'failed', failure: reading.failure };
  const { unreadable, jobs } = reading.value;
  if (unreadable.has(jobId)) return { kind: 'unreadable' };
  const use = jobs.get(jobId);
  return use === undefined ? { kind: 'no-points' } : { kind: 'known', use };
}

/** A series's name: the replica's, with the labels that tell it from the replica's other series. */
export function nameOfSeries({ replica, labels }: GpuSeries): string {
  const more = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return [replica, ...more.toSorted()].join(' ');
}

/** The series, and the replicas that have none and thus aren't known. */
export function seriesOf(use: JobUse, gpuReplicas: readonly string[]): readonly GpuSeries[] {
  const seen = new Set(use.series.map(({ replica }) => replica));
  const silent = gpuReplicas.filter((replica) => !seen.has(replica));
  return [...use.series, ...silent.map((replica) => ({ replica, points: [], labels: {} }))];
}

/** The mean of some numbers; undefined if there are none. */
export function mean(numbers: readonly number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** The bot lacks the role, which doesn't pass by itself. */
export function isUseDenied({ httpStatus }: Failure): boolean {
  return httpStatus === 403;
}
