// The resources of a machine type, derived from its name by its family's rule:
// https://cloud.google.com/compute/docs/machine-resource

/** The billed resources of one machine. */
export type Machine = {
  /** The series, as price lists name it: `n1`, `g2`, `a3plus`. */
  readonly series: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  /** GPUs that are part of the machine type. */
  readonly gpu?: { readonly type: string; readonly count: number } | undefined;
  /** Local SSD that always comes with the machine type. */
  readonly localSsdGib: number;
};

type General = { readonly sizes: readonly number[]; readonly gibOfVcpu: number };

const n1Sizes = [2, 4, 8, 16, 32, 64, 96];
const n2Sizes = [2, 4, 8, 16, 32, 48, 64, 80, 96];
const e2Sizes = [2, 4, 8, 16, 32];
const c2dSizes = [2, 4, 8, 16, 32, 56, 112];
const c3Sizes = [4, 8, 22, 44, 88, 176];

/**
 * `series-class-N` has N vCPUs and N times the memory given here. n2-highmem-128 is an exception
 * and not listed.
 */
const general: Readonly<Record<string, General>> = {
  'n1-standard': { sizes: [1, ...n1Sizes], gibOfVcpu: 3.75 },
  'n1-highmem': { sizes: n1Sizes, gibOfVcpu: 6.5 },
  'n1-highcpu': { sizes: n1Sizes, gibOfVcpu: 0.9 },
  'n2-standard': { sizes: [...n2Sizes, 128], gibOfVcpu: 4 },
  'n2-highmem': { sizes: n2Sizes, gibOfVcpu: 8 },
  'n2-highcpu': { sizes: n2Sizes, gibOfVcpu: 1 },
  'n2d-standard': { sizes: [...n2Sizes, 128, 224], gibOfVcpu: 4 },
  'n2d-highmem': { sizes: n2Sizes, gibOfVcpu: 8 },
  'n2d-highcpu': { sizes: [...n2Sizes, 128, 224], gibOfVcpu: 1 },
  'e2-standard': { sizes: e2Sizes, gibOfVcpu: 4 },
  'e2-highmem': { sizes: [2, 4, 8, 16], gibOfVcpu: 8 },
  'e2-highcpu': { sizes: e2Sizes, gibOfVcpu: 1 },
  'c2-standard': { sizes: [4, 8, 16, 30, 60], gibOfVcpu: 4 },
  'c2d-standard': { sizes: c2dSizes, gibOfVcpu: 4 },
  'c2d-highmem': { sizes: c2dSizes, gibOfVcpu: 8 },
  'c2d-highcpu': { sizes: c2dSizes, gibOfVcpu: 2 },
  'c3-standard': { sizes: c3Sizes, gibOfVcpu: 4 },
  'c3-highmem': { sizes: c3Sizes, gibOfVcpu: 8 },
  'c3-highcpu': { sizes: c3Sizes, gibOfVcpu: 2 },
};

type OfGpu = {
  readonly series: string;
  readonly gpu: string;
  /** The possible numbers of GPUs; the other resources are proportional. */
  readonly counts: readonly number[];
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly localSsdGib: number;
};

/** `series-class-Ng` has N GPUs and this much of everything else per GPU. */
const byGpu: Readonly<Record<string, OfGpu>> = {
  'a2-highgpu': ofGpu('a2', 'NVIDIA_TESLA_A100', [1, 2, 4, 8], [12, 85, 0]),
  'a2-megagpu': ofGpu('a2', 'NVIDIA_TESLA_A100', [16], [6, 85, 0]),
  'a2-ultragpu': ofGpu('a2', 'NVIDIA_A100_80GB', [1, 2, 4, 8], [12, 170, 375]),
  'a3-highgpu': ofGpu('a3', 'NVIDIA_H100_80GB', [1, 2, 4, 8], [26, 234, 750]),
  'a3-megagpu': ofGpu('a3plus', 'NVIDIA_H100_MEGA_80GB', [8], [26, 234, 750]),
  'a3-ultragpu': ofGpu('a3ultra', 'NVIDIA_H200_141GB', [8], [28, 369, 1_500]),
  'a4-highgpu': ofGpu('a4', 'NVIDIA_B200', [8], [28, 496, 1_500]),
};

function ofGpu(
  series: string,
  gpu: string,
  counts: readonly number[],
  [vcpus, memoryGib, localSsdGib]: readonly [number, number, number],
): OfGpu {
  return { series, gpu, counts, vcpus, memoryGib, localSsdGib };
}

type ByVcpu = General & {
  readonly gpu: string;
  readonly gpusOf: Readonly<Record<number, number>>;
};

