// A thousand jobs with GPUs whose points come at random, late, or not at all, with restarts of the job,
// lost deliveries and kills. What was cancelled is judged by the points themselves, minute by minute.

import { expect, test } from 'vitest';
import type { GuardRule } from '../../../app/domain/guard/guard.ts';
import {
  nextRuleStep,
  progressFrom,
  warningKey,
  type RuleProgress,
} from '../../../app/domain/guard/guard-step.ts';
import { judgeRule, type GuardFacts, type IdleFact } from '../../../app/domain/guard/judge-rule.ts';
import type { GpuPoint, JobUse } from '../../../app/domain/use/gpu-use.ts';
import { judgeIdle } from '../../../app/domain/use/idle.ts';
import { dice } from '../../dice.ts';

const minute = 60_000;
const below = 0.05;
const forMs = 30 * minute;
/** A gap of more minutes than this between two points, or before the first or after the last, isn't known. */
const mostMinutesApart = 3;
const mostMinutesLate = 5;

type Replica = { readonly name: string; points: GpuPoint[]; isIdle: boolean; silentUntil: number };

/** What Cloud Monitoring has of a replica at this minute: nothing, or how it uses its GPUs. */
function addPoint(replica: Replica, now: number, roll: () => number): void {
  if (roll() < 0.01) replica.isIdle = !replica.isIdle;
  if (roll() < 0.008) replica.silentUntil = now + Math.ceil(roll() * 15) * minute;
  if (now < replica.silentUntil) return;
  const share = replica.isIdle ? roll() * below * 0.9 : below + roll() * 0.9;
  replica.points.push({ at: now, share });
}

/** Whether the points leave no doubt that the replica idled for the whole time: written apart from the product. */
function surelyIdled({ points }: Replica, now: number): boolean {
  const from = now - forMs;
  const inside = points.filter(({ at }) => at > from);
  const times = [from, ...inside.map(({ at }) => at)];
  const apart = inside.map(({ at }, nth) => at - (times[nth] ?? from));
  const last = inside.at(-1)?.at ?? from;
  return (
    inside.every(({ share }) => share < below) &&
    apart.every((ms) => ms <= mostMinutesApart * minute) &&
    now - last <= mostMinutesLate * minute
  );
}

test('a thousand jobs: none is cancelled unless it surely idled, was warned twice, and had its grace', () => {
  let cancels = 0;
  for (let seed = 1; seed <= 1_000; seed++) {
    const roll = dice(seed);
    const replicas = Array.from({ length: 1 + Math.floor(roll() * 3) }, (_, one): Replica => ({
      ...{ name: `workerpool0-${one}`, points: [], isIdle: roll() < 0.8, silentUntil: 0 },
    }));
    const rule: GuardRule = {
      ...{ kind: 'idle', below, forMs, share: 1, from: 'any', warnAt: 0.8, act: 'cancel' },
      ...{ source: 'policy', graceMs: Math.ceil(roll() * 20) * minute },
    };
    const told = new Set<string>();
    const delivered = new Map<string, number>();
    let runningSince = 0;
    let progress: RuleProgress | undefined;
    for (let now = minute; now < 180 * minute; now += minute) {
      if (roll() < 0.003) runningSince = now;
      for (const replica of replicas) addPoint(replica, now, roll);
      if (roll() < 0.3) continue;
      const standing = judgeRule(rule, factsOf(replicas, runningSince, now), now);
      const looked = { round: String(runningSince), standing, isTrial: false };
      let next: RuleProgress = progressFrom(progress, looked, now);
      for (const stage of ['near', 'over'] as const) {
        const warned = next[stage];
        if (warned === undefined || warned.deliveredAt !== undefined || roll() < 0.4) continue;
        next = { ...next, [stage]: { ...warned, deliveredAt: now } };
        delivered.set(warningKey(rule, next, stage), now);
      }
      const step = nextRuleStep(rule, standing, next, now);
      // Killed before the commit.
      if (roll() < 0.1) continue;
      if (step.do === 'warn') {
        const key = warningKey(rule, next, step.stage);
        expect(told.has(key), `${seed}: ${key}`).toBe(false);
        told.add(key);
        next = { ...next, [step.stage]: { at: now } };
      }
      if (step.do === 'cancel') {
        cancels++;
        const near = delivered.get(warningKey(rule, next, 'near'));
        const over = delivered.get(warningKey(rule, next, 'over')) ?? now;
        expect(near, `${seed}: the first warning`).toBeDefined();
        expect(now - over, `${seed}: the grace`).toBeGreaterThanOrEqual(rule.graceMs);
        expect(now - runningSince).toBeGreaterThanOrEqual(forMs);
        for (const replica of replicas) {
          expect(surelyIdled(replica, now), `${seed}: ${replica.name}`).toBe(true);
        }
        break;
      }
      progress = next;
    }
  }
  // Else the stories proved nothing.
  expect(cancels).toBeGreaterThan(100);
  expect(cancels).toBeLessThan(900);
});

function factsOf(replicas: readonly Replica[], runningSince: number, now: number): GuardFacts {
  const series = replicas.flatMap(({ name, points }) =>
    points.length === 0 ? [] : [{ replica: name, points: [...points], labels: {} }],
  );
  const use: JobUse = { series, readAt: now, asOf: undefined };
  const job = { runningSince, gpuReplicas: replicas.map(({ name }) => name) };
  return {
    ...{ state: 'RUNNING', runMs: now - runningSince, extendedMs: 0, lastLogAt: 'never-logged' },
    ...{ cost: undefined, hourly: undefined, waitingSince: undefined, quietUntil: undefined },
    idleFor(rule, ms, at): IdleFact {
      const verdict = judgeIdle({ ...rule, forMs: ms }, use, job, at);
      if (verdict.kind === 'not-known') return { kind: 'not-known', why: 'use-incomplete' };
      return verdict.kind === 'idle'
        ? { kind: 'idle', average: verdict.average, asOf: undefined, replicas: [] }
        : { kind: 'busy' };
    },
  };
}
