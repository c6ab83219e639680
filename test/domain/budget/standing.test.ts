import { describe, expect, test } from 'vitest';
import { leftOf, overBudgets } from '../../../app/domain/budget/fit-budgets.ts';
import type { Budget } from '../../../app/domain/budget/limits.ts';
import {
  monthOf,
  pursesOf,
  standingsOf,
  type Spender,
  type Standing,
} from '../../../app/domain/budget/standing.ts';
import { usdOf } from '../../../app/domain/cost/money.ts';

const hour = 3_600_000;
const month = Date.UTC(2026, 10, 1);
const now = month + 100 * hour;
const all: Budget = { of: { kind: 'all' }, month: usdOf(100) };
const priced = { total: { known: true, hourly: usdOf(1) }, pools: [] } as const;
const unpriced = { total: { known: false, why: 'a TPU' }, pools: [] } as const;

const spender = (changes: Partial<Spender>): Spender => ({
  id: 'l1',
  requesterId: 'U0ANA',
  template: 'hello',
  labels: { team: 'vision' },
  estimate: priced,
  ...changes,
});
const run = (state: string, from: number, to?: number) => ({
  state,
  stateSince: to ?? from,
  startTime: from,
  endTime: to,
  restarts: 0,
  gone: false,
});
const standing = (...spenders: readonly Spender[]): Standing => {
  const [one] = standingsOf([{ budget: all, purse: { kind: 'all' } }], spenders, now);
  if (one === undefined) throw new Error('no standing');
  return one;
};

describe('a budget stands', () => {
  test('at nothing without launches', () => {
    expect(standing()).toMatchObject({ spent: 0n, promised: 0n, unknown: 0, burning: 0n });
  });

  test.each([
    ['ended this month', { run: run('SUCCEEDED', now - 5 * hour, now - 2 * hour) }, 3, 0, 0],
    ['ended before', { run: run('SUCCEEDED', month - 5 * hour, month - hour) }, 0, 0, 0],
    ['began before', { run: run('FAILED', month - 5 * hour, month + 2 * hour) }, 2, 0, 0],
    ['runs', { run: run('RUNNING', now - 2 * hour), boundMs: 10 * hour }, 2, 8, 1],
    [
      'runs since last month',
      { run: run('RUNNING', month - hour), boundMs: 110 * hour },
      100,
      9,
      1,
    ],
    ['runs past its time', { run: run('RUNNING', now - 9 * hour), boundMs: 4 * hour }, 9, 0, 1],
    ['is queued', { run: { ...run('QUEUED', now), startTime: undefined }, boundMs: hour }, 0, 1, 0],
    ['is not sent', { boundMs: 7 * hour }, 0, 7, 0],
    [
      'is watched, and runs',
      { origin: 'watched', run: run('RUNNING', now - 2 * hour), boundMs: 10 * hour },
      2,
      0,
      1,
    ],
  ] as const)('with one that %s', (_, changes, spent, promised, burning) => {
    expect(standing(spender(changes))).toMatchObject({
      spent: usdOf(spent),
      promised: usdOf(promised),
      burning: usdOf(burning),
      unknown: 0,
    });
  });

  test.each([
    ['ran without a price', { estimate: unpriced, run: run('SUCCEEDED', now - 5 * hour, now) }],
    [
      'runs without a price',
      { estimate: undefined, run: run('RUNNING', now - hour), boundMs: hour },
    ],
    ['waits without a price', { estimate: unpriced, boundMs: hour }],
    ['was deleted while it ran', { run: { ...run('RUNNING', now - hour), gone: true } as const }],
  ])('with one of unknown cost that is counted once and never as zero: %s', (_, changes) => {
    expect(standing(spender(changes))).toMatchObject({ spent: 0n, promised: 0n, unknown: 1 });
  });
});

test('a launch belongs to its requester, its template, its label, and to all', () => {
  const budgets: readonly Budget[] = [
    { of: { kind: 'person' }, month: usdOf(1) },
    { of: { kind: 'template' }, month: usdOf(2) },
    { of: { kind: 'label', key: 'team' }, month: usdOf(3) },
    { of: { kind: 'label', key: 'cost-center' }, month: usdOf(4) },
    all,
  ];
  const launch = {
    requester: { userId: 'U0ANA' },
    template: { name: 'hello' },
    body: { labels: { team: 'vision', 'cost-center': '' } },
  };
  const purses = pursesOf(budgets, launch);
  expect(purses.map(({ purse }) => purse)).toEqual([
    { kind: 'person', userId: 'U0ANA' },
    { kind: 'template', template: 'hello' },
    { kind: 'label', key: 'team', value: 'vision' },
    { kind: 'all' },
  ]);
  const spentFrom = (changes: Partial<Spender>): readonly boolean[] =>
    standingsOf(purses, [spender({ boundMs: hour, ...changes })], now).map(
      ({ promised }) => promised > 0n,
    );
  expect(spentFrom({})).toEqual([true, true, true, true]);
  expect(spentFrom({ requesterId: 'U0BO' })).toEqual([false, true, true, true]);
  expect(spentFrom({ template: 'other' })).toEqual([true, false, true, true]);
  expect(spentFrom({ labels: {} })).toEqual([true, true, false, true]);
  const ran = { origin: 'watched', run: run('RUNNING', now - hour) } as const;
  const watched = standingsOf(purses, [spender(ran)], now);
  expect(watched.map(({ spent }) => spent > 0n)).toEqual([false, false, true, true]);
});

test('months are of UTC', () => {
  expect(monthOf(month)).toBe(month);
  expect(monthOf(month - 1)).toBe(Date.UTC(2026, 9, 1));
});

describe('a launch fits', () => {
  const at = (spent: number, of = 100): Standing => ({
    ...standing(),
    budget: { of: { kind: 'all' }, month: usdOf(of) },
    spent: usdOf(spent),
  });
  const costs = (hours: number, hourly = 1) =>
    ({
      known: true,
      amount: usdOf(hours * hourly),
      hourly: usdOf(hourly),
      bound: { ms: hours * hour, from: 'timeout' },
    }) as const;

  test.each([
    ['to the last cent', 90, 10, undefined],
    ['not a cent more', 90.01, 10, 9 * hour],
    ['only with minutes', 99.5, 10, 30 * 60_000],
    ['not at all', 100, 10, undefined],
  ])('%s', (_, spent, hours, fitsMs) => {
    const why = overBudgets([at(spent)], costs(hours), now);
    if (spent === 90) expect(why).toBeUndefined();
    else expect(why).toMatchObject({ kind: 'over-budget', month, fitsMs, wants: usdOf(hours) });
  });

  test('in all of its budgets: the tightest one refuses', () => {
    const why = overBudgets([at(0), at(45, 50), at(10)], costs(6), now);
    expect(why).toMatchObject({ budget: usdOf(50), spent: usdOf(45), fitsMs: 5 * hour });
    expect(overBudgets([], costs(1e6), now)).toBeUndefined();
  });

  test('without a price while anything is left', () => {
    const unknown = { known: false, why: 'a TPU' } as const;
    expect(overBudgets([at(99)], unknown, now)).toBeUndefined();
    expect(overBudgets([at(100)], unknown, now)).toMatchObject({ wants: undefined });
    expect(leftOf(at(101))).toBe(-usdOf(1));
  });
});
