// Vertex AI's documented rules about combinations of fields.

import type { CustomJobSpec } from './custom-job-spec.ts';
import type { Problem } from '../text/problem.ts';
import { secondsOf } from './spec-field.ts';
import type { MachineSpec, WorkerPoolSpec } from './worker-pool.ts';

/**
 * Checks what each worker pool requires. Pools after the first may be empty, which skips their role
 * (https://cloud.google.com/vertex-ai/docs/training/distributed-training).
 */
export function poolProblems(spec: CustomJobSpec): readonly Problem[] {
  return spec.workerPoolSpecs.flatMap((pool, index) => {
    const path = `workerPoolSpecs[${index}]`;
    if (isSkipped(pool)) {
      return index === 0 ? [{ path, message: 'must not be empty: it is the primary pool' }] : [];
    }
    return [
      ...(index === 0 ? primaryProblems(pool, path) : []),
      ...taskProblems(pool, path),
      ...envProblems(pool, path),
      ...machineProblems(pool.machineSpec, path, spec.persistentResourceId !== undefined),
    ];
  });
}

/** Vertex AI refuses more than one: "The replica count of the first worker pool must be …" */
function primaryProblems({ replicaCount = '1' }: WorkerPoolSpec, path: string): readonly Problem[] {
  const message = 'must be 1: it is the primary pool. Put the others into a second one';
  return replicaCount === '1' ? [] : [{ path: `${path}.replicaCount`, message }];
}

/** Whether a pool is empty, which skips its role. */
export function isSkipped(pool: WorkerPoolSpec): boolean {
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
  problems.push(...acceleratorProblems(machine, at));
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

/**
 * Vertex AI takes both fields or neither (prefect-gcp#175). A TPU may be sized by its topology
 * instead.
 */
function acceleratorProblems(machine: MachineSpec | undefined, at: string): readonly Problem[] {
  const { acceleratorType: type, acceleratorCount: count = 0, tpuTopology } = machine ?? {};
  const hasType = type !== undefined && type !== 'ACCELERATOR_TYPE_UNSPECIFIED';
  if (hasType && count === 0 && tpuTopology === undefined) {
    return [{ path: `${at}.acceleratorCount`, message: 'is required beside `acceleratorType`' }];
  }
  return count > 0 && !hasType
    ? [{ path: `${at}.acceleratorType`, message: 'is required beside `acceleratorCount`' }]
    : [];
}

/** Not escaped, that is, not after an odd number of backslashes. */
const bareApostrophe = /(?<!\\)(?:\\\\)*'/;

/** Values in `env` that Vertex AI refuses (PrefectHQ/prefect#5940, kubeflow/pipelines#10111). */
function envProblems(pool: WorkerPoolSpec, path: string): readonly Problem[] {
  return (['containerSpec', 'pythonPackageSpec'] as const).flatMap((task) =>
    (pool[task]?.env ?? []).flatMap(({ value }, index) => {
      const message = envValueProblem(value);
      return message === undefined
        ? []
        : [{ path: `${path}.${task}.env[${index}].value`, message }];
    }),
  );
}

function envValueProblem(value: string): string | undefined {
  if (value === '') return 'must not be empty: Vertex refuses that, so leave the variable out';
  return bareApostrophe.test(value)
    ? "has an apostrophe, which Vertex refuses: write \\' for ', or take it out"
    : undefined;
}

const weekSeconds = 7 * 86_400;

/**
 * Checks scheduling against machines:
 * https://cloud.google.com/vertex-ai/docs/training/schedule-jobs-dws and …/use-spot-vms.
 */
export function schedulingProblems(spec: CustomJobSpec): readonly Problem[] {
  const { timeout, strategy } = spec.scheduling ?? {};
  const problems: Problem[] = [];
  if (timeout !== undefined && secondsOf(timeout) === 0) {
    problems.push({ path: 'scheduling.timeout', message: 'must be more than 0s' });
  }
  if (strategy === 'FLEX_START') problems.push(...flexStartProblems(timeout));
  if (strategy === 'SPOT') problems.push(...spotProblems(spec));
  return problems;
}

function flexStartProblems(timeout: string | undefined): readonly Problem[] {
  if (timeout === undefined || secondsOf(timeout) <= weekSeconds) return [];
  const message = `must be at most 7 days ("${weekSeconds}s") with FLEX_START`;
  return [{ path: 'scheduling.timeout', message }];
}

/** A TPU device has up to eight cores. More make a Pod, which Spot VMs don't offer. */
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
