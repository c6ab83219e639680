// What a policy file says about money and time: amounts are US dollars by list price,
// durations are written as in commands.

import { z } from 'zod';
import type { Budget, BudgetOf, Limits } from '../../budget/limits.ts';
import { writtenAmount } from '../../cost/written-amount.ts';
import { reservedLabels } from '../../job/job.ts';
import { duration, text } from '../../text/written.ts';
import { pathOfLabel, userId } from './policy-parts.ts';
import type { ExternalJobs } from '../policy-rules.ts';

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
    { of: budgetOf, month: writtenAmount, warnAt: share.optional() },
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
      perHour: writtenAmount.optional(),
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
