// The limits in force as they are shown to one person, with the budgets that concern them.

import type { Purse } from './limit-refusal.ts';
import type { Budget, Limits } from './limits.ts';
import { standingsOf, type Purses, type Spender, type Standing } from './standing.ts';

export type LimitsView = Omit<Limits, 'budgets'> & {
  /** The beginning of the month (UTC), Unix ms. */
  readonly month: number;
  readonly budgets: readonly {
    readonly budget: Budget;
    /** Everybody's sums, of each purse that this person pays from. */
    readonly standings: readonly Standing[];
    /** How many more purses there are. */
    readonly more: number;
  }[];
};

/** More of one budget would fill a phone's screen. */
const mostOfBudget = 4;

/**
 * The budgets that concern somebody: their own, everybody's, and those of the templates and label
 * values of their own launches. Others may be of channels that they don't see.
 */
export function pursesOfPerson(
  budgets: readonly Budget[],
  userId: string,
  spenders: readonly Spender[],
): Purses {
  const own = spenders.filter((one) => one.origin === undefined && one.requesterId === userId);
  return budgets.flatMap((budget) => {
    const { of } = budget;
    const purses = ((): readonly Purse[] => {
      switch (of.kind) {
        case 'all':
          return [{ kind: 'all' }];
        case 'person':
          return [{ kind: 'person', userId }];
        case 'template': {
          const templates = new Set(own.map(({ template }) => template));
          return [...templates].sort().map((template) => ({ kind: 'template', template }));
        }
        case 'label': {
          const { key } = of;
          const values = new Set(own.flatMap(({ labels }) => labels[key] ?? []));
          return [...values].sort().map((value) => ({ kind: 'label', key, value }));
        }
      }
    })();
    return purses.map((purse) => ({ budget, purse }));
  });
}

/** The view of limits at `now`, in the month that begins at `month`. */
export function limitsView(
  { budgets, ...limits }: Limits,
  purses: Purses,
  spenders: readonly Spender[],
  { month, now }: { readonly month: number; readonly now: number },
): LimitsView {
  return {
    ...limits,
    month,
    budgets: budgets.map((budget) => {
      const its = purses.filter((one) => one.budget === budget);
      const shown = its.slice(0, mostOfBudget);
      const standings = standingsOf(shown, spenders, now);
      return { budget, standings, more: its.length - shown.length };
    }),
  };
}
