import { describe, expect, test } from 'vitest';
import { isStale, staleFromNow } from '../../../app/domain/job/target-health.ts';

const now = Date.UTC(2026, 10, 25, 12);
const minute = 60_000;

describe('what is shown of a target may be old', () => {
  test('when the next look is overdue by the schedule, however slow that is', () => {
    const polled = { lastGoodPollAt: now, staleFrom: staleFromNow(now, 10 * minute) };
    expect(isStale(polled, now + 9 * minute)).toBe(false);
    expect(isStale(polled, now + 10 * minute + 1)).toBe(true);
  });

  test('only after a minute, however quick the schedule is', () => {
    const polled = { lastGoodPollAt: now, staleFrom: staleFromNow(now, 2_000) };
    expect(isStale(polled, now + minute)).toBe(false);
    expect(isStale(polled, now + minute + 1)).toBe(true);
  });

  test('when the last look failed, and before the first', () => {
    expect(isStale({ lastGoodPollAt: now, problem: 'HTTP 503' }, now)).toBe(true);
    expect(isStale({}, now)).toBe(true);
  });

  test('a minute after a look whose schedule is not on record', () => {
    expect(isStale({ lastGoodPollAt: now }, now + minute)).toBe(false);
    expect(isStale({ lastGoodPollAt: now }, now + minute + 1)).toBe(true);
  });
});
