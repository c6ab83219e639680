import { poolsOf, type CheckedJob } from './job-spec.ts';
import { acceleratorsOf } from './machines.ts';

/** How many accelerators of each type a job uses, over all replicas. */
export function countAccelerators(job: CheckedJob): ReadonlyMap<string, number> {
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
export function metricOf(accelerator: string, job: CheckedJob): string {
  const strategy = job.jobSpec?.scheduling.strategy;
  const preemptible = strategy === 'SPOT' || strategy === 'FLEX_START' ? 'preemptible_' : '';
  const name = accelerator
    .toLowerCase()
    .replace('nvidia_tesla_', 'nvidia_')
    // Quota names omit the memory size of the H100 and H200, which come in only one.
    .replace(/^(nvidia_h[12]00(?:_mega)?)_\d+gb$/, '$1');
  const kind = name.startsWith('tpu') ? name : `${name}_gpus`;
  return `aiplatform.googleapis.com/custom_model_training_${preemptible}${kind}`;
}

/** The quota metrics of a job: those of its accelerators, or of CPUs if it has none. */
export function metricsOf(job: CheckedJob): string {
  const accelerators = [...countAccelerators(job).keys()];
  return accelerators.length === 0
    ? 'aiplatform.googleapis.com/custom_model_training_cpus'
    : accelerators.map((accelerator) => metricOf(accelerator, job)).join(',');
}
