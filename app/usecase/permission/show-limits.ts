// How the budgets stand that concern somebody, read in one transaction.

import type { Purse } from '../../domain/budget/limit-refusal.ts';
import type { Limits } from '../../domain/budget/limits.ts';
import { limitsView, pursesOfPerson, type LimitsView } from '../../domain/budget/limits-view.ts';
import { monthOf, standingsOf, type Standing } from '../../domain/budget/standing.ts';
import type { Tx } from '../ports/store/store.ts';

/** The limits, and the month’s sums of the budgets that concern this person. */
export async function showLimits(tx: Tx, limits: Limits, userId: string): Promise<LimitsView> {
  const month = monthOf(tx.now);
  const own = await tx.budgets.spenders(ownOf(limits, userId), month);
  const purses = pursesOfPerson(limits.budgets, userId, own);
  const spenders =
    purses.length === 0
      ? []
      : await tx.budgets.spenders(
          purses.map(({ purse }) => purse),
          month,
        );
  return limitsView(limits, purses, spenders, { month, now: tx.now });
}

/** How somebody’s own budget stands, the smallest if there are several; undefined: they have none. */
export async function ownBudget(
  tx: Tx,
  limits: Limits | undefined,
  userId: string,
): Promise<Standing | undefined> {
  const own = (limits?.budgets ?? []).filter(({ of }) => of.kind === 'person');
  const [first, ...others] = own;
  if (first === undefined) return undefined;
  const budget = others.reduce((least, one) => (one.month < least.month ? one : least), first);
  const purse = { kind: 'person', userId } as const;
  const spenders = await tx.budgets.spenders([purse], monthOf(tx.now));
  return standingsOf([{ budget, purse }], spenders, tx.now).at(0);
}

/** Their own launches, read with the labels that have budgets. An empty value is nobody’s. */
function ownOf({ budgets }: Limits, userId: string): readonly Purse[] {
  return [
    { kind: 'person', userId },
    ...budgets.flatMap(({ of }): readonly Purse[] =>
      of.kind === 'label' ? [{ kind: 'label', key: of.key, value: '' }] : [],
    ),
  ];
}
