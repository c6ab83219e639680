// Times and durations. On the wire: RFC 3339 with microseconds, and `"604800s"`. In memory: Unix ms with a fraction.

/** `2026-11-24T08:00:00.123456Z` */
export function formatTime(timeMs: number): string {
  const wholeMs = Math.floor(timeMs);
  const micros = Math.min(999, Math.round((timeMs - wholeMs) * 1000));
  return new Date(wholeMs).toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`);
}

/** An RFC 3339 time in Unix ms, with microseconds as the fraction; undefined for anything else. */
export function parseTimeMs(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/.exec(
    text,
  );
  if (match === null) return undefined;
  const [, seconds = '', fraction = '', zone = ''] = match;
  const wholeMs = Date.parse(`${seconds}${zone}`.toUpperCase());
  if (Number.isNaN(wholeMs)) return undefined;
  return wholeMs + Math.floor(Number(fraction.padEnd(9, '0')) / 1000) / 1000;
}

/** `"3.5s"` → 3500; undefined for anything else. */
export function parseDurationMs(text: string): number | undefined {
  const match = /^(-?\d+(?:\.\d+)?)s$/.exec(text);
  return match === null ? undefined : Number(match[1]) * 1000;
}

/** A time in whole microseconds, for comparisons that rounding errors in the fraction must not affect. */
export function toMicros(timeMs: number): number {
  return Math.round(timeMs * 1000);
}

/** A clock in Unix ms with microsecond fractions, as Google's timestamps have them. It never returns the same time twice in a row. */
export function createClock(): () => number {
  let lastMs = 0;
  return () => {
    const nowMs = Date.now() + Number((process.hrtime.bigint() / 1000n) % 1000n) / 1000;
    // Follows a step back of the machine's clock, but not jitter of a few ms.
    lastMs = nowMs <= lastMs && lastMs - nowMs < 5 ? lastMs + 0.001 : nowMs;
    return lastMs;
  };
}
