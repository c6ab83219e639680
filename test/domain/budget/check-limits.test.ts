import { describe, expect, test } from 'vitest';
import {
  overLimits,
  withMaxDuration,
  withoutPrice,
} from '../../../app/domain/budget/check-limits.ts';
import type { Limits } from '../../../app/domain/budget/limits.ts';
import { usdOf } from '../../../app/domain/cost/money.ts';

const hour = 3_600_000;
const none: Limits = { budgets: [], unknown: 'approve' };
const body = (jobSpec: Record<string, unknown> = {}) => ({ displayName: 'x', jobSpec });
const timed = (timeout: string) => body({ scheduling: { timeout, strategy: 'SPOT' } });
const priced = (dollars: number) =>
  ({ total: { known: true, hourly: usdOf(dollars) }, pools: [] }) as const;
const unpriced = { total: { known: false, why: 'a TPU' }, pools: [] } as const;

describe('the longest time that a job may run', () => {
  const limits = { ...none, maxDurationMs: 24 * hour };

  test('fills in what is missing, and keeps the rest', () => {
    const launch = { body: body({ scheduling: { strategy: 'SPOT' }, network: 'n' }) };
    expect(withMaxDuration(limits, launch)).toEqual({
      body: body({ scheduling: { strategy: 'SPOT', timeout: '86400s' }, network: 'n' }),
      maxTimeMs: 24 * hour,
    });
    expect(withMaxDuration(limits, { body: body() })).toMatchObject({ maxTimeMs: 24 * hour });
  });

  test('leaves a time of the launch’s own, and a launch without limits', () => {
    for (const timeout of ['60s', '86401s']) {
      const launch = { body: timed(timeout) };
      expect(withMaxDuration(limits, launch)).toBe(launch);
    }
    const launch = { body: body() };
    expect(withMaxDuration(undefined, launch)).toBe(launch);
    expect(withMaxDuration(none, launch)).toBe(launch);
  });

  test('never makes a job run longer than Vertex would let it', () => {
    const launch = { body: body() };
    for (const days of [7, 30]) {
      expect(withMaxDuration({ ...none, maxDurationMs: days * 24 * hour }, launch)).toBe(launch);
    }
  });

  test.each([
    ['86400s', undefined],
    ['86401s', { kind: 'runs-too-long', wantedMs: 86_401_000, mostMs: 24 * hour }],
  ])('refuses what is longer: %s', (timeout, why) => {
    expect(overLimits(limits, { body: timed(timeout) })).toEqual(why);
  });

  test('counts Vertex’s week where nothing is written', () => {
    expect(overLimits(limits, { body: body() })).toMatchObject({ wantedMs: 168 * hour });
  });
});

test.each([
  [100, undefined],
  [100.01, { kind: 'costs-too-much', hourly: usdOf(100.01), most: usdOf(100) }],
])('a job that costs $%d an hour, where $100 are the most', (dollars, why) => {
  const limits = { ...none, perHour: usdOf(100) };
  expect(overLimits(limits, { body: body(), estimate: priced(dollars) })).toEqual(why);
});

describe('a price that isn’t known', () => {
  const perHour = usdOf(100);

  test.each(['approve', 'refuse'] as const)('is what the policy says: %s', (unknown) => {
    const why = { kind: 'price-unknown', why: 'a TPU', rule: unknown };
    const launch = { body: body(), estimate: unpriced };
    expect(withoutPrice({ ...none, perHour, unknown }, launch, false)).toEqual(why);
    expect(withoutPrice({ ...none, unknown }, launch, true)).toEqual(why);
  });

  test('is fine if the policy allows it, or needs no price', () => {
    const launch = { body: body(), estimate: unpriced };
    expect(withoutPrice({ ...none, perHour, unknown: 'allow' }, launch, true)).toBeUndefined();
    expect(withoutPrice({ ...none, maxDurationMs: hour }, launch, false)).toBeUndefined();
    const known = { body: body(), estimate: priced(1) };
    expect(withoutPrice({ ...none, perHour }, known, true)).toBeUndefined();
  });
});