/** `series-standard-N` has N vCPUs, and a number of GPUs that doesn't follow from N. */
const byVcpu: Readonly<Record<string, ByVcpu>> = {
  'g2-standard': {
    sizes: [4, 8, 12, 16, 24, 32, 48, 96],
    gibOfVcpu: 4,
    gpu: 'NVIDIA_L4',
    gpusOf: { 24: 2, 48: 4, 96: 8 },
  },
  'g4-standard': {
    sizes: [48, 96, 192, 384],
    gibOfVcpu: 3.75,
    gpu: 'NVIDIA_RTX_PRO_6000',
    gpusOf: { 96: 2, 192: 4, 384: 8 },
  },
};

/** The resources of a machine type; undefined if its rule isn't known here. */
export function machineOf(machineType: string): Machine | undefined {
  const [, family = '', size = '', g = ''] =
    /^([a-z0-9]+-[a-z]+)-(\d{1,3})(g?)$/.exec(machineType) ?? [];
  const count = Number(size);
  return g === 'g' ? gpuMachine(family, count) : vcpuMachine(family, count);
}

function gpuMachine(family: string, count: number): Machine | undefined {
  const rule = Object.hasOwn(byGpu, family) ? byGpu[family] : undefined;
  if (rule?.counts.includes(count) !== true) return undefined;
  return {
    series: rule.series,
    vcpus: rule.vcpus * count,
    memoryGib: rule.memoryGib * count,
    gpu: { type: rule.gpu, count },
    localSsdGib: rule.localSsdGib * count,
  };
}

function vcpuMachine(family: string, vcpus: number): Machine | undefined {
  const plain = Object.hasOwn(general, family) ? general[family] : undefined;
  const carrying = Object.hasOwn(byVcpu, family) ? byVcpu[family] : undefined;
  const rule = plain ?? carrying;
  if (rule?.sizes.includes(vcpus) !== true) return undefined;
  const [series = ''] = family.split('-');
  const gpu = carrying && { type: carrying.gpu, count: carrying.gpusOf[vcpus] ?? 1 };
  return { series, vcpus, memoryGib: rule.gibOfVcpu * vcpus, gpu, localSsdGib: 0 };
}

/**
 * Whether GPUs or TPUs are part of a machine type, also of one whose rule isn't known here: its class
 * is named after them (`a4x-highgpu-4g`, `ct5lp-hightpu-4t`).
 */
export function hasBuiltInAccelerators(machineType: string): boolean {
  const family = machineType.slice(0, machineType.lastIndexOf('-'));
  return Object.hasOwn(byVcpu, family) || /^[a-z0-9]+-[a-z]*[gt]pu$/.test(family);
}

/** The larger machine types of the same family that carry the same GPUs, the next one first. */
export function largerMachines(machineType: string): readonly string[] {
  const here = machineOf(machineType);
  if (here === undefined) return [];
  const family = machineType.slice(0, machineType.lastIndexOf('-'));
  const sizes = [general, byVcpu].flatMap((rules) =>
    Object.hasOwn(rules, family) ? (rules[family]?.sizes ?? []) : [],
  );
  return sizes
    .filter((size) => size > here.vcpus)
    .map((size) => `${family}-${size}`)
    .filter((larger) => machineOf(larger)?.gpu?.count === here.gpu?.count);
}

/**
 * GPUs that can be attached to N1 machines, with the vCPUs that a machine may have at most beside so
 * many of them: https://cloud.google.com/compute/docs/gpus#n1-gpus (where it depends on the zone,
 * the lesser).
 */
const attachable: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  NVIDIA_TESLA_K80: { 1: 8, 2: 16, 4: 32, 8: 64 },
  NVIDIA_TESLA_P100: { 1: 16, 2: 32, 4: 64 },
  NVIDIA_TESLA_P4: { 1: 24, 2: 48, 4: 96 },
  NVIDIA_TESLA_T4: { 1: 48, 2: 48, 4: 96 },
  NVIDIA_TESLA_V100: { 1: 12, 2: 24, 4: 48, 8: 96 },
};
export const attachableGpus: readonly string[] = Object.keys(attachable);

/** Whether so many attached GPUs go with a machine of this type, as far as that is known. */
export function carriesGpus(machineType: string, type: string, count: number): boolean {
  const machine = machineOf(machineType);
  if (machine?.gpu !== undefined) return machine.gpu.type === type && machine.gpu.count === count;
  const most = Object.hasOwn(attachable, type) ? attachable[type]?.[count] : undefined;
  return machine?.series === 'n1' && most !== undefined && machine.vcpus <= most;
}
