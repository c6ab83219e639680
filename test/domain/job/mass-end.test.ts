import { expect, test } from 'vitest';
import { crowdedSpans, isWorthAPage, type Created } from '../../../app/domain/job/mass-end.ts';

const hour = 3_600_000;
let ids = 0;
const created = (count: number, from: number, every = 1_000): Created[] =>
  Array.from({ length: count }, (_, nth) => ({
    key: { projectNumber: '1', location: 'l', id: String(ids++) },
    createTime: from + nth * every,
  }));
const shapes = (jobs: readonly Created[]) =>
  crowdedSpans(jobs).map(({ from, to, ids: { size } }) => [from, to, size]);

test('jobs created together are one span, whatever order they come in', () => {
  const jobs = created(11, 5 * hour);
  expect(shapes(jobs.toReversed())).toEqual([[5 * hour, 5 * hour + 10_000, 11]]);
});

test('a job of long before, and ten of yesterday, are none: reads of their own cost no more', () => {
  expect(shapes([...created(1, 0), ...created(10, 20 * hour)])).toEqual([]);
  expect(shapes([...created(1, 0), ...created(11, 40 * hour)])).toHaveLength(1);
});

test('an hour apart is together, more is not; the larger span comes first', () => {
  expect(shapes([...created(11, 0, hour), ...created(20, 12 * hour)])).toEqual([
    [12 * hour, 12 * hour + 19_000, 20],
    [0, 10 * hour, 11],
  ]);
});

test.each([
  ['the first two may meet none', { pages: 1, met: 0, left: 50 }, true],
  ['then each has to have met ten', { pages: 2, met: 0, left: 50 }, false],
  ['on average', { pages: 3, met: 11, left: 50 }, true],
  ['a few that are left are read by themselves', { pages: 1, met: 100, left: 10 }, false],
])('another page is worth it: %s', (_, so, worth) => {
  expect(isWorthAPage(so)).toBe(worth);
});

test('pages cost at most two more than reads of their own, wherever they stop', () => {
  for (let met = 0; met <= 1_000; met++) {
    let pages = 1;
    while (isWorthAPage({ pages, met, left: 11 })) pages++;
    expect(pages).toBeLessThanOrEqual(met + 2);
  }
});
