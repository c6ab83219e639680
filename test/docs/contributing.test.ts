// Keeps CONTRIBUTING.md true: it has every promise. That what it names exists is in links.test.ts.

import { expect, test } from 'vitest';
import { page } from './pages.ts';

test('names every promise and a test for it', () => {
  const rows = page('CONTRIBUTING.md')
    .split('\n')
    .filter((line) => /^\| I\d+ /.test(line));
  const numbers = rows.map((row) => Number(/^\| I(\d+)/.exec(row)?.[1]));
  expect(numbers).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
  expect(rows.filter((row) => !/`test\/[^`]+\.ts`/.test(row))).toEqual([]);
});
