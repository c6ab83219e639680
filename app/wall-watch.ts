// node-cron waits for an hour of the wall clock by one long timer: were the wall set back, it would sleep until the old hour comes again.

/** More than two clocks read one after the other, or a slow slew, can differ by between two looks. */
const toleranceMs = 500;
const lookMs = 1_000;

export type WallWatch = { stop(): void };

/** Calls `moved` whenever the wall clock was set, or the machine slept: when it has gone further or less far than the monotonic one. */
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
