// The use of a job's GPUs over some hours, for people: averages, and a line of block characters.

import { mean, nameOfSeries, seriesOf, type GpuPoint, type JobUse } from './gpu-use.ts';

/** Unix ms. */
export type Span = { readonly fromMs: number; readonly untilMs: number };

export type ReplicaUse = {
  /** The replica, with the labels that tell its series apart. */
  readonly name: string;
  /** From 0 to 1; undefined: it has no points in the span, and its use isn't known. */
  readonly average: number | undefined;
  /** One character for each part of the span. */
  readonly chart: string;
};

export type UseSummary = {
  readonly span: Span;
  /** Over time, then over the replicas that have points; undefined: none has. */
  readonly average: number | undefined;
  /** How many have points. */
  readonly known: number;
  /** The newest point in the span, Unix ms. */
  readonly asOf: number | undefined;
  /** The least used first, and before them those whose use isn't known. */
  readonly replicas: readonly ReplicaUse[];
};

const blocks = '▁▂▃▄▅▆▇█';
/** Where there are no points; never a low block, which would say that the GPUs idled. */
export const gapSign = '·';

/** Sums up what was read of a job, in charts of `width` characters. */
export function summarizeUse(
  use: JobUse,
  gpuReplicas: readonly string[],
  span: Span,
  width: number,
): UseSummary {
  const series = seriesOf(use, gpuReplicas).map((one) => ({
    name: nameOfSeries(one),
    points: one.points.filter(({ at }) => at > span.fromMs && at <= span.untilMs),
  }));
  const replicas = series.map(({ name, points }) => ({
    name,
    average: averageOf(points),
    chart: chartOf(points, span, width),
  }));
  const averages = replicas.flatMap(({ average }) => average ?? []);
  const newest = series.flatMap(({ points }) => points.at(-1)?.at ?? []);
  return {
    span,
    average: mean(averages),
    known: averages.length,
    asOf: newest.length === 0 ? undefined : newest.reduce((a, b) => Math.max(a, b)),
    replicas: replicas.toSorted((a, b) => (a.average ?? -1) - (b.average ?? -1)),
  };
}

/** The use as a line of block characters: the average of each part of the span. */
export function chartOf(points: readonly GpuPoint[], span: Span, width: number): string {
  const partMs = (span.untilMs - span.fromMs) / width;
  const parts = Array.from({ length: width }, (): number[] => []);
  for (const { at, share } of points) {
    // A point stands for the time before it.
    parts[Math.ceil((at - span.fromMs) / partMs) - 1]?.push(share);
  }
  return parts.map((shares) => blockOf(mean(shares))).join('');
}

function blockOf(share: number | undefined): string {
  if (share === undefined) return gapSign;
  const level = Math.min(blocks.length - 1, Math.max(0, Math.floor(share * blocks.length)));
  return blocks[level] ?? gapSign;
}

function averageOf(points: readonly GpuPoint[]): number | undefined {
  return mean(points.map(({ share }) => share));
}
