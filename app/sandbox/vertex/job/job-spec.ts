import { z } from 'zod';

const envVar = z.object({ name: z.string().default(''), value: z.string().default('') });

const workerPool = z.object({
  containerSpec: z
    .object({ imageUri: z.string().default(''), env: z.array(envVar).default([]) })
    .optional(),
  pythonPackageSpec: z
    .object({
      executorImageUri: z.string().default(''),
      packageUris: z.array(z.string()).default([]),
      pythonModule: z.string().default(''),
      env: z.array(envVar).default([]),
    })
    .optional(),
  machineSpec: z
    .object({
      machineType: z.string().default(''),
      acceleratorType: z.string().optional(),
      acceleratorCount: z.number().default(0),
      reservationAffinity: z.object({ reservationAffinityType: z.string().optional() }).optional(),
    })
    .optional(),
  replicaCount: z.string().default('0').transform(Number),
  diskSpec: z
    .object({ bootDiskType: z.string().optional(), bootDiskSizeGb: z.number().optional() })
    .optional(),
  nfsMounts: z.array(z.unknown()).default([]),
  lustreMounts: z.array(z.unknown()).default([]),
});

/** The parts of a canonical CustomJob that checks and scenarios use. `readMessage` has already checked the types. */
export const jobSchema = z.object({
  displayName: z.string().default(''),
  labels: z.record(z.string(), z.string()).default({}),
  encryptionSpec: z.object({ kmsKeyName: z.string().default('') }).optional(),
  jobSpec: z
    .object({
      workerPoolSpecs: z.array(workerPool).default([]),
      persistentResourceId: z.string().optional(),
      scheduling: z
        .object({
          timeout: z.string().optional(),
          maxWaitDuration: z.string().optional(),
          strategy: z.string().optional(),
        })
        .default({}),
      serviceAccount: z.string().optional(),
      network: z.string().optional(),
      tensorboard: z.string().optional(),
      enableWebAccess: z.boolean().default(false),
      baseOutputDirectory: z.object({ outputUriPrefix: z.string().default('') }).optional(),
    })
    .optional(),
});

export type CheckedJob = z.output<typeof jobSchema>;
export type WorkerPool = z.output<typeof workerPool>;

/** The worker pools of a job, placeholders included. */
export const poolsOf = (job: CheckedJob): readonly WorkerPool[] =>
  job.jobSpec?.workerPoolSpecs ?? [];

/** The image that a job runs: that of the first pool with one. */
export function imageOf(job: CheckedJob): string | undefined {
  return poolsOf(job)
    .map((pool) => pool.containerSpec?.imageUri ?? pool.pythonPackageSpec?.executorImageUri)
    .find((image) => image !== undefined && image !== '');
}

/** The environment variables of all pools. */
export function envOf(
  job: CheckedJob,
): readonly { readonly name: string; readonly value: string }[] {
  return poolsOf(job).flatMap((pool) => [
    ...(pool.containerSpec?.env ?? []),
    ...(pool.pythonPackageSpec?.env ?? []),
  ]);
}

/** Whether a pool is an empty placeholder: it keeps its index but has no machines. */
export function isEmptyPool(pool: WorkerPool): boolean {
  return (
    pool.containerSpec === undefined &&
    pool.pythonPackageSpec === undefined &&
    pool.machineSpec === undefined &&
    pool.diskSpec === undefined &&
    pool.replicaCount === 0 &&
    pool.nfsMounts.length === 0 &&
    pool.lustreMounts.length === 0
  );
}
