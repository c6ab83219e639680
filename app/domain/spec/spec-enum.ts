// The enums of a CustomJobSpec, aiplatform v1beta1 of 2026-09, and what to say of a value that is in none.

import { nameAll } from '../text/problem.ts';
import { didYouSlip } from './slip.ts';

/** K80 is deprecated and still taken. */
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

/** Names of the values by the one field that takes them. ON_DEMAND and LOW_COST are deprecated and still taken. */
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

/** What follows "newer than this bot, or misspelt": the remedy, if there is one that can't lead to another product. */
export function adviseOn(field: string, value: string): string {
  if (field !== 'acceleratorType') return didYouSlip(value, withSameNumbers(value, field));
  const meant = sameProducts(value);
  if (meant.length > 0) return ` Did you mean ${nameAll(meant, 'or')}?`;
  return /^(?:CLOUD|GOOGLE)?[_-]?TPU/i.test(value)
    ? ' Leave `acceleratorType` out: `machineType` and `tpuTopology` say it.'
    : '';
}

/** A number in a name tells one thing from the next: `STANDARD_2` is no `STANDARD`. */
function withSameNumbers(value: string, field: string): readonly string[] {
  return (specEnums[field] ?? []).filter((name) => hasSameNumbers(name, value));
}

/** Whether two names have the same digits in the same order. */
export function hasSameNumbers(one: string, other: string): boolean {
  return one.replace(/\D/g, '') === other.replace(/\D/g, '');
}

/** Whose it is says nothing of which it is: `NVIDIA_L4` and `NVIDIA_TESLA_T4` are called L4 and T4. */
const makers: ReadonlySet<string> = new Set(['NVIDIA', 'NVIDA', 'NVDIA', 'TESLA', 'TELSA', 'GPU']);

/** What a product is called, word by word, and its memory apart. */
function productOf(name: string): { readonly words: string; readonly memory: string } {
  const words = name.toUpperCase().split(/[^A-Z0-9]+/);
  const isMemory = (word: string) => /^\d+GB$/.test(word);
  return {
    words: words.filter((word) => !makers.has(word) && !isMemory(word)).join(' '),
    memory: words.filter(isMemory).join(' '),
  };
}

/** The accelerators that are the very same, called otherwise; several, where the memory is not said. */
function sameProducts(value: string): readonly string[] {
  const { words, memory } = productOf(value);
  if (words === '') return [];
  return acceleratorTypes.filter((name) => {
    const product = productOf(name);
    return product.words === words && (memory === '' || product.memory === memory);
  });
}
