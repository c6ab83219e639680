// Times on the wire: RFC 3339 with microseconds, durations as `"604800s"`. Inside, Unix ms with a fraction.

/** `2026-11-24T08:00:00.123456Z` */
export function formatTime(timeMs: number): string {
  const wholeMs = Math.floor(timeMs);
  const micros = Math.min(999, Math.round((timeMs - wholeMs) * 1000));
  return new Date(wholeMs).toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`);
}

/** Unix ms, microseconds kept as the fraction; undefined when the text is not RFC 3339. */
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

/** Whether two times are the same microsecond, whatever binary fractions made of them; sorts as numbers do. */
export function toMicros(timeMs: number): number {
  return Math.round(timeMs * 1000);
}

/** A clock in Unix ms with microseconds, never the same twice: Google's timestamps have digits that a ms clock drops. */
export function createClock(): () => number {
  let lastMs = 0;
  return () => {
    const nowMs = Date.now() + Number((process.hrtime.bigint() / 1000n) % 1000n) / 1000;
    // A step back of the machine's clock is followed; a wobble within a few ms is not.
    lastMs = nowMs <= lastMs && lastMs - nowMs < 5 ? lastMs + 0.001 : nowMs;
    return lastMs;
  };
}
