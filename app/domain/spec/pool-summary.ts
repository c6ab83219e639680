import { z } from 'zod';

/** What a card shows of one worker pool. */
export type PoolSummary = {
  readonly replicas: number;
  readonly machineType?: string | undefined;
  readonly accelerator?: { readonly type: string; readonly count: number } | undefined;
  readonly tpuTopology?: string | undefined;
  /** The container's image, or the Python package's executor image. */
  readonly image?: string | undefined;
  readonly pythonModule?: string | undefined;
  readonly disk?:
    { readonly type?: string | undefined; readonly sizeGb?: number | undefined } | undefined;
};

// Specs come from Vertex AI and from other people's jobs, so an invalid field is left out.
const text = z.string().optional().catch(undefined);
const count = z
  .union([z.number(), z.string().regex(/^\d{1,15}$/)])
  .transform(Number)
  .optional()
  .catch(undefined);

const pool = z.object({
  replicaCount: count,
  machineSpec: z
    .object({
      machineType: text,
      acceleratorType: text,
      acceleratorCount: count,
      tpuTopology: text,
    })
    .optional()
    .catch(undefined),
  containerSpec: z.object({ imageUri: text }).optional().catch(undefined),
  pythonPackageSpec: z
    .object({ executorImageUri: text, pythonModule: text })
    .optional()
    .catch(undefined),
  diskSpec: z.object({ bootDiskType: text, bootDiskSizeGb: count }).optional().catch(undefined),
});

const spec = z.object({ workerPoolSpecs: z.array(z.unknown()) });

/** The worker pools of a CustomJobSpec (camelCase) without skipped ones. Never throws. */
export function summarizePools(
  jobSpec: Readonly<Record<string, unknown>> | undefined,
): readonly PoolSummary[] {
  const parsed = spec.safeParse(jobSpec);
  if (!parsed.success) return [];
  return parsed.data.workerPoolSpecs.flatMap((written) => {
    const read = pool.safeParse(written);
    return read.success && Object.values(read.data).some((part) => part !== undefined)
      ? [summarize(read.data)]
      : [];
  });
}

function summarize(read: z.output<typeof pool>): PoolSummary {
  const { machineSpec: machine, containerSpec, pythonPackageSpec, diskSpec } = read;
  const type = machine?.acceleratorType;
  const isAttached = type !== undefined && type !== 'ACCELERATOR_TYPE_UNSPECIFIED';
  return {
    replicas: read.replicaCount ?? 1,
    machineType: machine?.machineType,
    accelerator: isAttached ? { type, count: machine?.acceleratorCount ?? 1 } : undefined,
    tpuTopology: machine?.tpuTopology,
    image: containerSpec?.imageUri ?? pythonPackageSpec?.executorImageUri,
    pythonModule: pythonPackageSpec?.pythonModule,
    disk:
      diskSpec === undefined
        ? undefined
        : { type: diskSpec.bootDiskType, sizeGb: diskSpec.bootDiskSizeGb },
  };
}
