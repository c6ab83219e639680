import { expect, test } from 'vitest';
import { backOffMs } from '../../../app/domain/error/back-off.ts';

test('doubles from a second up to a minute, and stays there', () => {
  const pauses = [0, 1, 2, 5, 6, 7, 2_000].map((failures) => backOffMs(failures));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000]);
});

test('doubles between other bounds', () => {
  const within = { firstMs: 250, longestMs: 600 };
  expect([0, 1, 2].map((failures) => backOffMs(failures, within))).toEqual([250, 500, 600]);
});
