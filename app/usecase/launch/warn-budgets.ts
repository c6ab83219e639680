// Tells a channel, once a month, that a budget is nearly used up.

import { isPastWarning, monthOf, pursesOf, standingsOf } from '../../domain/budget/standing.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { newThread } from '../../domain/notification/thread.ts';
import type { Tx } from '../ports/store/store.ts';
import type { AdmitDeps } from './admit.ts';

/**
 * Tells the launch’s channel of each budget that it takes past its `warnAt`, in the transaction that
 * commits its create, when it is admitted for good: whoever commits first this month, tells.
 */
export async function warnOfBudgets(
  tx: Tx,
  { policy, newId }: AdmitDeps & { readonly newId: () => string },
  launch: Launch,
): Promise<void> {
  const budgets = policy.rules.limits?.budgets ?? [];
  const purses = pursesOf(
    budgets.filter(({ warnAt }) => warnAt !== undefined),
    launch,
  );
  if (purses.length === 0) return;
  const month = monthOf(tx.now);
  const spenders = await tx.budgets.spenders(
    purses.map(({ purse }) => purse),
    month,
  );
  const { channel, userId } = launch.requester;
  for (const standing of standingsOf(purses, spenders, tx.now)) {
    const { budget, purse, spent, promised, unknown } = standing;
    if (budget.warnAt === undefined || !isPastWarning(standing)) continue;
    if (!(await tx.budgets.warn(month, purse))) continue;
    const sums = { budget: budget.month, share: budget.warnAt, spent, promised, unknown };
    await tx.threads.insert(
      newThread({
        id: newId(),
        channel,
        requesterId: userId,
        digest: { kind: 'budget-warned', at: tx.now, by: userId, purse, month, ...sums },
      }),
    );
  }
}
