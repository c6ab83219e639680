import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isTimeZone,
  nextDaily,
  readMinutes,
  writeMinutes,
} from '../../../app/domain/notification/time-of-day.ts';

const at = (text: string): number => Date.parse(text);
const next = (zone: string, time: string, after: string): string =>
  new Date(nextDaily({ zone, minutes: readMinutes(time) ?? -1 }, at(after))).toISOString();

describe('a time of the day', () => {
  test.each([
    ['09:00', 540],
    ['9:00', 540],
    ['00:00', 0],
    ['23:59', 1_439],
  ])('%s is read', (text, minutes) => {
    expect(readMinutes(text)).toBe(minutes);
    expect(writeMinutes(minutes)).toBe(text.padStart(5, '0'));
  });

  test.each(['24:00', '9', '9:60', '9:5', '-1:00', '09:00:00', '9am', ''])('%j is none', (text) => {
    expect(readMinutes(text)).toBeUndefined();
  });

  test('a zone is what Intl knows', () => {
    expect(isTimeZone('America/Sao_Paulo')).toBe(true);
    expect(isTimeZone('Mars/Olympus')).toBe(false);
  });
});

describe('the next time', () => {
  test.each([
    ['today', 'Europe/Berlin', '09:00', '2026-11-25T07:59:59.999Z', '2026-11-25T08:00:00.000Z'],
    ['not now', 'Europe/Berlin', '09:00', '2026-11-25T08:00:00Z', '2026-11-26T08:00:00.000Z'],
    ['over a new year', 'Asia/Tokyo', '00:00', '2026-12-31T15:00:00Z', '2027-01-01T15:00:00.000Z'],
    // A quarter of an hour off the hour, where the day begins before Greenwich's.
    ['in Nepal', 'Asia/Kathmandu', '00:10', '2026-11-24T18:30:00Z', '2026-11-25T18:25:00.000Z'],
    // The day there is yesterday's still.
    [
      'in Honolulu',
      'Pacific/Honolulu',
      '23:00',
      '2026-11-25T08:00:00Z',
      '2026-11-25T09:00:00.000Z',
    ],
  ])('%s', (_, zone, time, after, expected) => {
    expect(next(zone, time, after)).toBe(expected);
  });

  test('stays at the same time on the clocks when summer begins: a day of 23 hours', () => {
    expect(next('Europe/Berlin', '09:00', '2026-03-28T08:00:00Z')).toBe('2026-03-29T07:00:00.000Z');
  });

  test('stays at the same time on the clocks when summer ends: a day of 25 hours', () => {
    expect(next('Europe/Berlin', '09:00', '2026-10-24T07:00:00Z')).toBe('2026-10-25T08:00:00.000Z');
  });

  test('comes later by as much as the clocks skip', () => {
    // 02:30 does not exist on that day: the clocks go from 02:00 to 03:00.
    expect(next('Europe/Berlin', '02:30', '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:30:00.000Z');
    expect(next('Europe/Berlin', '02:30', '2026-03-29T01:30:00Z')).toBe('2026-03-30T00:30:00.000Z');
  });

  test('comes once where the clocks show it twice', () => {
    const first = '2026-10-25T00:30:00.000Z';
    expect(next('Europe/Berlin', '02:30', '2026-10-24T12:00:00Z')).toBe(first);
    expect(next('Europe/Berlin', '02:30', first)).toBe('2026-10-26T01:30:00.000Z');
    expect(next('America/New_York', '01:30', '2026-10-31T12:00:00Z')).toBe(
      '2026-11-01T05:30:00.000Z',
    );
  });

  test('skips a midnight that summer begins with', () => {
    // Cairo's clocks go from 00:00 to 01:00 on the last Friday of April.
    expect(next('Africa/Cairo', '00:00', '2026-04-23T12:00:00Z')).toBe('2026-04-23T22:00:00.000Z');
  });

  test('comes once on each day, whatever the zone and the time', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 1_439 }),
        fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') }),
        (zone, minutes, after) => {
          const one = nextDaily({ zone, minutes }, after);
          const two = nextDaily({ zone, minutes }, one);
          expect(one).toBeGreaterThan(after);
          expect(one - after).toBeLessThanOrEqual(25 * 3_600_000);
          expect(two - one).toBeGreaterThanOrEqual(22 * 3_600_000);
          expect(two - one).toBeLessThanOrEqual(26 * 3_600_000);
        },
      ),
      { numRuns: 200 },
    );
  });
});
