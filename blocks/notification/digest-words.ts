import { endWords } from '../../app/domain/notification/end.ts';
import type { EndCounts } from '../../app/domain/notification/digest.ts';

const words: Readonly<Record<(typeof endWords)[number], string>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  EXPIRED: 'expired',
  PARTIALLY_SUCCEEDED: 'partially succeeded',
  DELETED: 'deleted at Google',
  'NOT STARTED': 'refused by Vertex',
};

/** `34 succeeded, 3 failed`. */
export function countWords(ends: EndCounts): string {
  return endWords
    .flatMap((end) => (ends[end] === undefined ? [] : [`${ends[end]} ${words[end]}`]))
    .join(', ');
}

/** `1 job`, `3 jobs`. */
export const jobs = (count: number): string => `${count} job${count === 1 ? '' : 's'}`;
