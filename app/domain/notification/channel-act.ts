// Acts that concern a whole channel: how much it hears, locks, and budgets nearly used up. They are announced there, so
// nobody silences or stops a team unnoticed. In the ops channel also trouble of the bot itself, which is nobody's act.

import { z } from 'zod';
import { bulkFilterSchema } from '../bulk/bulk.ts';
import { fateCounts } from '../bulk/tally.ts';
import { purseSchema } from '../budget/limit-refusal.ts';
import { storedAmount } from '../cost/stored-amount.ts';
import { lockSchema } from '../lock/lock.ts';
import { troubleEndSchema, troubleSchema } from '../trouble/trouble.ts';
import type { ChannelSettings } from './notification-level.ts';

const heard = z.object({
  mode: z.enum(['all', 'failures', 'quiet']),
  broadcast: z.boolean(),
  digest: z.object({ minutes: z.number(), zone: z.string() }).optional(),
});
export type Heard = z.infer<typeof heard>;

/** The channel's notification settings were changed. Times are Unix ms. */
export const settingsAct = z.object({
  kind: z.literal('settings'),
  at: z.number(),
  by: z.string(),
  before: heard,
  after: heard,
});

/** A watch in the channel was ended, so matching jobs get no new cards. `criterion` is as typed. */
export const unwatchAct = z.object({
  kind: z.literal('unwatched'),
  at: z.number(),
  by: z.string(),
  criterion: z.string(),
});

/** A lock was set, or taken off, here or of those set here. */
export const lockAct = z.object({
  kind: z.enum(['locked', 'unlocked']),
  at: z.number(),
  by: z.string(),
  lock: lockSchema,
});

/** A launch took a budget past the share from which on people are warned. Amounts are by list price. */
export const budgetAct = z.object({
  kind: z.literal('budget-warned'),
  at: z.number(),
  by: z.string(),
  purse: purseSchema,
  /** The beginning of the month (UTC), Unix ms. */
  month: z.number(),
  budget: storedAmount,
  share: z.number(),
  spent: storedAmount,
  promised: storedAmount,
  /** Jobs of unknown cost, which aren't in these amounts. */
  unknown: z.number(),
});

const many = {
  at: z.number(),
  by: z.string(),
  /** Id of the cancel of many. */
  bulk: z.string(),
  filter: bulkFilterSchema,
  reason: z.string().optional(),
  /** How many jobs it is about. */
  count: z.number(),
  /** List price per hour as far as it is known, and how many have none. */
  hourly: storedAmount,
  unpriced: z.number(),
};

/** Somebody cancels many jobs. Edited as they end. */
export const bulkBegunAct = z.object({ kind: z.literal('bulk-begun'), ...many });

/** What became of them. The amounts are of those that ended cancelled. */
export const bulkEndedAct = z.object({
  kind: z.literal('bulk-ended'),
  ...many,
  fates: fateCounts,
});
export type BulkEndedAct = z.infer<typeof bulkEndedAct>;

/** Trouble of the bot itself. `at`: when it was put on record; `since`: when it began, if that is known. */
export const troubleAct = z.object({
  kind: z.literal('trouble'),
  at: z.number(),
  trouble: troubleSchema,
  since: z.number().optional(),
});

/** The same is over. */
export const troubleOverAct = z.object({
  kind: z.literal('trouble-over'),
  at: z.number(),
  trouble: troubleSchema,
  since: z.number().optional(),
  how: troubleEndSchema,
});

export type TroubleAct = z.infer<typeof troubleAct> | z.infer<typeof troubleOverAct>;

/** What a person did. */
export type PersonsAct = Exclude<ChannelAct, TroubleAct>;

export type ChannelAct =
  | TroubleAct
  | z.infer<typeof settingsAct>
  | z.infer<typeof unwatchAct>
  | z.infer<typeof lockAct>
  | z.infer<typeof budgetAct>
  | z.infer<typeof bulkBegunAct>
  | BulkEndedAct;

/** What changed in a channel's settings; undefined if nothing did. */
export function settingsChange(
  before: ChannelSettings,
  after: ChannelSettings,
  by: string,
  at: number,
): PersonsAct | undefined {
  const [was, is] = [heardOf(before), heardOf(after)];
  return JSON.stringify(was) === JSON.stringify(is)
    ? undefined
    : { kind: 'settings', at, by, before: was, after: is };
}

function heardOf({ mode, broadcast, digest }: ChannelSettings): Heard {
  const time = digest && { minutes: digest.minutes, zone: digest.zone };
  return { mode, broadcast, digest: time };
}
