// Whether a launch fits in each of its budgets.

import type { AtMost } from '../cost/at-most.ts';
import type { Usd } from '../cost/money.ts';
import type { LimitRefusal } from './limit-refusal.ts';
import { monthOf, type Standing } from './standing.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What of a budget is neither spent nor promised; negative if it is overdrawn. */
export function leftOf({ budget, spent, promised }: Standing): Usd {
  return budget.month - spent - promised;
}

/**
 * Why a launch doesn't fit: the budget with the least left; undefined if it fits in all. One whose
 * price isn't known fits while anything is left.
 */
export function overBudgets(
  standings: readonly Standing[],
  cost: AtMost,
  now: number,
): LimitRefusal | undefined {
  const [tightest, ...others] = standings;
  if (tightest === undefined) return undefined;
  const one = others.reduce(
    (least, each) => (leftOf(each) < leftOf(least) ? each : least),
    tightest,
  );
  const left = leftOf(one);
  if (cost.known ? cost.amount <= left : left > 0n) return undefined;
  const { budget, purse, spent, promised, unknown } = one;
  return {
    kind: 'over-budget',
    purse,
    month: monthOf(now),
    budget: budget.month,
    spent,
    promised,
    unknown,
    wants: cost.known ? cost.amount : undefined,
    fitsMs: cost.known ? longestFor(left, cost.hourly) : undefined,
  };
}

/** The longest time that an amount pays for, in whole hours or minutes; undefined: none. */
function longestFor(left: Usd, hourly: Usd): number | undefined {
  if (left <= 0n || hourly <= 0n) return undefined;
  const ms = Number((left * BigInt(hourMs)) / hourly);
  const unit = ms >= hourMs ? hourMs : minuteMs;
  const whole = Math.floor(ms / unit) * unit;
  return whole > 0 ? whole : undefined;
}
