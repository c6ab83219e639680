// Random jobs, guards and readings, as a plain second reading has them: nothing is near or over a limit
// unless it is known to be, and what is said to come next comes no later.

import { describe, expect, test } from 'vitest';
import { usdOf } from '../../../app/domain/cost/money.ts';
import { strictest, outdoneBy, ruleKey, type GuardRule } from '../../../app/domain/guard/guard.ts';
import { judgeRule, type GuardFacts } from '../../../app/domain/guard/judge-rule.ts';
import { dice } from '../../dice.ts';

const hour = 3_600_000;
const now = 1_800_000_000_000;
const how = { warnAt: 0.8, act: 'cancel', graceMs: hour / 2, source: 'template' } as const;
const facts: GuardFacts = {
  state: 'RUNNING',
  runMs: 0,
  cost: undefined,
  hourly: undefined,
  waitingSince: undefined,
  extendedMs: 0,
  quietUntil: undefined,
  idleFor: () => ({ kind: 'not-known', why: 'use-not-read' }),
  lastLogAt: 'log-not-read',
};
const duration: GuardRule = { kind: 'duration', ms: 10 * hour, ...how };
const cost: GuardRule = { kind: 'cost', amount: usdOf(100), ...how };

describe('running', () => {
  test.for<[Partial<GuardFacts>, string]>([
    [{ runMs: 8 * hour - 1 }, 'fine'],
    [{ runMs: 8 * hour }, 'near'],
    [{ runMs: 10 * hour - 1 }, 'near'],
    [{ runMs: 10 * hour }, 'over'],
    [{ runMs: 10 * hour, extendedMs: hour }, 'near'],
    [{ runMs: 99 * hour, state: 'PENDING' }, 'fine'],
    [{ runMs: 99 * hour, state: 'CANCELLING' }, 'fine'],
    [{ runMs: 99 * hour, state: 'A_NEW_STATE' }, 'fine'],
  ])('%j is %s', ([some, level]) => {
    expect(judgeRule(duration, { ...facts, ...some }, now).level).toBe(level);
  });

  test('what Vertex keeps by itself is over a grace before, and is not extended', () => {
    const hard: GuardRule = { ...duration, act: 'tell', hard: true };
    const level = (runMs: number, extendedMs = 0) =>
      judgeRule(hard, { ...facts, runMs, extendedMs }, now).level;
    expect([level(8 * hour), level(9.5 * hour - 1), level(9.5 * hour)]).toEqual([
      'near',
      'near',
      'over',
    ]);
    expect(level(9.5 * hour, 5 * hour)).toBe('over');
  });
});

describe('cost', () => {
  const known = (amount: number, atMost = false): Partial<GuardFacts> => ({
    hourly: usdOf(10),
    cost: { known: true, amount: usdOf(amount), atMost },
  });
  test.for<[Partial<GuardFacts>, string]>([
    [known(79.99), 'fine'],
    [known(80), 'near'],
    [known(100), 'over'],
    [{ ...known(100), extendedMs: 2 * hour }, 'near'],
    [known(120, true), 'not-known'],
    [known(10, true), 'fine'],
    [{ hourly: usdOf(10), cost: { known: false } }, 'not-known'],
    [{ hourly: usdOf(10) }, 'not-known'],
    [{}, 'not-known'],
    [{ ...known(500), state: 'QUEUED' }, 'fine'],
  ])('%s', ([some, level]) => {
    expect(judgeRule(cost, { ...facts, ...some }, now).level).toBe(level);
  });
});

test('what is said to come next by time alone comes then, and not before', () => {
  for (let seed = 1; seed <= 2_000; seed++) {
    const roll = dice(seed);
    const ms = Math.ceil(roll() * 100 * hour) + 1;
    const rule: GuardRule = {
      ...{ kind: 'duration', ms, act: 'cancel', source: 'policy' },
      ...{ warnAt: Math.max(0.01, roll()), graceMs: Math.ceil(roll() * hour) },
      hard: roll() < 0.3,
    };
    const runMs = Math.floor(roll() * ms);
    const extendedMs = roll() < 0.5 ? 0 : Math.floor(roll() * 10 * hour);
    const at = (later: number) =>
      judgeRule(rule, { ...facts, runMs: runMs + later, extendedMs }, now + later);
    const first = at(0);
    if (first.level === 'over' || first.level === 'not-known') continue;
    if (first.nextAt === undefined) throw new Error(`no next: ${seed}`);
    const wait = first.nextAt - now;
    expect(at(wait).level, String(seed)).not.toBe(first.level);
    if (wait > 1) expect(at(wait - 2).level, String(seed)).toBe(first.level);
  }
});

describe('the strictest of several rules', () => {
  const rule = (hours: number, act: 'tell' | 'cancel', source: GuardRule['source']): GuardRule => ({
    ...duration,
    ms: hours * hour,
    act,
    source,
  });
  test.for<[string, readonly GuardRule[], readonly number[]]>([
    ['the shorter one', [rule(12, 'tell', 'template'), rule(24, 'tell', 'policy')], [0]],
    [
      'of two equal ones the first',
      [rule(12, 'tell', 'template'), rule(12, 'tell', 'policy')],
      [0],
    ],
    [
      'a cancel over a later warning',
      [rule(24, 'tell', 'template'), rule(12, 'cancel', 'policy')],
      [1],
    ],
    [
      'an early warning beside a late cancel',
      [rule(12, 'tell', 'template'), rule(24, 'cancel', 'policy')],
      [0, 1],
    ],
    [
      'what Vertex keeps beside all',
      [{ ...rule(6, 'tell', 'launch'), hard: true }, rule(12, 'cancel', 'policy')],
      [0, 1],
    ],
    ['one of each kind', [rule(12, 'tell', 'template'), cost], [0, 1]],
  ])('%s', ([, rules, stay]) => {
    expect(strictest(rules)).toEqual(stay.map((at) => rules[at]));
    const keys = strictest(rules).map(ruleKey);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('of two graces the shorter one, so that nobody runs past the other', () => {
    const long = { ...rule(9, 'cancel', 'template'), graceMs: 90 * hour };
    const policy = rule(10, 'cancel', 'policy');
    expect(strictest([long, policy])).toEqual([{ ...long, graceMs: policy.graceMs }]);
    expect(strictest([long, rule(10, 'tell', 'policy')])).toEqual([long]);
  });

  test('a rule that comes to nothing is told', () => {
    const own = [rule(12, 'tell', 'template'), cost];
    const by = rule(10, 'cancel', 'policy');
    expect(outdoneBy(own, [by])).toEqual([{ rule: own[0], by }]);
    expect(outdoneBy(own, [rule(24, 'cancel', 'policy')])).toEqual([]);
  });
});
