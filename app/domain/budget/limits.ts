// What a policy says about money and time. Amounts are by list price.

import type { Usd } from '../cost/money.ts';

/** What jobs are added up by: their requester, their template, the value of a label, or all of them. */
export type BudgetOf =
  | { readonly kind: 'person' | 'template' | 'all' }
  | { readonly kind: 'label'; readonly key: string };

/** How much may be spent in a month (UTC), by list price. */
export type Budget = {
  readonly of: BudgetOf;
  readonly month: Usd;
  /** The share of it (above 0, at most 1) from which on people are warned. */
  readonly warnAt?: number | undefined;
};

/** What to do with a launch whose price isn't known. */
type UnknownPrice = 'allow' | 'approve' | 'refuse';

/** Limits of all launches. */
export type Limits = {
  readonly maxDurationMs?: number | undefined;
  /** Of one job, by list price. */
  readonly perHour?: Usd | undefined;
  readonly budgets: readonly Budget[];
  readonly unknown: UnknownPrice;
};
