import { ApiError } from './errors.ts';
import type { JobRecord, Place } from './job-record.ts';
import { poolsOf } from './job-spec.ts';
import type { CheckedJob } from './job-spec.ts';
import { acceleratorsOf } from './machines.ts';
import { isTerminal, stepAt } from './timeline.ts';

/** Throws `ApiError` (429) when a job asks for more accelerators than the region's quota has left. */
export function checkAcceleratorQuota(
  job: CheckedJob,
  place: Place,
  jobs: readonly JobRecord[],
  limits: Readonly<Record<string, number>>,
  nowMs: number,
): void {
  const inUse = jobs.filter(
    (other) =>
      other.place.projectNumber === place.projectNumber &&
      other.place.location === place.location &&
      !isTerminal(stepAt(other.timeline, nowMs).state),
  );
  const short = [...countAccelerators(job)].filter(([accelerator, wanted]) => {
    const used = inUse.reduce(
      (sum, { checked }) => sum + (countAccelerators(checked).get(accelerator) ?? 0),
      0,
    );
    return used + wanted > (limits[accelerator] ?? Infinity);
  });
  if (short.length === 0) return;
  const metrics = short.map(([accelerator]) => metricOf(accelerator, job));
  throw new ApiError(
    'RESOURCE_EXHAUSTED',
    `The following quota metrics exceed quota limits: ${metrics.join(',')}`,
  );
}

function countAccelerators(job: CheckedJob): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { machineSpec, replicaCount } of poolsOf(job)) {
    if (machineSpec === undefined) continue;
    const { machineType, acceleratorType, acceleratorCount } = machineSpec;
    const each = acceleratorsOf(machineType, acceleratorType, acceleratorCount);
    if (each === undefined) continue;
    const { accelerator, count } = each;
    counts.set(accelerator, (counts.get(accelerator) ?? 0) + count * replicaCount);
  }
  return counts;
}

/** `NVIDIA_TESLA_T4` → `aiplatform.googleapis.com/custom_model_training_nvidia_t4_gpus` */
function metricOf(accelerator: string, job: CheckedJob): string {
  const strategy = job.jobSpec?.scheduling.strategy;
  const preemptible = strategy === 'SPOT' || strategy === 'FLEX_START' ? 'preemptible_' : '';
  const name = accelerator.toLowerCase().replace('nvidia_tesla_', 'nvidia_');
  const kind = name.startsWith('tpu') ? name : `${name}_gpus`;
  return `aiplatform.googleapis.com/custom_model_training_${preemptible}${kind}`;
}
