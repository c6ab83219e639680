// A cancel of many jobs at once: a question with the set of jobs that it showed, and the intent
// that confirming it makes of exactly that set.

import { z } from 'zod';
import type { Usd } from '../cost/money.ts';
import { storedAmount } from '../cost/stored-amount.ts';
import { listScopes, type ListFilter } from '../job/list-filter.ts';
import { knownStates } from '../job/state.ts';
import type { Requester } from '../launch/launch.ts';

/** Which live jobs are meant: as a list finds them, and by age. */
export type BulkFilter = Omit<ListFilter, 'sinceMs'> & {
  /** Requested at least this long ago. */
  readonly olderMs?: number | undefined;
};

/** An owner as typed: who asks. */
export const me = 'me';

export const bulkFilterSchema: z.ZodType<BulkFilter> = z.object({
  scope: z.enum(listScopes),
  states: z.array(z.enum(['live', ...knownStates])).optional(),
  owner: z.string().optional(),
  template: z.string().optional(),
  label: z.object({ key: z.string(), value: z.string() }).optional(),
  olderMs: z.number().optional(),
});

/** The most jobs of one question; the rest takes another. */
export const mostInBulk = 2_000;

/** How long a question can be confirmed: what it shows must still be about true. */
export const bulkExpiresMs = 15 * 60_000;

/**
 * - `asked`: the question stands, until it expires.
 * - `left`: answered with no.
 * - `confirmed`: each job is decided on and gets its cancel.
 * - `following`: all have; their ends are awaited.
 * - `done`: summed up.
 */
export const bulkStates = ['asked', 'left', 'confirmed', 'following', 'done'] as const;

export const bulkSumsSchema = z.object({
  /** How many jobs were shown. */
  count: z.number(),
  /** Their list price per hour as far as it is known, and how many have none. */
  hourly: storedAmount,
  unpriced: z.number(),
  /** Who owns how many, most first. Null: launched elsewhere, so nobody's. */
  owners: z.array(z.tuple([z.string().nullable(), z.number()])),
  /** How many more match that the requester may not cancel. */
  barred: z.number(),
  /** How many more match than one question takes. */
  more: z.number(),
  /** Slack didn't say all that the requester may see. */
  unsure: z.boolean(),
});
export type BulkSums = z.infer<typeof bulkSumsSchema>;

export type Bulk = {
  readonly id: string;
  readonly requestKey: string;
  readonly state: (typeof bulkStates)[number];
  /** Who asked; once confirmed, as of the press. */
  readonly requester: Requester;
  readonly filter: BulkFilter;
  readonly reason?: string | undefined;
  readonly sums: BulkSums;
  /** Unix ms. */
  readonly askedAt: number;
  readonly confirmedAt?: number | undefined;
  /** How many of its jobs had not ended when its message was last edited. */
  readonly openShown?: number | undefined;
};

/** A job that the question showed. */
export type BulkJob = {
  readonly launchId: string;
  readonly handle: string;
  /** List price per hour; undefined: not known. */
  readonly hourly?: Usd | undefined;
};

/**
 * What the confirmation made of a job:
 *
 * - `shown`: not decided yet.
 * - `asked`: it has its cancel.
 * - `ended`: it had ended before.
 * - `taken`: a cancel was under way: anybody's, or a guard's.
 * - `refused`: the requester may not cancel it.
 */
export const bulkJobStates = ['shown', 'asked', 'ended', 'taken', 'refused'] as const;
export type BulkJobState = (typeof bulkJobStates)[number];

/** Whether the question has expired unanswered. */
export function isExpired({ state, askedAt }: Bulk, now: number): boolean {
  return state === 'asked' && now > askedAt + bulkExpiresMs;
}

/** Whether everybody who reads where it was asked may know of its jobs: their cards are there. */
export function isToldHere({ filter, requester }: Bulk): boolean {
  return filter.scope === 'here' || requester.channel.startsWith('D');
}
