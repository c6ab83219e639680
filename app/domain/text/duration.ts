// Durations as typed (`90s`, `45m`, `1h30m`, `7d`) and as shown (`6 min`).

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;

/** The longest accepted duration, so that sums with a Unix time stay exact. */
const longestDurationMs = 3650 * unitMs.d;

/**
 * Parses a duration (`90s`, `45m`, `1h30m`, `7d`) to milliseconds. Units go from large to small,
 * each at most once. Undefined if the text is anything else, zero, or more than ten years.
 */
export function parseDurationMs(text: string): number | undefined {
  const match = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  const totalMs =
    Number(days) * unitMs.d +
    Number(hours) * unitMs.h +
    Number(minutes) * unitMs.m +
    Number(seconds) * unitMs.s;
  return totalMs > 0 && totalMs <= longestDurationMs ? totalMs : undefined;
}

/**
 * A duration for people, in its two largest units: `40 s`, `6 min`, `1 h 30 min`, `3 d 4 h`.
 * Rounded down to the second; negative ones (clocks differ) give `0 s`.
 */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/**
 * A duration as it is typed in commands and config files, exact to the second: `1h30m`, `90s` →
 * `1m30s`.
 */
export function writeDuration(durationMs: number): string {
  let rest = Math.round(durationMs / 1000) * 1000;
  let text = '';
  for (const [unit, ms] of Object.entries(unitMs)) {
    const count = Math.floor(rest / ms);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * ms;
  }
  return text === '' ? '0s' : text;
}
