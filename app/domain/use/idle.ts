// Whether a job's GPUs are idle. A job may be cancelled for it, so `idle` needs points for all of
// the time and of all replicas; whatever is missing makes it `not-known`.

import { mean, nameOfSeries, seriesOf, type JobUse } from './gpu-use.ts';
import type { IdleRule } from '../guard/idle-rule.ts';
import { judgeSeries, type SeriesVerdict, type Unknown } from './idle-series.ts';

/** The job as it runs now. */
type Running = {
  /** Since when it is RUNNING, after its latest restart; Unix ms. */
  readonly runningSince: number;
  /** From `gpuReplicasOf`. A replica with points counts, whether it is among them or not. */
  readonly gpuReplicas: readonly string[];
};

/** Of `replicas` that count, `idleReplicas` are known to idle. */
type Counted = { readonly idleReplicas: number; readonly replicas: number };

type IdleVerdict =
  | ({
      readonly kind: 'idle';
      /** So many as the rule asks for have idled since then at least; Unix ms. */
      readonly sinceMs: number;
      /** The use of all replicas in the time that was judged, from 0 to 1. */
      readonly average: number;
    } & Counted)
  | ({ readonly kind: 'busy'; readonly average: number | undefined } & Counted)
  | ({
      readonly kind: 'not-known';
      readonly why: 'no-gpus' | Unknown;
      /** Names of those that aren't known. */
      readonly unknown: readonly string[];
    } & Counted);

/** Judges a job by a rule, at `now` (Unix ms). */
export function judgeIdle(rule: IdleRule, use: JobUse, job: Running, now: number): IdleVerdict {
  const series = seriesOf(use, job.gpuReplicas);
  const verdicts = series.map((one) => judgeSeries(rule, one.points, job.runningSince, now));
  const idle = verdicts.filter((one) => one.kind === 'idle');
  const counted = { idleReplicas: idle.length, replicas: series.length };
  if (series.length === 0) return { kind: 'not-known', why: 'no-gpus', unknown: [], ...counted };
  const average = averageOf(verdicts);
  const needed = replicasNeeded(rule.share, series.length);
  const unknown = verdicts.filter((one) => one.kind === 'not-known');
  const [first] = unknown;
  if (idle.length + unknown.length < needed) return { kind: 'busy', average, ...counted };
  if (first !== undefined || average === undefined) {
    const names = series.filter((_, at) => verdicts[at]?.kind === 'not-known').map(nameOfSeries);
    return { kind: 'not-known', why: first?.why ?? 'no-points', unknown: names, ...counted };
  }
  const sinces = idle.map(({ sinceMs }) => sinceMs).toSorted((a, b) => a - b);
  const sinceMs = sinces[needed - 1] ?? now;
  return { kind: 'idle', sinceMs, average, ...counted };
}

/** At least one, whatever the share: nothing idles if no replica does. */
function replicasNeeded(share: number, replicas: number): number {
  // 0.07 × 100 is a little more than 7.
  return Math.max(1, Math.ceil(share * replicas - 1e-9));
}

function averageOf(verdicts: readonly SeriesVerdict[]): number | undefined {
  return mean(verdicts.flatMap(({ average }) => average ?? []));
}
