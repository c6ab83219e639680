type BackOff = {
  /** The pause after the first failure; it doubles with each further one. */
  readonly firstMs?: number;
  readonly longestMs?: number;
};

/**
 * Exponential back-off: the pause (ms) before the next attempt, when `failures` attempts have failed
 * before the last one. By default from one second up to one minute.
 */
export function backOffMs(
  failures: number,
  { firstMs = 1_000, longestMs = 60_000 }: BackOff = {},
): number {
  return Math.min(longestMs, firstMs * 2 ** failures);
}

/**
 * The same where attempts aren't counted, by how long they have failed (ms): each pause (ms) is as
 * long as all that came before it.
 */
export function pauseAfterMs(
  failingMs: number,
  { firstMs = 1_000, longestMs = 60_000 }: BackOff = {},
): number {
  return Math.min(longestMs, Math.max(firstMs, failingMs));
}
