// A request made in a message is handled and answered once, however often Slack delivers the
// message.

import type { Answer } from '../../domain/answer/answer.ts';
import type { AnswerDeps } from '../permission/respond-if-allowed.ts';
import type { Request } from '../ports/interactions.ts';

type HearDeps = Pick<AnswerDeps, 'store' | 'answerer' | 'later'>;

/**
 * Does `work` for a message. Resolves once its request is stored; rejects if it couldn't be, so
 * that Slack delivers it again.
 */
type Hear<Deps> = (
  request: Request,
  work: (deps: Deps) => Promise<Answer | undefined>,
) => Promise<void>;

/**
 * Handles each message once, by its request key. If the process died meanwhile, it is handled
 * again: acts are stored under that key, so at most an answer is repeated, and none is lost.
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
    // After a failure, the message may be delivered again.
    taken.catch(() => forget(key));
    return taken;
  };
}

/** Runs tasks with `later`, and knows when the last one has ended. */
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
