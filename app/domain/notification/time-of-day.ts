// A time of day in a person's time zone. Intl knows each zone's changes to and from daylight saving
// time.

/** `minutes` since local midnight; `zone` is an IANA name. */
export type TimeOfDay = { readonly minutes: number; readonly zone: string };

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Parses `9:00` or `09:00`, up to `23:59`; undefined if the text is no time of day. */
export function readMinutes(text: string): number | undefined {
  const [, hours = '', minutes = ''] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return Number(hours) * 60 + Number(minutes);
}

/** Formats as `09:00`. */
export function writeMinutes(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Whether Intl knows a zone of this name. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * The next time after `after` (both Unix ms) that it is this time of day, once each local day. A
 * time skipped when daylight saving begins comes an hour later. Of a time that occurs twice when it
 * ends, the first counts. @throws RangeError if Intl doesn't know the zone
 */
export function nextDaily({ minutes, zone }: TimeOfDay, after: number): number {
  const shown = after + offsetAt(zone, after);
  const today = Math.floor(shown / dayMs) * dayMs;
  for (let day = today; ; day += dayMs) {
    const at = instantOf(zone, day + minutes * minuteMs);
    if (at > after) return at;
  }
}

/** The instant at which local clocks show `shown`, a local time written as if it were UTC. */
function instantOf(zone: string, shown: number): number {
  // The offsets well before and after, in case a change is near.
  const candidates = [offsetAt(zone, shown - dayMs), offsetAt(zone, shown + dayMs)].map(
    (offset) => shown - offset,
  );
  const exact = candidates.filter((at) => at + offsetAt(zone, at) === shown);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** A zone's offset from UTC at an instant, ms. */
function offsetAt(zone: string, at: number): number {
  const second = Math.floor(at / 1_000) * 1_000;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(second)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - second;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
