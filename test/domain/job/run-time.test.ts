import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../../app/domain/cost/estimate.ts';
import { runCost } from '../../../app/domain/launch/run-cost.ts';
import { attemptWords, paidBetween, runTimeOf } from '../../../app/domain/job/run-time.ts';
import { t0 } from '../../blocks/samples.ts';

const minute = 60_000;
const at = (minutes: number): number => t0 + minutes * minute;
/** Queued 1, pending 5, ran 20, without machines 10, ran 30, being cancelled 2. */
const observed = {
  state: 'CANCELLED',
  createTime: t0,
  startTime: at(6),
  endTime: at(68),
  stateSince: at(68),
  restarts: 1,
  phases: [
    { state: 'QUEUED', since: t0 },
    { state: 'PENDING', since: at(1) },
    { state: 'RUNNING', since: at(6) },
    { state: 'PENDING', since: at(26) },
    { state: 'RUNNING', since: at(36) },
    { state: 'CANCELLING', since: at(66) },
    { state: 'CANCELLED', since: at(68) },
  ],
};

describe('how long a job ran', () => {
  test('leaves the breaks between its attempts out', () => {
    const run = runTimeOf(observed, at(90));
    expect(run).toEqual({
      ms: 50 * minute,
      paidMs: 52 * minute,
      attempts: 2,
      breaksIncluded: false,
    });
    expect(run && attemptWords(run)).toBe(' in 2 attempts');
  });

  test('says that they are counted in, where they were not observed', () => {
    const run = runTimeOf({ ...observed, phases: undefined }, at(90));
    expect(run).toMatchObject({ ms: 62 * minute, attempts: 2, breaksIncluded: true });
    expect(run && attemptWords(run)).toBe(' in 2 attempts, breaks included');
  });

  test('of one attempt needs no more words, and what never ran has none', () => {
    const once = { ...observed, restarts: 0, phases: undefined };
    const run = runTimeOf(once, at(90));
    expect(run && attemptWords(run)).toBe('');
    expect(runTimeOf({ ...once, startTime: undefined }, at(90))).toBeUndefined();
  });

  test('is what it cost: nothing without machines', () => {
    const dollarAMinute = { known: true, hourly: 60_000_000_000n } as const;
    const estimate: Estimate = { total: dollarAMinute, pools: [dollarAMinute] };
    const run = { ...observed, endedAt: at(68) };
    expect(runCost(estimate, run)).toEqual({
      known: true,
      amount: 52_000_000_000n,
      atMost: false,
    });
    expect(runCost(estimate, { ...run, phases: undefined })).toMatchObject({
      amount: 62_000_000_000n,
      atMost: true,
    });
  });

  test.each([
    [0, 90, 52],
    [10, 20, 10],
    [20, 40, 10],
    [26, 36, 0],
    [60, 90, 8],
    [70, 90, 0],
  ])('between minute %i and %i it was paid for %i', (since, until, paid) => {
    expect(paidBetween(observed, at(since), at(until))).toBe(paid * minute);
  });
});
