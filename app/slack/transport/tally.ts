import type { Middleware } from '@slack/bolt';
import type { AnyMiddlewareArgs } from '@slack/bolt';

/** Counts the payloads in hand: Bolt's stop() waits for none of them. */
export interface Tally {
  readonly middleware: Middleware<AnyMiddlewareArgs>;
  /** Resolves when nothing is in hand, or after `timeoutMs`; says which. */
  idle(timeoutMs: number): Promise<boolean>;
}

export function createTally(): Tally {
  let inHand = 0;
  const waiting = new Set<() => void>();
  return {
    async middleware({ next }) {
      inHand += 1;
      try {
        await next();
      } finally {
        inHand -= 1;
        if (inHand === 0) for (const wake of waiting) wake();
      }
    },
    async idle(timeoutMs) {
      if (inHand === 0) return true;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const timer = setTimeout(() => resolve(false), timeoutMs);
      const wake = () => resolve(true);
      waiting.add(wake);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        waiting.delete(wake);
      }
    },
  };
}
