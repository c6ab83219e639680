// A limit on how often something is asked.

/** Whoever hasn't asked again for this long isn't waiting any more. */
const givenUpMs = 15_000;

/**
 * Allows one each `everyMs`, or several at once after a pause. Waiting callers are served in order.
 */
export function createPace(everyMs: number, atOnce: number, monotonic: () => number) {
  const waiting = new Map<string, number>();
  let left = atOnce;
  let at = monotonic();
  return {
    take(key: string): boolean {
      const now = monotonic();
      left = Math.min(atOnce, left + (now - at) / everyMs);
      at = now;
      for (const [one, askedAt] of waiting) if (now - askedAt > givenUpMs) waiting.delete(one);
      waiting.set(key, now);
      const isTurn = [...waiting.keys()].indexOf(key) < Math.floor(left);
      if (isTurn) {
        left -= 1;
        waiting.delete(key);
      }
      return isTurn;
    },
  };
}
