// How a budget stands: what was spent in a month (UTC), and what live and pending launches may still
// cost. An amount that isn't known is counted as one job and never as zero.

import type { Estimate } from '../cost/estimate.ts';
import { overTime, type Usd } from '../cost/money.ts';
import { spentWithin, type PaidRun } from '../cost/spent.ts';
import type { Purse } from './limit-refusal.ts';
import type { Budget } from './limits.ts';

/** A launch that spends, or may. */
export type Spender = {
  readonly id: string;
  /** A watched job is nobody's, and promises nothing: it is over when it is over. */
  readonly origin?: 'watched' | undefined;
  readonly requesterId: string;
  readonly template: string;
  /** The labels that were asked for. */
  readonly labels: Readonly<Record<string, string>>;
  readonly estimate?: Estimate | undefined;
  /** How long it may run in all (ms), if it can still run. */
  readonly boundMs?: number | undefined;
  /** Its job; undefined: it has none yet. */
  readonly run?: Omit<PaidRun, 'estimate'> | undefined;
};

/** A budget, whose it is, and how it stands. */
export type Standing = {
  readonly budget: Budget;
  readonly purse: Purse;
  readonly spent: Usd;
  readonly promised: Usd;
  /** Jobs that ran or may run, and whose cost isn't known. */
  readonly unknown: number;
  /** By the hour, of what runs now. */
  readonly burning: Usd;
};

export type Purses = readonly Pick<Standing, 'budget' | 'purse'>[];

type Payer = {
  readonly requester: { readonly userId: string };
  readonly template: { readonly name: string };
  readonly body: { readonly labels?: Readonly<Record<string, string>> | undefined };
};

/** The budgets that a launch belongs to. */
export function pursesOf(budgets: readonly Budget[], { requester, template, body }: Payer): Purses {
  return budgets.flatMap((budget): Purses => {
    const { of } = budget;
    switch (of.kind) {
      case 'all':
        return [{ budget, purse: { kind: 'all' } }];
      case 'person':
        return [{ budget, purse: { kind: 'person', userId: requester.userId } }];
      case 'template':
        return [{ budget, purse: { kind: 'template', template: template.name } }];
      case 'label': {
        const { key } = of;
        const value = body.labels?.[key] ?? '';
        return value === '' ? [] : [{ budget, purse: { kind: 'label', key, value } }];
      }
    }
  });
}

/** Whether a launch counts in somebody's budget. */
function paysFrom(purse: Purse, spender: Spender): boolean {
  switch (purse.kind) {
    case 'all':
      return true;
    case 'person':
      return spender.origin === undefined && spender.requesterId === purse.userId;
    case 'template':
      return spender.origin === undefined && spender.template === purse.template;
    case 'label':
      return spender.labels[purse.key] === purse.value;
  }
}

/** The beginning of the month (UTC) in which it is, Unix ms. */
export function monthOf(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** Whether so much is spent and promised that people are warned. */
export function isPastWarning({ budget, spent, promised }: Standing): boolean {
  const { month, warnAt } = budget;
  if (warnAt === undefined) return false;
  return (spent + promised) * 10_000n >= month * BigInt(Math.round(warnAt * 10_000));
}

/** How budgets stand in the month of `now`, given everything that ran in it or may still run. */
export function standingsOf(
  purses: Purses,
  spenders: readonly Spender[],
  now: number,
): readonly Standing[] {
  return purses.map(({ budget, purse }) => {
    const start: Standing = { budget, purse, spent: 0n, promised: 0n, unknown: 0, burning: 0n };
    return spenders
      .filter((spender) => paysFrom(purse, spender))
      .reduce((sum, spender) => plus(sum, spender, now), start);
  });
}

function plus(sum: Standing, spender: Spender, now: number): Standing {
  const { estimate, run, origin, boundMs } = spender;
  const until = now;
  const spent = run && spentWithin({ ...run, estimate }, { since: monthOf(now), until });
  const mayRun = boundMs !== undefined && origin === undefined;
  const hourly = estimate?.total.known === true ? estimate.total.hourly : undefined;
  if (spent?.known === false || (mayRun && hourly === undefined)) {
    return { ...sum, unknown: sum.unknown + 1 };
  }
  const sofar = run && spentWithin({ ...run, estimate }, { since: 0, until });
  const paid = sofar?.known === true ? sofar.amount : 0n;
  const rest = mayRun && hourly !== undefined ? overTime(hourly, boundMs) - paid : 0n;
  const burns = boundMs !== undefined && run?.state === 'RUNNING' && hourly !== undefined;
  return {
    ...sum,
    spent: sum.spent + (spent?.amount ?? 0n),
    promised: sum.promised + (rest > 0n ? rest : 0n),
    burning: sum.burning + (burns ? hourly : 0n),
  };
}
