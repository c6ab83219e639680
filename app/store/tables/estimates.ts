// Estimates as JSON. Amounts are text in it: JSON's numbers would round them.

import { z } from 'zod';
import type { Cost, Estimate } from '../../domain/cost/cost.ts';
import { json, optional } from '../db/rows.ts';

const amount = z
  .string()
  .regex(/^\d+$/)
  .transform((digits) => BigInt(digits));

const cost: z.ZodType<Cost> = z.discriminatedUnion('known', [
  z.object({ known: z.literal(true), hourly: amount }),
  z.object({ known: z.literal(false), why: z.string() }),
]);

const estimate: z.ZodType<Estimate> = z.object({ total: cost, pools: z.array(cost) });

/** The column of a launch's estimate. One that can't be read, of a later bot say, is none: no launch may fail for it. */
export const estimateColumn = optional(json(estimate)).catch(undefined);

/** What stands in it. */
export function estimateJson(value: Estimate | undefined): string | null {
  if (value === undefined) return null;
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part,
  );
}
