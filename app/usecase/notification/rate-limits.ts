// How often the bot may post, edit and look: budgets in the database, so that replicas share them.

import type { Delivery, Thread } from '../../domain/notification/thread.ts';
import type { Tx } from '../ports/store/store.ts';

/** Slack's limits: a post a second per channel, about 50 edits a minute for the app. */
const postIntervalMs = 1_000;
const editIntervalMs = 1_200;

/** Keys of the budgets, which all replicas share. */
export const budgetKeys = {
  /** Closed while Slack refuses the app (token revoked, scope missing). */
  app: 'slack',
  posts: (channel: string) => `post:${channel}`,
  edits: 'chat.update',
  /** Look-ups of a person's channels. */
  looks: 'users.conversations',
  /** Closed while an edit with an unknown effect may still arrive. */
  card: (threadId: string) => `card:${threadId}`,
} as const;

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
