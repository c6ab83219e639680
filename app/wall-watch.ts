// node-cron waits for a wall clock time with one long timer. If the clock is set back, it would
// sleep until that time comes again.

/** Reading two clocks in turn, or a slow slew, differs by less than this between two checks. */
const toleranceMs = 500;
const lookMs = 1_000;

type WallWatch = { stop(): void };

/**
 * Calls `moved` whenever the wall clock was set or the machine slept: when it has advanced by more
 * or less than the monotonic clock.
 */
export function watchWall(
  { clock, monotonic }: { readonly clock: () => number; readonly monotonic: () => number },
  moved: (byMs: number) => void,
): WallWatch {
  let zero = clock() - monotonic();
  const timer = setInterval(() => {
    const next = clock() - monotonic();
    const byMs = Math.round(next - zero);
    zero = next;
    if (Math.abs(byMs) >= toleranceMs) moved(byMs);
  }, lookMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
