// Machine types for custom training and their accelerators. Only the common families.

type Fixed = { readonly accelerator: string; readonly counts: Readonly<Record<string, number>> };

/** Machine types with built-in accelerators. */
const accelerated: Readonly<Record<string, Fixed>> = {
  'a2-highgpu': {
    accelerator: 'NVIDIA_TESLA_A100',
    counts: { '1g': 1, '2g': 2, '4g': 4, '8g': 8 },
  },
  'a2-megagpu': { accelerator: 'NVIDIA_TESLA_A100', counts: { '16g': 16 } },
  'a2-ultragpu': {
    accelerator: 'NVIDIA_A100_80GB',
    counts: { '1g': 1, '2g': 2, '4g': 4, '8g': 8 },
  },
  'a3-highgpu': { accelerator: 'NVIDIA_H100_80GB', counts: { '1g': 1, '2g': 2, '4g': 4, '8g': 8 } },
  'a3-megagpu': { accelerator: 'NVIDIA_H100_MEGA_80GB', counts: { '8g': 8 } },
  'a3-ultragpu': { accelerator: 'NVIDIA_H200_141GB', counts: { '8g': 8 } },
  'a4-highgpu': { accelerator: 'NVIDIA_B200', counts: { '8g': 8 } },
  'a4x-highgpu': { accelerator: 'NVIDIA_GB200', counts: { '4g': 4 } },
  'g2-standard': {
    accelerator: 'NVIDIA_L4',
    counts: { '4': 1, '8': 1, '12': 1, '16': 1, '24': 2, '32': 1, '48': 4, '96': 8 },
  },
  'g4-standard': {
    accelerator: 'NVIDIA_RTX_PRO_6000',
    counts: { '48': 1, '96': 2, '192': 4, '384': 8 },
  },
};

/** Accelerators that can be attached to N1 machines, and how many. K80 is no longer supported. */
const attachable: Readonly<Record<string, readonly number[]>> = {
  NVIDIA_TESLA_T4: [1, 2, 4],
  NVIDIA_TESLA_V100: [1, 2, 4, 8],
  NVIDIA_TESLA_P100: [1, 2, 4],
  NVIDIA_TESLA_P4: [1, 2, 4],
};

const plain =
  /^(n1-(standard|highmem|highcpu)|n2d?-(standard|highmem|highcpu)|e2-(standard|highmem|highcpu)|c2d?-(standard|highmem|highcpu)|c3-(standard|highmem|highcpu)|m1-(ultramem|megamem))-\d+$/;
const tpu = /^(cloud-tpu|ct5lp-hightpu-[148]t|ct6e-standard-[148]t)$/;

function fixedOf(machineType: string): { accelerator: string; count: number } | undefined {
  const dash = machineType.lastIndexOf('-');
  const family = accelerated[machineType.slice(0, dash)];
  const count = family?.counts[machineType.slice(dash + 1)];
  return family === undefined || count === undefined
    ? undefined
    : { accelerator: family.accelerator, count };
}

/** Whether custom training takes a machine type. */
export function isSupportedMachine(machineType: string): boolean {
  return plain.test(machineType) || tpu.test(machineType) || fixedOf(machineType) !== undefined;
}

/** Vertex's complaint about an accelerator on a machine type; undefined when they go together. */
export function acceleratorProblem(
  machineType: string,
  accelerator: string,
  count: number,
): string | undefined {
  const unsupported = `Accelerator "${accelerator}" is not supported for machine type "${machineType}".`;
  const badCount = `Accelerator count ${count} is not supported for accelerator "${accelerator}" and machine type "${machineType}".`;
  if (tpu.test(machineType)) return accelerator.startsWith('TPU_') ? undefined : unsupported;
  const fixed = fixedOf(machineType);
  if (fixed !== undefined) {
    if (fixed.accelerator !== accelerator) return unsupported;
    // Fewer accelerators than the machine has are allowed: replicas then share a machine.
    return count <= fixed.count ? undefined : badCount;
  }
  const counts = machineType.startsWith('n1-') ? attachable[accelerator] : undefined;
  if (counts === undefined) return unsupported;
  return counts.includes(count) ? undefined : badCount;
}

/** The accelerators of one machine, built-in ones included. */
export function acceleratorsOf(
  machineType: string,
  accelerator: string | undefined,
  count: number,
): { readonly accelerator: string; readonly count: number } | undefined {
  return accelerator === undefined ? fixedOf(machineType) : { accelerator, count };
}
