import { expect, test } from 'vitest';
import { gpuReplicasOf } from '../../../app/domain/use/gpu-replicas.ts';

const pool = (replicaCount: unknown, machineSpec: object) => ({ replicaCount, machineSpec });

test('replicas with GPUs have the number of their pool, and skipped pools keep theirs', () => {
  const workerPoolSpecs = [
    pool(1, { machineType: 'n1-standard-4' }),
    {},
    pool('2', {
      machineType: 'n1-standard-4',
      acceleratorType: 'NVIDIA_TESLA_T4',
      acceleratorCount: 1,
    }),
    pool(1, { machineType: 'g2-standard-8' }),
    pool(1, {
      machineType: 'ct5lp-hightpu-4t',
      acceleratorType: 'TPU_V5_LITEPOD',
      acceleratorCount: 4,
    }),
    pool(1, {
      machineType: 'n1-standard-4',
      acceleratorType: 'NVIDIA_TESLA_T4',
      acceleratorCount: 0,
    }),
  ];
  expect(gpuReplicasOf({ workerPoolSpecs })).toEqual([
    'workerpool2-0',
    'workerpool2-1',
    'workerpool3-0',
  ]);
});

test('nonsense from outside is no replica, and never too many', () => {
  expect(gpuReplicasOf(undefined)).toEqual([]);
  expect(gpuReplicasOf({ workerPoolSpecs: 'x' })).toEqual([]);
  expect(gpuReplicasOf({ workerPoolSpecs: [7, null, pool('x', { machineType: 7 })] })).toEqual([]);
  const huge = pool('999999999999999', { machineType: 'g2-standard-8' });
  expect(gpuReplicasOf({ workerPoolSpecs: [huge, huge] })).toHaveLength(10_000);
});
