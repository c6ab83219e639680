// Estimates as JSON, with amounts as text, since JSON numbers would round them.

import { z } from 'zod';
import type { Cost } from '../../../domain/cost/cost.ts';
import type { Estimate } from '../../../domain/cost/estimate.ts';
import { storedAmount } from '../../../domain/cost/stored-amount.ts';
import { writeJson } from '../../../domain/text/json.ts';
import { json, optional } from '../../db/rows.ts';

const cost: z.ZodType<Cost> = z.discriminatedUnion('known', [
  z.object({ known: z.literal(true), hourly: storedAmount }),
  z.object({ known: z.literal(false), why: z.string() }),
]);

export const estimateSchema: z.ZodType<Estimate> = z.object({ total: cost, pools: z.array(cost) });

/**
 * A launch's estimate. One that can't be parsed, such as a newer bot's, counts as none: no launch
 * may fail because of it.
 */
export const estimateColumn = optional(json(estimateSchema)).catch(undefined);

/** The JSON to store for a value with amounts. */
export function amountsJson(value: object | undefined): string | null {
  return value === undefined ? null : writeJson(value);
}
