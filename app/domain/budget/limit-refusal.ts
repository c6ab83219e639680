// What the limits of a policy and its lists of accounts say against a launch, as values that are stored
// and shown. Amounts are by list price.

import { z } from 'zod';
import { storedAmount } from '../cost/stored-amount.ts';
import { accountRefusal } from './account-refusal.ts';

/** Whose money it is: a person's, a template's, that of a label's value, or everybody's. */
export const purseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), userId: z.string() }),
  z.object({ kind: z.literal('template'), template: z.string() }),
  z.object({ kind: z.literal('label'), key: z.string(), value: z.string() }),
  z.object({ kind: z.literal('all') }),
]);
export type Purse = z.infer<typeof purseSchema>;

export const limitRefusals = [
  /** It may run for `wantedMs`, and a job may for `mostMs`. */
  z.object({ kind: z.literal('runs-too-long'), wantedMs: z.number(), mostMs: z.number() }),
  /** One job costs `hourly`, and may cost `most`. */
  z.object({ kind: z.literal('costs-too-much'), hourly: storedAmount, most: storedAmount }),
  /** It doesn't fit in a month's budget. */
  z.object({
    kind: z.literal('over-budget'),
    purse: purseSchema,
    /** The beginning of the month (UTC), Unix ms. */
    month: z.number(),
    budget: storedAmount,
    spent: storedAmount,
    /** What live and pending launches may still cost. */
    promised: storedAmount,
    /** Jobs that ran or may run, and whose cost isn't known: not in these amounts. */
    unknown: z.number(),
    /** What this launch may cost; undefined: not known. */
    wants: storedAmount.optional(),
    /** The longest max-time with which it would fit; undefined: none would. */
    fitsMs: z.number().optional(),
  }),
  /** Its price isn't known, and the limits need it. `rule`: what the policy wants then. */
  z.object({
    kind: z.literal('price-unknown'),
    why: z.string(),
    rule: z.enum(['approve', 'refuse']),
  }),
  accountRefusal,
] as const;

export type LimitRefusal = z.infer<(typeof limitRefusals)[number]>;
