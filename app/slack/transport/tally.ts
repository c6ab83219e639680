import type { Middleware } from '@slack/bolt';
import type { AnyMiddlewareArgs } from '@slack/bolt';

/** Counts payloads in progress, since Bolt's stop() waits for none. */
interface Tally {
  readonly middleware: Middleware<AnyMiddlewareArgs>;
  /** Resolves with true when none is in progress, or with false after `timeoutMs`. */
  idle(timeoutMs: number): Promise<boolean>;
}

/** Creates a counter at zero. */
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
