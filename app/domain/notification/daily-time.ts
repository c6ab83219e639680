// A time of the day in somebody's time zone. What the clocks there show is asked of Intl, which knows every zone's changes to and from
// summer time.

/** `minutes` since midnight, as the clocks show them; `zone` is an IANA name. */
export type DailyTime = { readonly minutes: number; readonly zone: string };

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Reads `9:00` or `09:00`, up to `23:59`; undefined when it is no time of the day. */
export function readMinutes(text: string): number | undefined {
  const [, hours = '', minutes = ''] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return Number(hours) * 60 + Number(minutes);
}

/** `09:00`. */
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
 * When this time comes next after `after` (both Unix ms), once on each day there. A time that the clocks skip when summer begins comes as
 * much later; of one that they show twice when it ends, the first counts.
 * @throws RangeError when Intl knows no such zone
 */
export function nextDaily({ minutes, zone }: DailyTime, after: number): number {
  const shown = after + offsetAt(zone, after);
  const today = Math.floor(shown / dayMs) * dayMs;
  for (let day = today; ; day += dayMs) {
    const at = instantOf(zone, day + minutes * minuteMs);
    if (at > after) return at;
  }
}

/** The instant at which the clocks of a zone show `shown`, a time of theirs written as if it were in UTC. */
function instantOf(zone: string, shown: number): number {
  // The offsets well before and well after a change, should one be near.
  const candidates = [offsetAt(zone, shown - dayMs), offsetAt(zone, shown + dayMs)].map(
    (offset) => shown - offset,
  );
  const exact = candidates.filter((at) => at + offsetAt(zone, at) === shown);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** How far the clocks of a zone are ahead of UTC at an instant, ms. */
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
