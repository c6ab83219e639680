// Parts of messages about many jobs that several of them have.

import type { BulkFilter } from '../../app/domain/bulk/bulk.ts';
import { formatUsd, type Usd } from '../../app/domain/cost/money.ts';
import { writeBulkFilter } from '../../app/domain/bulk/write-filter.ts';
import { bounds } from '../kit/limits.ts';
import { quoteCode, say, user, type Line } from '../kit/rich.ts';

/** `1 job`, `40 jobs`, `1,500 jobs`. */
export const manyJobs = (count: number): string =>
  `${count.toLocaleString('en-US')} job${count === 1 ? '' : 's'}`;

const places = { here: ' in this channel', mine: ' of yours', all: ' in all channels' } as const;

/** ` in this channel, launched by @bo, template=x older=6h`. */
export function filterParts({ owner, ...filter }: BulkFilter): Line {
  const typed = writeBulkFilter({ ...filter, scope: 'here' });
  return [
    say(places[filter.scope]),
    ...(owner === undefined ? [] : [say(', launched by '), user(owner)]),
    ...(typed === '' ? [] : [say(', '), quoteCode(typed, bounds.reason)]),
  ];
}

/** `≈ $312.00/h by list price while running, without 2 whose cost is not known`. */
export function rateWords(hourly: Usd, unpriced: number, count: number): string {
  if (unpriced === count) return 'cost not known';
  const without = unpriced === 0 ? '' : `, without ${unpriced} whose cost is not known`;
  return `≈ ${formatUsd(hourly)}/h by list price while running${without}`;
}
