// How often the bot may post, edit and look: budgets in the database, so that replicas share them.

import { budgetKeys } from '../../domain/notification/budget-keys.ts';
import type { Delivery, Thread } from '../../domain/notification/thread.ts';
import type { Tx } from '../ports/store/store.ts';

/** Slack's limits: a post a second per channel, about 50 edits a minute for the app. */
const postIntervalMs = 1_000;
const editIntervalMs = 1_200;

/** Takes the budgets for one send, or says when they are free (Unix ms). */
export async function takeBudgets(
  tx: Tx,
  thread: Thread,
  what: Delivery['what'],
): Promise<number | undefined> {
  const wanted: readonly (readonly [string, number])[] =
    what === 'card' || what === 'amend'
      ? [
          [budgetKeys.app, 0],
          [budgetKeys.card(thread.id), 0],
          [budgetKeys.edits, editIntervalMs],
        ]
      : [
          [budgetKeys.app, 0],
          [budgetKeys.posts(thread.channel), postIntervalMs],
        ];
  for (const [key, intervalMs] of wanted) {
    const use = await tx.rateBudgets.take(key, intervalMs);
    if (!use.taken) return use.freeAt;
  }
  return undefined;
}
