// When a lock ends, as it is typed.

import { nextDaily, readMinutes } from '../../notification/time-of-day.ts';
import { parseDurationMs } from '../../text/duration.ts';

/** `minutes`: since local midnight, in the zone of whoever sets the lock. */
export type Until =
  | { readonly kind: 'time-of-day'; readonly minutes: number }
  | { readonly kind: 'after'; readonly ms: number };

/** Parses `18:00` or `2h`; undefined if it is neither. */
export function readUntil(text: string): Until | undefined {
  const minutes = readMinutes(text);
  if (minutes !== undefined) return { kind: 'time-of-day', minutes };
  const ms = parseDurationMs(text);
  return ms === undefined ? undefined : { kind: 'after', ms };
}

/** The time of the end (Unix ms), set at `now`: the next time that it is so late in `zone`. */
export function endsAt(until: Until, zone: string, now: number): number {
  return until.kind === 'after' ? now + until.ms : nextDaily({ minutes: until.minutes, zone }, now);
}
