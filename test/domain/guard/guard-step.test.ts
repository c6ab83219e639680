// A thousand jobs whose standing, deliveries and restarts are random, with kills between a decision and
// its commit: whatever comes, no cancel without two delivered warnings and the grace, none on what isn't
// known, and no warning twice in an episode.

import { describe, expect, test } from 'vitest';
import type { GuardRule } from '../../../app/domain/guard/guard.ts';
import {
  isPastLimit,
  nextRuleStep,
  progressFrom,
  setAside,
  stuckAfterMs,
  warningKey,
  type RuleProgress,
} from '../../../app/domain/guard/guard-step.ts';
import type { Standing } from '../../../app/domain/guard/judge-rule.ts';
import { dice } from '../../dice.ts';

const minute = 60_000;
const measured = { kind: 'time', ms: 1, limitMs: 1 } as const;
const standings: readonly Standing[] = [
  { level: 'fine' },
  { level: 'near', measured },
  { level: 'over', measured },
  { level: 'over', measured },
  { level: 'over', measured },
  { level: 'not-known', why: 'no-price' },
];

test('a thousand random stories', () => {
  let cancels = 0;
  for (let seed = 1; seed <= 1_000; seed++) {
    const roll = dice(seed);
    const act = roll() < 0.7 ? 'cancel' : 'tell';
    const rule: GuardRule = {
      ...{ kind: 'duration', ms: 1, warnAt: 0.8, act, source: 'policy' },
      graceMs: Math.ceil(roll() * 30) * minute,
    };
    let progress: RuleProgress | undefined;
    let round = 0;
    let now = 0;
    let standing: Standing = { level: 'fine' };
    const told = new Set<string>();
    const delivered = new Map<string, number>();
    for (let look = 0; look < 120; look++) {
      now += Math.ceil(roll() * 10 * minute);
      if (roll() < 0.05) round++;
      if (roll() < 0.3) standing = standings[Math.floor(roll() * standings.length)] ?? standing;
      let next: RuleProgress = progressFrom(
        progress,
        { round: String(round), standing, isTrial: false },
        now,
      );
      for (const stage of ['near', 'over'] as const) {
        const warned = next[stage];
        if (warned === undefined || warned.deliveredAt !== undefined || roll() < 0.3) continue;
        next = { ...next, [stage]: { ...warned, deliveredAt: now } };
        delivered.set(warningKey(rule, next, stage), now);
      }
      const step = nextRuleStep(rule, standing, next, now);
      // Killed before the commit: neither the row nor what it says is stored.
      if (roll() < 0.1) continue;
      if (step.do === 'warn') {
        const key = warningKey(rule, next, step.stage);
        expect(told.has(key), `${seed}: ${key}`).toBe(false);
        told.add(key);
        next = { ...next, [step.stage]: { at: now } };
      }
      if (step.do === 'stuck') {
        const warned = next[step.stage];
        expect(now - (warned?.at ?? now)).toBeGreaterThanOrEqual(stuckAfterMs);
        next = { ...next, [step.stage]: { ...warned, at: warned?.at ?? now, stuckAt: now } };
      }
      if (step.do === 'cancel') {
        cancels++;
        expect(act).toBe('cancel');
        expect(standing.level).toBe('over');
        const last = delivered.get(warningKey(rule, next, 'over'));
        expect(delivered.has(warningKey(rule, next, 'near'))).toBe(true);
        expect(now - (last ?? now)).toBeGreaterThanOrEqual(rule.graceMs);
        expect(next.cancelledAt).toBeUndefined();
        next = { ...next, cancelledAt: now };
      }
      if (step.do !== 'wait') expect(standing.level).toMatch(/near|over/);
      progress = next;
    }
  }
  // Else the stories proved nothing.
  expect(cancels).toBeGreaterThan(500);
});

describe('a rule', () => {
  const rule: GuardRule = {
    ...{ kind: 'duration', ms: 1, warnAt: 0.8, act: 'cancel', source: 'policy' },
    graceMs: minute,
  };
  const warned: RuleProgress = {
    ...{ episode: 1, round: '' },
    near: { at: 0, deliveredAt: 0 },
    over: { at: 0, deliveredAt: 0, graceMs: 30 * minute },
  };
  const standing: Standing = { level: 'over', measured };
  const looked = { round: '', standing, isTrial: false };

  test('keeps the grace that was told, though the policy has a shorter one now', () => {
    const at = (now: number) => nextRuleStep(rule, standing, warned, now).do;
    expect([at(29 * minute), at(30 * minute)]).toEqual(['wait', 'cancel']);
  });

  test('that was out of force begins anew, unless replicas disagree for a moment', () => {
    const gone = setAside({ 'duration-cancel': warned }, [], minute)['duration-cancel'];
    expect(progressFrom(gone, looked, 2 * minute)).toEqual(warned);
    expect(progressFrom(gone, looked, 60 * minute)).toEqual({ episode: 2, round: '' });
    expect(isPastLimit({ one: warned })).toBe(true);
    expect(isPastLimit({ one: gone ?? warned })).toBe(false);
  });

  test('that was tried out begins anew once it counts', () => {
    const tried = { ...warned, trial: true, cancelledAt: minute };
    expect(progressFrom(tried, { ...looked, isTrial: true }, 60 * minute)).toEqual(tried);
    expect(progressFrom(tried, looked, 60 * minute)).toEqual({ episode: 2, round: '' });
  });
});
