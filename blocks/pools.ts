import { summarizePools, type PoolSummary } from '../app/domain/pool-summary.ts';
import { quote, say, type Line } from './rich.ts';

/** More pools than this are told as a count: a card is glanced at. */
const mostPools = 4;

/** `1 × g2-standard-8 + 1 × NVIDIA_L4`, one line a pool, or a count when there are many. */
export function poolLines(jobSpec: Readonly<Record<string, unknown>> | undefined): readonly Line[] {
  const pools = summarizePools(jobSpec).filter((pool) => pool.replicas > 0);
  if (pools.length <= mostPools) return pools.map(poolLine);
  const replicas = pools.reduce((sum, pool) => sum + pool.replicas, 0);
  const types = [...new Set(pools.map(({ machineType }) => machineType ?? 'unnamed machine'))];
  return [
    [say(`${replicas} replicas in ${pools.length} worker pools: `), quote(types.join(', '), 200)],
  ];
}

function poolLine({ replicas, machineType, accelerator, tpuTopology }: PoolSummary): Line {
  const parts = [say(`${replicas} × `), quote(machineType ?? 'machine of a persistent resource')];
  if (accelerator !== undefined) {
    parts.push(say(` + ${accelerator.count} × `), quote(accelerator.type));
  }
  if (tpuTopology !== undefined) parts.push(say(' '), quote(tpuTopology));
  return parts;
}
