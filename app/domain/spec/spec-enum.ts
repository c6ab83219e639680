// The enums of a CustomJobSpec, aiplatform v1beta1 of 2026-09, and suggestions for unknown values.

import { nameAll } from '../text/problem.ts';
import { didYouSlip } from './slip.ts';

/** K80 is deprecated but accepted. */
const acceleratorTypes = [
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
];

/** Enum values by the field that takes them. ON_DEMAND and LOW_COST are deprecated but accepted. */
export const specEnums: Readonly<Record<string, readonly string[]>> = {
  acceleratorType: acceleratorTypes,
  reservationAffinityType: [
    'TYPE_UNSPECIFIED',
    'NO_RESERVATION',
    'ANY_RESERVATION',
    'SPECIFIC_RESERVATION',
  ],
  strategy: ['STRATEGY_UNSPECIFIED', 'ON_DEMAND', 'LOW_COST', 'STANDARD', 'SPOT', 'FLEX_START'],
};

/**
 * The remedy that follows "newer than this bot, or misspelt". Suggests a value only if it can't be
 * a different product.
 */
export function adviseOn(field: string, value: string): string {
  if (field !== 'acceleratorType') return didYouSlip(value, withSameNumbers(value, field));
  const meant = sameProducts(value);
  if (meant.length > 0) return ` Did you mean ${nameAll(meant, 'or')}?`;
  return /^(?:CLOUD|GOOGLE)?[_-]?TPU/i.test(value)
    ? ' Leave `acceleratorType` out: `machineType` and `tpuTopology` say it.'
    : '';
}

/** Numbers distinguish products: `STANDARD_2` isn't `STANDARD`. */
function withSameNumbers(value: string, field: string): readonly string[] {
  return (specEnums[field] ?? []).filter((name) => hasSameNumbers(name, value));
}

/** Whether two names have the same digits in the same order. */
export function hasSameNumbers(one: string, other: string): boolean {
  return one.replace(/\D/g, '') === other.replace(/\D/g, '');
}

/**
 * Manufacturers say nothing about the model: `NVIDIA_L4` and `NVIDIA_TESLA_T4` are called L4 and
 * T4.
 */
const makers: ReadonlySet<string> = new Set(['NVIDIA', 'NVIDA', 'NVDIA', 'TESLA', 'TELSA', 'GPU']);

/** A product's name, and its memory size separately. */
function productOf(name: string): { readonly words: string; readonly memory: string } {
  const words = name.toUpperCase().split(/[^A-Z0-9]+/);
  const isMemory = (word: string) => /^\d+GB$/.test(word);
  return {
    words: words.filter((word) => !makers.has(word) && !isMemory(word)).join(' '),
    memory: words.filter(isMemory).join(' '),
  };
}

/**
 * Accelerators that are the same product under another name; several if the memory size isn't
 * given.
 */
function sameProducts(value: string): readonly string[] {
  const { words, memory } = productOf(value);
  if (words === '') return [];
  return acceleratorTypes.filter((name) => {
    const product = productOf(name);
    return product.words === words && (memory === '' || product.memory === memory);
  });
}
