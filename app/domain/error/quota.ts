// Vertex AI's quotas for custom jobs, and a job's demand on each:
// https://cloud.google.com/vertex-ai/docs/quotas#training

import { machineOf } from '../cost/machine.ts';
import { summarizePools, type PoolSummary } from '../spec/pool-summary.ts';
import { withoutEnd } from '../text/without-end.ts';

const service = 'aiplatform.googleapis.com/';
const usual = 'custom_model_training_';

/**
 * Quota names without the service: `aiplatform.googleapis.com/a,aiplatform.googleapis.com/b` → a,
 * b.
 */
export function quotaNames(metrics: string): readonly string[] {
  return metrics
    .split(',')
    .map((metric) => withoutEnd(metric.replace(service, ''), '.,;'))
    .filter((name) => name !== '');
}

/** The part of a quota that a job uses while all replicas run; undefined if unknown. */
export function demandOn(
  name: string,
  jobSpec: Readonly<Record<string, unknown>> | undefined,
): number | undefined {
  if (!name.startsWith(usual)) return undefined;
  const resource = name.slice(usual.length).replace(/^preemptible_/, '');
  const pools = summarizePools(jobSpec).filter(({ replicas }) => replicas > 0);
  if (resource === 'cpus')
    return sumOf(pools, ({ machineType = '' }) => machineOf(machineType)?.vcpus);
  const gpu = /^(?:nvidia_)?(\w+)_gpus$/.exec(resource)?.[1];
  if (gpu === undefined) return undefined;
  const demand = sumOf(pools, (pool) => gpusOf(pool, gpu));
  return demand === 0 ? undefined : demand;
}

/** If one pool's demand is undefined, so is the sum. */
function sumOf(
  pools: readonly PoolSummary[],
  each: (pool: PoolSummary) => number | undefined,
): number | undefined {
  let sum = 0;
  for (const pool of pools) {
    const one = each(pool);
    if (one === undefined) return undefined;
    sum += one * pool.replicas;
  }
  return pools.length === 0 ? undefined : sum;
}

function gpusOf({ accelerator, machineType = '' }: PoolSummary, gpu: string): number {
  const carried = accelerator ?? machineOf(machineType)?.gpu;
  return carried !== undefined && shortName(carried.type) === shortName(gpu) ? carried.count : 0;
}

/**
 * `NVIDIA_TESLA_V100` and `v100` are the same. H100 and H200 come in one memory size, which quota
 * names omit.
 */
function shortName(type: string): string {
  return type
    .toLowerCase()
    .replace(/^nvidia_(?:tesla_)?/, '')
    .replace(/^(h[12]00)_\d+gb$/, '$1');
}
