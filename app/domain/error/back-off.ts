type BackOff = {
  /** The pause after no failure yet; each failure doubles it. */
  readonly firstMs?: number;
  readonly longestMs?: number;
};

/** Exponential back-off: the pause (ms) before the next attempt, after so many that failed. By default from a second up to a minute. */
export function backOffMs(
  failures: number,
  { firstMs = 1_000, longestMs = 60_000 }: BackOff = {},
): number {
  return Math.min(longestMs, firstMs * 2 ** failures);
}
