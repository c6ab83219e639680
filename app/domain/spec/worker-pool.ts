// One worker pool of a CustomJobSpec, aiplatform v1beta1:
// https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/CustomJobSpec#WorkerPoolSpec

import type { z } from 'zod';
import {
  count,
  countOrNone,
  filledText,
  list,
  longCount,
  message,
  nameOf,
  text,
} from './spec-field.ts';

const mostEnv = 100;
const mostPackages = 100;
/** The size of the whole tree is limited already. */
const mostArgs = Infinity;

const envVar = message({
  name: text.regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    'must be letters, digits and _, not starting with a digit',
  ),
  value: text,
});

const containerSpec = message({
  imageUri: filledText,
  command: list(text, mostArgs).optional(),
  args: list(text, mostArgs).optional(),
  env: list(envVar, mostEnv).optional(),
});

const pythonPackageSpec = message({
  executorImageUri: filledText,
  packageUris: list(filledText, mostPackages).min(1, 'must name at least one package'),
  pythonModule: filledText,
  args: list(text, mostArgs).optional(),
  env: list(envVar, mostEnv).optional(),
});

const reservationAffinity = message({
  reservationAffinityType: nameOf('a reservation affinity type'),
  key: text.optional(),
  values: list(filledText).optional(),
});

const machineSpec = message({
  machineType: filledText.optional(),
  acceleratorType: nameOf('an accelerator type').optional(),
  acceleratorCount: countOrNone.optional(),
  gpuPartitionSize: text.optional(),
  minGpuDriverVersion: text.optional(),
  multihostGpuNodeCount: countOrNone.optional(),
  tpuTopology: text.optional(),
  reservationAffinity: reservationAffinity.optional(),
});

const diskSpec = message({
  bootDiskType: text.optional(),
  bootDiskSizeGb: count.optional(),
});

const nfsMount = message({
  server: filledText,
  path: text.regex(/^\//, 'must start with /'),
  mountPoint: filledText,
});

const lustreMount = message({
  instanceIp: filledText,
  volumeHandle: filledText,
  filesystem: filledText,
  mountPoint: filledText,
});

export const workerPoolSpec = message({
  machineSpec: machineSpec.optional(),
  replicaCount: longCount.optional(),
  containerSpec: containerSpec.optional(),
  pythonPackageSpec: pythonPackageSpec.optional(),
  diskSpec: diskSpec.optional(),
  nfsMounts: list(nfsMount).optional(),
  lustreMounts: list(lustreMount).optional(),
});

export type WorkerPoolSpec = z.output<typeof workerPoolSpec>;
export type MachineSpec = z.output<typeof machineSpec>;

/** The messages inside a worker pool, by the field that holds each. */
export const workerPoolMessages = {
  machineSpec,
  reservationAffinity,
  containerSpec,
  pythonPackageSpec,
  env: envVar,
  diskSpec,
  nfsMounts: nfsMount,
  lustreMounts: lustreMount,
} satisfies Record<string, z.ZodObject>;
