import { expect, test } from 'vitest';
import { backOffMs, pauseAfterMs } from '../../../app/domain/error/back-off.ts';

test('doubles from a second up to a minute, and stays there', () => {
  const pauses = [0, 1, 2, 5, 6, 7, 2_000].map((failures) => backOffMs(failures));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000]);
});

test('doubles between other bounds', () => {
  const within = { firstMs: 250, longestMs: 600 };
  expect([0, 1, 2].map((failures) => backOffMs(failures, within))).toEqual([250, 500, 600]);
});

test('doubles by time where nobody counts, up to a minute', () => {
  let at = 0;
  const pauses = Array.from({ length: 8 }, () => {
    const pause = pauseAfterMs(at, { firstMs: 2_000 });
    at += pause;
    return pause / 1_000;
  });
  expect(pauses).toEqual([2, 2, 4, 8, 16, 32, 60, 60]);
});
