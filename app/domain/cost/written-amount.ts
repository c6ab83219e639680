import { z } from 'zod';
import { usdOf, type Usd } from './money.ts';

/** The largest amount that a person may write. */
export const mostDollars = 1e9;
const cent = 0.01;

/** An amount that people write in a file, in US dollars by list price: a cent or more. */
export const writtenAmount = z
  .number('must be an amount in US dollars, such as 200')
  .gt(0, 'must be more than 0')
  .max(mostDollars, 'must be at most 1,000,000,000')
  .transform((dollars): Usd => usdOf(Math.max(dollars, cent)));

/** An amount as people write it. */
export function writeAmount(amount: Usd): number {
  return Number(amount) / 1e9;
}
