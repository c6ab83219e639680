// One worker pool of a CustomJobSpec, as aiplatform v1beta1 documents it:
// https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/CustomJobSpec#WorkerPoolSpec

import type { z } from 'zod';
import {
  count,
  countOrNone,
  filledText,
  list,
  longCount,
  message,
  oneOf,
  text,
} from './spec-field.ts';

/** K80 is deprecated and still taken. */
export const acceleratorTypes = [
  'ACCELERATOR_TYPE_UNSPECIFIED',
  'NVIDIA_TESLA_K80',
  'NVIDIA_TESLA_P100',
  'NVIDIA_TESLA_V100',
  'NVIDIA_TESLA_P4',
  'NVIDIA_TESLA_T4',
  'NVIDIA_TESLA_A100',
  'NVIDIA_A100_80GB',
  'NVIDIA_L4',
  'NVIDIA_H100_80GB',
  'NVIDIA_H100_MEGA_80GB',
  'NVIDIA_H200_141GB',
  'NVIDIA_B200',
  'NVIDIA_GB200',
  'NVIDIA_RTX_PRO_6000',
  'TPU_V2',
  'TPU_V3',
  'TPU_V4_POD',
  'TPU_V5_LITEPOD',
] as const;

const mostEnv = 100;
const mostPackages = 100;

const envVar = message({
  name: text.regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    'must be letters, digits and _, not starting with a digit',
  ),
  value: text,
});

const containerSpec = message({
  imageUri: filledText,
  command: list(text).optional(),
  args: list(text).optional(),
  env: list(envVar, mostEnv).optional(),
});

const pythonPackageSpec = message({
  executorImageUri: filledText,
  packageUris: list(filledText, mostPackages).min(1, 'must name at least one package'),
  pythonModule: filledText,
  args: list(text).optional(),
  env: list(envVar, mostEnv).optional(),
});

const reservationAffinity = message({
  reservationAffinityType: oneOf('a reservation affinity type', [
    'TYPE_UNSPECIFIED',
    'NO_RESERVATION',
    'ANY_RESERVATION',
    'SPECIFIC_RESERVATION',
  ]),
  key: text.optional(),
  values: list(filledText).optional(),
});

const machineSpec = message({
  machineType: filledText.optional(),
  acceleratorType: oneOf('an accelerator type', acceleratorTypes).optional(),
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

/** The messages below a worker pool, by the one field each stands in. */
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
