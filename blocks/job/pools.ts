import { summarizePools, type PoolSummary } from '../../app/domain/spec/pool-summary.ts';
import { quote, say, type Line } from '../kit/rich.ts';

/** More pools are only counted, since a card is read at a glance. */
const mostPools = 4;

/** `1 × g2-standard-8 + 1 × NVIDIA_L4`, a line per pool, or a count if there are many. */
export function poolLines(jobSpec: Readonly<Record<string, unknown>> | undefined): readonly Line[] {
  const pools = summarizePools(jobSpec).filter((pool) => pool.replicas > 0);
  if (pools.length <= mostPools) return pools.map(poolLine);
  const replicas = pools.reduce((sum, pool) => sum + pool.replicas, 0);
  const types = [...new Set(pools.map(({ machineType }) => machineType ?? 'unnamed machine'))];
  return [
    [say(`${replicas} replicas in ${pools.length} worker pools: `), quote(types.join(', '), 200)],
  ];
}

/**
 * One pool. With several replicas, each has the accelerators: `4 × (n1-standard-16 + 2 × NVIDIA_TESLA_V100)`.
 */
export function poolLine({ replicas, machineType, accelerator, tpuTopology }: PoolSummary): Line {
  const machine: Line = [
    quote(machineType ?? 'machine of a persistent resource'),
    ...(accelerator === undefined
      ? []
      : [say(` + ${accelerator.count} × `), quote(accelerator.type)]),
    ...(tpuTopology === undefined ? [] : [say(' '), quote(tpuTopology)]),
  ];
  return replicas > 1 && machine.length > 1
    ? [say(`${replicas} × (`), ...machine, say(')')]
    : [say(`${replicas} × `), ...machine];
}
