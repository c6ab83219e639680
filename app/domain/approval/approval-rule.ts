// When a launch takes somebody's approval, as a policy file and a template say it.

import { z } from 'zod';
import type { Usd } from '../cost/money.ts';
import { writeAmount, writtenAmount } from '../cost/written-amount.ts';
import { writeDuration } from '../text/duration.ts';
import { duration, list, text } from '../text/written.ts';

/** When a launch takes somebody's approval, and whose. */
export type ApprovalRule = {
  /** An approver must also have one of these roles; undefined: the permission `approve` is enough. */
  readonly by?: readonly string[] | undefined;
  /**
   * Only launches above one of these, by list price: what they may cost in all, and by the hour.
   * Undefined: every launch.
   */
  readonly above?:
    { readonly total?: Usd | undefined; readonly perHour?: Usd | undefined } | undefined;
  /** After how long without a decision it is over (ms); undefined: as usual. */
  readonly expiresMs?: number | undefined;
};

const expiry = duration
  .refine((ms) => ms >= 60_000, 'must be at least 1m')
  .refine((ms) => ms <= 30 * 86_400_000, 'must be at most 30d');

/** The approval that a launch of a template takes; `launch: [lead]` stands beside it. */
export const approvalRule = z
  .strictObject(
    {
      by: list(text, 'roles').optional(),
      above: z
        .strictObject(
          { total: writtenAmount.optional(), perHour: writtenAmount.optional() },
          'must be a mapping with total or perHour',
        )
        .refine(
          ({ total, perHour }) => total !== undefined || perHour !== undefined,
          'must have total or perHour',
        )
        .optional(),
      expires: expiry.optional(),
    },
    'must be a mapping with by, above or expires',
  )
  .transform(({ by, above, expires }): ApprovalRule => ({ by, above, expiresMs: expires }));

/** A rule as a file says it. */
export function writeApprovalRule({
  by,
  above,
  expiresMs,
}: ApprovalRule): Readonly<Record<string, unknown>> {
  const bounds = above && {
    ...(above.total === undefined ? {} : { total: writeAmount(above.total) }),
    ...(above.perHour === undefined ? {} : { perHour: writeAmount(above.perHour) }),
  };
  return {
    ...(by === undefined ? {} : { by }),
    ...(bounds === undefined ? {} : { above: bounds }),
    ...(expiresMs === undefined ? {} : { expires: writeDuration(expiresMs) }),
  };
}
