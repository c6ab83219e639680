import { z } from 'zod';
import { machineOf } from '../cost/machine.ts';
import { summarizePools, type PoolSummary } from '../spec/pool-summary.ts';

type JobSpec = Readonly<Record<string, unknown>> | undefined;
type GpuPool = { readonly pool: number; readonly replicas: number; readonly gpus: number };

const spec = z.object({ workerPoolSpecs: z.array(z.unknown()) });

/** Vertex AI's jobs are far smaller; a count from outside must not fill the memory. */
const mostReplicas = 10_000;

/**
 * The names (`task_name`) of a job's replicas that have a GPU: replica n of pool i is
 * `workerpool{i}-{n}`. Pools that are skipped keep their number. Never throws.
 */
export function gpuReplicasOf(jobSpec: JobSpec): readonly string[] {
  return gpuPools(jobSpec)
    .flatMap(({ pool, replicas }) =>
      Array.from({ length: replicas }, (_, replica) => `workerpool${pool}-${replica}`),
    )
    .slice(0, mostReplicas);
}

/** How many GPUs a replica of the job has at most. Never throws. */
export function gpusOfReplica(jobSpec: JobSpec): number {
  return gpuPools(jobSpec).reduce((most, { gpus }) => Math.max(most, gpus), 0);
}

/**
 * Whether all replicas have GPUs and the same machine, so that a share of their time is the same
 * share of the price. Never throws.
 */
export function areAlike(jobSpec: JobSpec): boolean {
  const pools = summarizePools(jobSpec);
  const machines = pools.map(({ machineType, accelerator, disk }) =>
    JSON.stringify([machineType, accelerator, disk]),
  );
  return gpuPools(jobSpec).length === pools.length && new Set(machines).size === 1;
}

function gpuPools(jobSpec: JobSpec): readonly GpuPool[] {
  const parsed = spec.safeParse(jobSpec);
  if (!parsed.success) return [];
  return parsed.data.workerPoolSpecs.flatMap((written, pool) => {
    const [summary] = summarizePools({ workerPoolSpecs: [written] });
    const gpus = summary === undefined ? 0 : gpusOf(summary);
    const replicas = Math.min(summary?.replicas ?? 0, mostReplicas);
    return gpus > 0 ? [{ pool, replicas, gpus }] : [];
  });
}

function gpusOf({ accelerator, machineType = '' }: PoolSummary): number {
  if (accelerator === undefined) return machineOf(machineType)?.gpu?.count ?? 0;
  return accelerator.type.startsWith('TPU_') ? 0 : accelerator.count;
}
