/** A clock in Unix ms with microsecond fractions. It never repeats and never goes back, since a message's ts is its id. */
export function createClock(): () => number {
  let lastMicros = 0;
  return () => {
    const micros = Date.now() * 1_000 + Number((process.hrtime.bigint() / 1_000n) % 1_000n);
    lastMicros = Math.max(micros, lastMicros + 1);
    return lastMicros / 1_000;
  };
}

/** A time (Unix ms) as Slack writes it: `1763971200.123456`. */
export function toTs(timeMs: number): string {
  const micros = Math.round(timeMs * 1_000);
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
}

/** Whether a text is a message's ts. */
export function isTs(text: string): boolean {
  return /^\d{10}\.\d{6}$/.test(text);
}

/** The Unix ms of a ts. */
export function toMs(ts: string): number {
  return Number(ts) * 1_000;
}
