// A request made in a message is the message, not its delivery: it is obeyed and answered once, whatever Slack brings how often.

import type { Answer } from '../../domain/command/answer.ts';
import type { AnswerDeps } from '../permission/respond-if-allowed.ts';
import type { Request } from '../ports/interactions.ts';

type HearDeps = Pick<AnswerDeps, 'store' | 'answerer' | 'later'>;

/** Does `work` for a message; resolves once what it asks for is stored, rejects when it could not be, so that it shall come again. */
export type Hear<Deps> = (
  request: Request,
  work: (deps: Deps) => Promise<Answer | undefined>,
) => Promise<void>;

/**
 * Hears each message once by its request's key. One whose process died over it is done again: every act is stored under that key, so
 * only an answer may be given twice then, and never none.
 */
export function createHearing<Deps extends HearDeps>(deps: Deps): Hear<Deps> {
  const { store, answerer, later } = deps;
  const inHand = new Map<string, Promise<void>>();

  async function take(
    { key, requester }: Request,
    work: (deps: Deps) => Promise<Answer | undefined>,
  ): Promise<void> {
    if (!(await store.transaction((tx) => tx.heard.begin(key)))) {
      forget(key);
      return;
    }
    const followed = follow(later);
    const answer = await work({ ...deps, later: followed.later });
    if (answer !== undefined) followed.later(() => answerer.answer(requester, answer));
    later(async () => {
      try {
        await followed.over();
        await store.transaction((tx) => tx.heard.finish(key));
      } finally {
        forget(key);
      }
    });
  }

  function forget(key: string): void {
    inHand.delete(key);
  }

  return (request, work) => {
    const { key } = request;
    const taken = inHand.get(key) ?? take(request, work);
    inHand.set(key, taken);
    // What failed may be brought again.
    taken.catch(() => forget(key));
    return taken;
  };
}

/** Runs tasks by `later`, and knows when the last of them is over, however it ended. */
function follow(later: HearDeps['later']) {
  const running = new Set<Promise<void>>();
  return {
    later: (task: () => Promise<void>): void => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const over = promise.then(() => void running.delete(over));
      running.add(over);
      later(() => task().finally(() => resolve(undefined)));
    },
    async over(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
