import { z } from 'zod';
import { machineOf } from '../cost/machine.ts';
import { summarizePools, type PoolSummary } from '../spec/pool-summary.ts';

const spec = z.object({ workerPoolSpecs: z.array(z.unknown()) });

/** Vertex AI's jobs are far smaller; a count from outside must not fill the memory. */
const mostReplicas = 10_000;

/**
 * The names (`task_name`) of a job's replicas that have a GPU: replica n of pool i is
 * `workerpool{i}-{n}`. Pools that are skipped keep their number. Never throws.
 */
export function gpuReplicasOf(
  jobSpec: Readonly<Record<string, unknown>> | undefined,
): readonly string[] {
  const parsed = spec.safeParse(jobSpec);
  if (!parsed.success) return [];
  return parsed.data.workerPoolSpecs
    .flatMap((written, pool) => {
      const [summary] = summarizePools({ workerPoolSpecs: [written] });
      return summary !== undefined && hasGpu(summary) ? namesOf(pool, summary.replicas) : [];
    })
    .slice(0, mostReplicas);
}

function hasGpu({ accelerator, machineType = '' }: PoolSummary): boolean {
  if (accelerator === undefined) return machineOf(machineType)?.gpu !== undefined;
  return accelerator.count > 0 && !accelerator.type.startsWith('TPU_');
}

function namesOf(pool: number, replicas: number): readonly string[] {
  const length = Math.min(replicas, mostReplicas);
  return Array.from({ length }, (_, replica) => `workerpool${pool}-${replica}`);
}
