// Random limits: one more, or a smaller one, never lets through what was refused.

import { expect, test } from 'vitest';
import { overLimits, withoutPrice } from '../../../app/domain/budget/check-limits.ts';
import { overBudgets } from '../../../app/domain/budget/fit-budgets.ts';
import type { Budget, Limits } from '../../../app/domain/budget/limits.ts';
import { pursesOf, standingsOf, type Spender } from '../../../app/domain/budget/standing.ts';
import { costAtMost } from '../../../app/domain/cost/at-most.ts';
import type { Estimate } from '../../../app/domain/cost/estimate.ts';
import { usdOf } from '../../../app/domain/cost/money.ts';
import { createRandom, type Random } from '../../chaos/plan/random.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 20);

function estimateOf(random: Random): Estimate {
  const hourly = usdOf(random.pick([1, 5, 20]));
  return random.chance(0.3)
    ? { pools: [], total: { known: false, why: 'no price' } }
    : { pools: [], total: { known: true, hourly } };
}

function makeLaunch(random: Random) {
  const hours = random.pick([1, 6, 48]);
  return {
    requester: { userId: random.pick(['U0A', 'U0B']) },
    template: { name: random.pick(['train', 'eval']) },
    body: {
      displayName: 'x',
      labels: random.chance(0.6) ? { team: random.pick(['a', 'b']) } : {},
      jobSpec: random.chance(0.8) ? { scheduling: { timeout: `${hours * 3_600}s` } } : {},
    },
    estimate: estimateOf(random),
  };
}

function makeSpender(random: Random): Spender {
  const { requester, template, body, estimate } = makeLaunch(random);
  const whose = { requesterId: requester.userId, template: template.name };
  const boundMs = random.pick([1, 6, 48]) * hour;
  return { id: 's', ...whose, labels: body.labels, estimate, boundMs };
}

function makeBudget(random: Random): Budget {
  const of = random.pick<Budget['of']>([
    { kind: 'all' },
    { kind: 'person' },
    { kind: 'template' },
    { kind: 'label', key: 'team' },
  ]);
  return { of, month: usdOf(random.pick([5, 50, 500, 5_000])) };
}

function makeLimits(random: Random): Limits {
  return {
    maxDurationMs: random.chance(0.4) ? random.pick([6, 24, 200]) * hour : undefined,
    perHour: random.chance(0.4) ? usdOf(random.pick([2, 10])) : undefined,
    budgets: random.chance(0.5) ? [makeBudget(random)] : [],
    unknown: random.pick(['allow', 'approve', 'refuse']),
  };
}

type Asked = ReturnType<typeof makeLaunch>;

/**
 * 0: it may be launched, 1: with an approval, 2: not at all. The longest time isn’t filled in here: a
 * launch that it makes shorter may fit where the longer one didn’t.
 */
function verdict(limits: Limits, launch: Asked, spenders: readonly Spender[]): 0 | 1 | 2 {
  const purses = pursesOf(limits.budgets, launch);
  const cost = costAtMost(launch.body, launch.estimate);
  if (overLimits(limits, launch) !== undefined) return 2;
  if (overBudgets(standingsOf(purses, spenders, now), cost, now) !== undefined) return 2;
  const unknown = withoutPrice(limits, launch, purses.length > 0);
  if (unknown === undefined) return 0;
  return unknown.rule === 'approve' ? 1 : 2;
}

/** Each way to narrow limits by one step. */
function narrowed(random: Random, limits: Limits): readonly Limits[] {
  const { maxDurationMs, perHour, budgets, unknown } = limits;
  const half = budgets.map((one) => ({ ...one, month: one.month / 2n }));
  return [
    { ...limits, budgets: [...budgets, makeBudget(random)] },
    { ...limits, budgets: half },
    { ...limits, perHour: perHour === undefined ? usdOf(10) : perHour / 2n },
    { ...limits, maxDurationMs: maxDurationMs === undefined ? 24 * hour : maxDurationMs / 2 },
    { ...limits, unknown: unknown === 'allow' ? 'approve' : 'refuse' },
  ];
}

const cases = 1_000;

test(`one more limit never widens, nor a smaller one, nor one more spender (${cases} cases)`, () => {
  let narrower = 0;
  for (let seed = 1; seed <= cases; seed++) {
    const random = createRandom(seed);
    const [limits, launch] = [makeLimits(random), makeLaunch(random)];
    const spenders = Array.from({ length: 3 }, () => makeSpender(random));
    const before = verdict(limits, launch, spenders);
    const others = [...spenders, makeSpender(random)];
    const after = narrowed(random, limits).map((less) => verdict(less, launch, spenders));
    for (const [step, one] of [...after, verdict(limits, launch, others)].entries()) {
      expect(one, `seed ${seed}, step ${step}`).toBeGreaterThanOrEqual(before);
      if (one > before) narrower++;
    }
  }
  expect(narrower).toBeGreaterThan(cases / 10);
});
