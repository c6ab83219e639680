// The use of a job's GPUs as a function of its timeline: nothing is stored, and each read derives the points measured so far.

import type { JobRecord } from './job-record.ts';
import { envOf, imageOf, isEmptyPool, poolsOf, type WorkerPool } from './job-spec.ts';
import { acceleratorsOf } from './machines.ts';
import { historyAt } from './timeline.ts';

/** How a job uses its GPUs. README.md describes each. */
export const gpuUses = [
  'busy',
  'idle',
  'one-of-eight-replicas-idle',
  'one-series-of-eight-gpus',
  'gap',
  'late',
  'no-points',
] as const;
export type GpuUseName = (typeof gpuUses)[number];

/** Whether there is a use of this name. */
const isGpuUse = (name: string): name is GpuUseName => gpuUses.some((known) => known === name);

export type UsePoint = { readonly fromMs: number; readonly atMs: number; readonly share: number };
export type UseSeries = {
  readonly job: JobRecord;
  readonly task: string;
  /** Newest first, as Cloud Monitoring has them. */
  readonly points: readonly UsePoint[];
};

/** Older points of a series are forgotten. */
const mostPoints = 1_000;
const realMinuteMs = 60_000;
/** From the fifth point on, in `gap`. */
const gapMs = 4 * realMinuteMs;
/** In `late`. */
const lateMs = 10 * realMinuteMs;

/** The use that a job's variable SANDBOX_GPU_USE or its image's tag asks for. */
export function useOfJob({ checked }: JobRecord): GpuUseName {
  const variable = envOf(checked).find(({ name }) => name === 'SANDBOX_GPU_USE')?.value ?? '';
  const tag = /:([^/:]+)$/.exec(imageOf(checked) ?? '')?.[1] ?? '';
  return [variable, tag].find(isGpuUse) ?? 'busy';
}

/** One series for each replica with a GPU and points by `nowMs`, a point each `stepMs`. */
export function useSeries(
  job: JobRecord,
  use: GpuUseName,
  stepMs: number,
  nowMs: number,
): UseSeries[] {
  return gpuTasks(job).flatMap((task, replica) => {
    const points = pointsOf(job, use, replica, stepMs, nowMs);
    return points.length === 0 ? [] : [{ job, task, points: points.slice(0, mostPoints) }];
  });
}

function gpuTasks({ checked }: JobRecord): string[] {
  return poolsOf(checked).flatMap((pool, index) =>
    isEmptyPool(pool) || !hasGpu(pool)
      ? []
      : Array.from({ length: pool.replicaCount }, (_, n) => `workerpool${index}-${n}`),
  );
}

function hasGpu({ machineSpec }: WorkerPool): boolean {
  if (machineSpec === undefined) return false;
  const { machineType, acceleratorType, acceleratorCount } = machineSpec;
  const accelerators = acceleratorsOf(machineType, acceleratorType, acceleratorCount);
  return accelerators?.accelerator.startsWith('NVIDIA_') === true && accelerators.count > 0;
}

function pointsOf(
  job: JobRecord,
  use: GpuUseName,
  replica: number,
  stepMs: number,
  nowMs: number,
): UsePoint[] {
  if (use === 'no-points') return [];
  const untilMs = use === 'late' ? nowMs - lateMs : nowMs;
  const history = historyAt(job.timeline, nowMs);
  const points = history.flatMap(({ state, atMs: startMs }, index): UsePoint[] => {
    if (state !== 'RUNNING') return [];
    const endMs = Math.min(history[index + 1]?.atMs ?? nowMs, untilMs);
    const due = Math.max(0, Math.floor((endMs - startMs) / stepMs));
    const first = Math.max(0, due - mostPoints);
    return Array.from({ length: due - first }, (_, step) => {
      const atMs = startMs + (first + step + 1) * stepMs;
      return { fromMs: atMs - stepMs, atMs, share: shareOf(use, replica, first + step) };
    }).filter(({ atMs }) => use !== 'gap' || !isInGap(atMs - startMs, stepMs));
  });
  return points.reverse();
}

const isInGap = (sinceMs: number, stepMs: number): boolean =>
  sinceMs > 5 * stepMs && sinceMs < 5 * stepMs + gapMs;

function shareOf(use: GpuUseName, replica: number, step: number): number {
  const atWork = Math.round((0.86 + 0.1 * Math.sin(step / 5 + replica)) * 1000) / 1000;
  switch (use) {
    case 'idle':
    case 'gap':
    case 'late':
      return 0;
    case 'one-of-eight-replicas-idle':
      return replica % 8 === 7 ? 0 : atWork;
    case 'one-series-of-eight-gpus':
      return atWork / 8;
    case 'busy':
    case 'no-points':
      return atWork;
  }
}
