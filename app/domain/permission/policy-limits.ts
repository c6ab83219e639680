// What a policy file says about money, time and approvals: amounts are US dollars by list price,
// durations are written as in commands.

import { z } from 'zod';
import type { Budget, BudgetOf, Limits } from '../budget/limits.ts';
import { usdOf, type Usd } from '../cost/money.ts';
import { reservedLabels } from '../job/job.ts';
import { parseDurationMs } from '../text/duration.ts';
import { list, pathOfLabel, text, userId } from './policy-parts.ts';
import type { ApprovalRule, ExternalJobs } from './policy-rules.ts';

const mostDollars = 1e9;

const amount = z
  .number('must be an amount in US dollars, such as 200')
  .gt(0, 'must be more than 0')
  .max(mostDollars, 'must be at most 1,000,000,000')
  .transform((dollars): Usd => usdOf(dollars));

const duration = text.transform((written, context): number => {
  const ms = parseDurationMs(written);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: 'must be a duration, such as 24h, 90m or 7d' });
  return z.NEVER;
});

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
          { total: amount.optional(), perHour: amount.optional() },
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

const budgetOf = text.transform((written, context): BudgetOf => {
  if (written === 'person' || written === 'template' || written === 'all') return { kind: written };
  const key = pathOfLabel(written);
  if (key !== undefined) return { kind: 'label', key };
  context.addIssue({
    code: 'custom',
    message: 'must be person, template, all, or a label, such as label.team',
  });
  return z.NEVER;
});

/** `80%`, as a share of 1. */
const share = text.transform((written, context): number => {
  const [, percent] = /^(\d{1,3}(?:\.\d{1,2})?)%$/.exec(written.trim()) ?? [];
  const part = Number(percent) / 100;
  if (part > 0 && part <= 1) return part;
  context.addIssue({ code: 'custom', message: 'must be a share of the budget, such as 80%' });
  return z.NEVER;
});

const budget = z
  .strictObject(
    { of: budgetOf, month: amount, warnAt: share.optional() },
    'must be a mapping with of, month and warnAt',
  )
  .transform((one): Budget => one);

/** More can't be meant, and each is summed up at each launch. */
const mostBudgets = 20;

/** Limits of all launches. */
export const limits = z
  .strictObject(
    {
      maxDuration: duration.optional(),
      perHour: amount.optional(),
      budgets: z
        .array(budget, 'must be a list of budgets')
        .max(mostBudgets, `must be at most ${mostBudgets} budgets`)
        .default([]),
      unknown: z
        .enum(['allow', 'approve', 'refuse'], 'must be allow, approve or refuse')
        .default('approve'),
    },
    'must be a mapping with maxDuration, perHour, budgets or unknown',
  )
  .transform(({ maxDuration, ...rest }): Limits => ({ ...rest, maxDurationMs: maxDuration }));

const calledLabel = text.transform((written, context): string => {
  const key = pathOfLabel(written);
  if (key === undefined) {
    context.addIssue({ code: 'custom', message: 'must be a label, such as label.owner' });
    return z.NEVER;
  }
  // The bot’s own labels say who launched a job through it; on other jobs anybody may have copied them.
  if (reservedLabels.some((own) => own === key)) {
    context.addIssue({
      code: 'custom',
      message: 'is a label that the bot writes itself, and others may copy: name another one',
    });
    return z.NEVER;
  }
  return key;
});

/** Who is called for a watched job. */
export const externalJobs = z
  .strictObject(
    {
      call: calledLabel,
      people: z.record(z.string(), userId, 'must be a mapping of the label’s values to user ids'),
    },
    'must be a mapping with call and people',
  )
  .transform(({ call, people }): ExternalJobs => ({
    label: call,
    people: new Map(Object.entries(people)),
  }));
