// What Vertex documents about fields that must or must not stand together, beyond the type of each.

import type { CustomJobSpec } from './custom-job-spec.ts';
import { nameAll } from './problem.ts';
import type { Problem } from './problem.ts';
import { secondsOf } from './spec-field.ts';
import type { MachineSpec, WorkerPoolSpec } from './worker-pool.ts';

/**
 * What each worker pool needs. Pools after the first may be left empty: that skips the role
 * (https://cloud.google.com/vertex-ai/docs/training/distributed-training).
 */
export function poolProblems(spec: CustomJobSpec): readonly Problem[] {
  return spec.workerPoolSpecs.flatMap((pool, index) => {
    const path = `workerPoolSpecs[${index}]`;
    if (isSkipped(pool)) {
      return index === 0 ? [{ path, message: 'must not be empty: it is the primary pool' }] : [];
    }
    return [
      ...taskProblems(pool, path),
      ...machineProblems(pool.machineSpec, path, spec.persistentResourceId !== undefined),
    ];
  });
}

function isSkipped(pool: WorkerPoolSpec): boolean {
  return Object.keys(pool).length === 0;
}

function taskProblems(pool: WorkerPoolSpec, path: string): readonly Problem[] {
  const both = pool.containerSpec !== undefined && pool.pythonPackageSpec !== undefined;
  const neither = pool.containerSpec === undefined && pool.pythonPackageSpec === undefined;
  if (both) {
    return [{ path, message: 'must have only one of `containerSpec` and `pythonPackageSpec`' }];
  }
  return neither ? [{ path, message: 'needs a `containerSpec` or a `pythonPackageSpec`' }] : [];
}

function machineProblems(
  machine: MachineSpec | undefined,
  path: string,
  hasPersistentResource: boolean,
): readonly Problem[] {
  const problems: Problem[] = [];
  const at = `${path}.machineSpec`;
  if (machine?.machineType === undefined && !hasPersistentResource) {
    problems.push({ path: `${at}.machineType`, message: 'is required' });
  }
  const isGpu = machine?.acceleratorType?.startsWith('NVIDIA_') === true;
  if (isGpu && (machine.acceleratorCount ?? 0) === 0) {
    problems.push({
      path: `${at}.acceleratorCount`,
      message: 'is required beside `acceleratorType`',
    });
  }
  const reservation = machine?.reservationAffinity;
  if (
    reservation?.reservationAffinityType === 'SPECIFIC_RESERVATION' &&
    (reservation.key === undefined || (reservation.values ?? []).length === 0)
  ) {
    problems.push({
      path: `${at}.reservationAffinity`,
      message: 'needs `key` and `values` for SPECIFIC_RESERVATION',
    });
  }
  return problems;
}

const weekSeconds = 7 * 86_400;

/** GPUs that FLEX_START (Dynamic Workload Scheduler) serves, and the machine families that have them built in. */
const flexStartGpus: readonly string[] = [
  'NVIDIA_L4',
  'NVIDIA_TESLA_A100',
  'NVIDIA_A100_80GB',
  'NVIDIA_H100_80GB',
  'NVIDIA_H100_MEGA_80GB',
  'NVIDIA_H200_141GB',
  'NVIDIA_B200',
];
const flexStartMachines = /^(?:g2|a2|a3|a4)-/;

/** How scheduling and machines fit: https://cloud.google.com/vertex-ai/docs/training/schedule-jobs-dws and …/use-spot-vms. */
export function schedulingProblems(spec: CustomJobSpec): readonly Problem[] {
  const { timeout, strategy, maxWaitDuration } = spec.scheduling ?? {};
  const problems: Problem[] = [];
  if (timeout !== undefined && secondsOf(timeout) === 0) {
    problems.push({ path: 'scheduling.timeout', message: 'must be more than 0s' });
  }
  if (maxWaitDuration !== undefined && strategy !== 'FLEX_START') {
    problems.push({
      path: 'scheduling.maxWaitDuration',
      message: 'goes with `strategy: FLEX_START` only',
    });
  }
  if (strategy === 'FLEX_START') problems.push(...flexStartProblems(spec, timeout));
  if (strategy === 'SPOT') problems.push(...spotProblems(spec));
  return problems;
}

function flexStartProblems(spec: CustomJobSpec, timeout: string | undefined): readonly Problem[] {
  const problems: Problem[] = [];
  if (timeout !== undefined && secondsOf(timeout) > weekSeconds) {
    problems.push({
      path: 'scheduling.timeout',
      message: `must be at most 7 days ("${weekSeconds}s") with FLEX_START`,
    });
  }
  const pools = spec.workerPoolSpecs.filter((pool) => !isSkipped(pool));
  // A checked spec has its fields in the schema's order, so equal machines read equal.
  if (new Set(pools.map((pool) => JSON.stringify(pool.machineSpec))).size > 1) {
    problems.push({
      path: 'workerPoolSpecs',
      message: 'must have the same `machineSpec` in every pool with FLEX_START',
    });
  }
  const [machine] = pools.map((pool) => pool.machineSpec);
  const type = machine?.acceleratorType;
  const fits =
    type === undefined || type === 'ACCELERATOR_TYPE_UNSPECIFIED'
      ? flexStartMachines.test(machine?.machineType ?? '')
      : flexStartGpus.includes(type);
  if (!fits && machine?.machineType !== undefined) {
    problems.push({
      path: 'workerPoolSpecs[0].machineSpec.acceleratorType',
      message: `must be ${nameAll(flexStartGpus, 'or')} with FLEX_START`,
    });
  }
  return problems;
}

/** A TPU device has up to eight cores; more make a Pod, which Spot VMs don't serve. */
const coresOfOneTpu = 8;

function spotProblems(spec: CustomJobSpec): readonly Problem[] {
  return spec.workerPoolSpecs.flatMap(({ machineSpec: machine }, index) => {
    const type = machine?.acceleratorType;
    const isPod =
      type === 'TPU_V4_POD' ||
      ((type === 'TPU_V2' || type === 'TPU_V3') &&
        (machine?.acceleratorCount ?? 0) > coresOfOneTpu);
    return isPod
      ? [
          {
            path: `workerPoolSpecs[${index}].machineSpec.acceleratorType`,
            message: 'must not be a TPU Pod with SPOT',
          },
        ]
      : [];
  });
}
