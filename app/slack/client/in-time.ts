// Slack waits 3 s for an ack, which says what was committed. If that takes longer, the person is
// told so.

import type { Answer } from '../../domain/answer/answer.ts';
import type { SlackLog } from './log.ts';

/** Leaves half a second of Slack's 3 s for the network. */
export const ackBudgetMs = 2_500;

type Timely<T> = { readonly inTime: true; readonly value: T } | { readonly inTime: false };

/** Waits for `work`, which must not reject, for at most `budgetMs`. */
export async function inTime<T>(work: Promise<T>, budgetMs: number): Promise<Timely<T>> {
  const { promise: late, resolve } = Promise.withResolvers<Timely<T>>();
  const timer = setTimeout(() => resolve({ inTime: false }), budgetMs);
  const done = work.then((value): Timely<T> => ({ inTime: true, value }));
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs a request's work. A failure is logged and becomes the answer `failed`. */
export async function orElse(
  log: SlackLog,
  failed: Answer,
  work: () => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  try {
    return await work();
  } catch (error) {
    log.error('a request from Slack could not be stored', { error });
    return failed;
  }
}
