type Write = (message: string, fields?: Record<string, unknown>) => void;

const pauseMs = 10_000;

/**
 * For log lines that anybody can cause: the first is written at once, then one in ten seconds per
 * message, with the number left out. `now` is monotonic, in ms.
 */
export function sparing(
  write: Write,
  now: () => number = () => performance.now(),
): (message: string) => void {
  const written = new Map<string, { at: number; leftOut: number }>();
  return (message) => {
    const last = written.get(message);
    if (last !== undefined && now() - last.at < pauseMs) {
      last.leftOut += 1;
      return;
    }
    write(message, last === undefined || last.leftOut === 0 ? {} : { leftOut: last.leftOut });
    written.set(message, { at: now(), leftOut: 0 });
  };
}
