// How a job used its GPUs over its whole run, told at its end.

import { largestGapMs } from './idle-series.ts';
import { seriesOf, type GpuPoint, type JobUse } from './gpu-use.ts';
import type { Span } from './use-summary.ts';

/** GPUs idle below this. */
export const idleBelow = 0.05;

export type RunUse = {
  /** From 0 to 1, over time and replicas. */
  readonly average: number;
  /** The share of the replicas' time in which they idled, from 0 to 1. */
  readonly idleShare: number;
};

/** Undefined unless all of the run is known, of each replica. */
export function runUseOf(
  use: JobUse,
  gpuReplicas: readonly string[],
  run: Span,
): RunUse | undefined {
  const series = seriesOf(use, gpuReplicas).map(({ points }) => stretchesOf(points, run));
  const known = series.filter((one) => one !== undefined).flat();
  const ms = sum(known, () => 1);
  if (ms <= 0 || series.includes(undefined)) return undefined;
  return {
    average: sum(known, ({ share }) => share) / ms,
    idleShare: sum(known, ({ share }) => (share < idleBelow ? 1 : 0)) / ms,
  };
}

type Stretch = { readonly share: number; readonly ms: number };

/** Each point with the time before it; the last one also with the rest. Undefined with a gap. */
function stretchesOf(points: readonly GpuPoint[], run: Span): readonly Stretch[] | undefined {
  const { fromMs, untilMs } = run;
  const within = points.filter(({ at }) => at > fromMs && at <= untilMs);
  const last = within.at(-1);
  if (last === undefined || untilMs - last.at > largestGapMs) return undefined;
  const stretches = within.map(({ at, share }, index) => ({
    share,
    ms: at - (within[index - 1]?.at ?? fromMs),
  }));
  if (stretches.some(({ ms }) => ms > largestGapMs)) return undefined;
  return [...stretches, { share: last.share, ms: untilMs - last.at }];
}

function sum(stretches: readonly Stretch[], of: (one: Stretch) => number): number {
  return stretches.reduce((total, one) => total + of(one) * one.ms, 0);
}
