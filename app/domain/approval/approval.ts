// A launch that takes somebody's approval. It is bound to the hash of the exact spec, counts for that
// launch alone, and expires if nobody decides.

import { z } from 'zod';

/** Billionths of a dollar as text, since JSON numbers would round them. */
const amount = z
  .string()
  .regex(/^\d+$/)
  .transform((digits) => BigInt(digits));

const reasonSchema = z.discriminatedUnion('kind', [
  /** Every launch of its template does. */
  z.object({ kind: z.literal('always') }),
  /** It may cost this much in all, by list price, which is above the bound. */
  z.object({ kind: z.literal('total'), above: amount, atMost: amount }),
  /** It costs this much by the hour, which is above the bound. */
  z.object({ kind: z.literal('per-hour'), above: amount, hourly: amount }),
  /** Whether it is above a bound isn't known. `why` completes "cost not known: …". */
  z.object({ kind: z.literal('price-unknown'), why: z.string() }),
]);
/** Why a launch takes an approval. */
export type ApprovalReason = z.output<typeof reasonSchema>;

const calledSchema = z.object({
  /** User ids: named by id, in a user group, or workspace admins. */
  people: z.array(z.string()),
  /** Ids of user groups, mentioned as a group. */
  groups: z.array(z.string()),
  /** Anybody of these may approve. */
  admins: z.boolean(),
  members: z.boolean(),
  /** Of `people`, those who are mentioned with a group. */
  grouped: z.array(z.string()).optional(),
  /** Of `people`, those who weren't in the channel: they are asked by direct message alone. */
  outside: z.array(z.string()).optional(),
  /** Whether `people` has all admins who may approve; undefined: any admin in it is there by name. */
  allAdmins: z.boolean().optional(),
  /** Why Slack didn't list the admins, so that they are not called. */
  adminsUnread: z.string().optional(),
});
/** Who was asked to approve. */
export type CalledApprovers = z.output<typeof calledSchema>;

/** Who is mentioned by name in the thread, and who else is asked by direct message alone. */
export function waysToCall({ people, grouped = [], outside = [] }: CalledApprovers): {
  readonly byName: readonly string[];
  readonly directly: readonly string[];
} {
  const single = people.filter((id) => !grouped.includes(id));
  return {
    byName: single.filter((id) => !outside.includes(id)),
    directly: single.filter((id) => outside.includes(id)),
  };
}

const decisionSchema = z.object({
  /** `withdrawn`: it was cancelled while it waited. */
  verdict: z.enum(['approved', 'denied', 'expired', 'withdrawn']),
  /** Who decided or withdrew it; undefined: time did. */
  by: z.string().optional(),
  at: z.number(),
  reason: z.string().optional(),
});
export type ApprovalDecision = z.output<typeof decisionSchema>;

/** An approval as a launch keeps it. Times are Unix ms. */
export const approvalSchema = z.object({
  reasons: z.array(reasonSchema),
  /** Of the request body that was asked about. */
  specHash: z.string(),
  askedAt: z.number(),
  /** From then on nobody can approve it. */
  expiresAt: z.number(),
  /** When the approvers were reminded; undefined: not yet. */
  remindedAt: z.number().optional(),
  called: calledSchema,
  decision: decisionSchema.optional(),
});
export type Approval = z.output<typeof approvalSchema>;
