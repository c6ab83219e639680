import { expect, test } from 'vitest';
import { costAtMost, timeBoundOf } from '../../../app/domain/cost/at-most.ts';
import { usdOf } from '../../../app/domain/cost/money.ts';

const day = 86_400_000;
const week = { ms: 7 * day, from: 'vertex' };
const known = { total: { known: true, hourly: usdOf(12) }, pools: [] } as const;

test.each([
  ['its own timeout', { scheduling: { timeout: '7200s' } }, { ms: 7_200_000, from: 'timeout' }],
  ['a part of a second', { scheduling: { timeout: '1.5s' } }, { ms: 1_500, from: 'timeout' }],
  ['longer than a week', { scheduling: { timeout: '864000s' } }, { ms: 10 * day, from: 'timeout' }],
  ['none', {}, week],
  ['no timeout', { scheduling: { strategy: 'SPOT' } }, week],
  ['zero', { scheduling: { timeout: '0s' } }, week],
  ['something else', { scheduling: { timeout: 'soon' } }, week],
  ['a scheduling that can’t be read', { scheduling: 7 }, week],
])('a job runs for at most: %s', (_, jobSpec, bound) => {
  expect(timeBoundOf({ jobSpec })).toEqual(bound);
});

test('a launch may cost its price for all the time that it may run', () => {
  expect(costAtMost({ jobSpec: { scheduling: { timeout: '5400s' } } }, known)).toEqual({
    known: true,
    amount: usdOf(18),
    hourly: usdOf(12),
    bound: { ms: 5_400_000, from: 'timeout' },
  });
  expect(costAtMost({ jobSpec: {} }, known)).toMatchObject({ amount: usdOf(12 * 168) });
});

test('what isn’t priced has no bound, and says why', () => {
  const why = 'TPUs are not in my estimates';
  expect(costAtMost({ jobSpec: {} }, { total: { known: false, why }, pools: [] })).toEqual({
    known: false,
    why,
  });
  expect(costAtMost({ jobSpec: {} }, undefined)).toMatchObject({ known: false });
});
