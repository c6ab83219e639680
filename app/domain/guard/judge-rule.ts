// How a job stands by a rule of its guard. Nothing here is a guess: what isn't known is said to be
// so, and neither warns nor stops anything.

import { z } from 'zod';
import type { Usd } from '../cost/money.ts';
import { storedAmount } from '../cost/stored-amount.ts';
import type { JobState } from '../job/state.ts';
import type { IdleRule } from './idle-rule.ts';
import type { GuardRule } from './guard.ts';

/** Why something isn't known. Only `use-denied` is told, since it doesn't pass by itself. */
export type NotKnown =
  | 'no-price'
  | 'job-not-read'
  | 'breaks-not-seen'
  | 'use-not-read'
  | 'use-denied'
  | 'use-incomplete'
  | 'no-gpus'
  | 'log-not-read'
  | 'never-logged';

/** What people see of it. */
type Seen = Pick<Extract<Measured, { kind: 'use' }>, 'asOf' | 'replicas'>;

/** Whether GPUs idled for a time that ends now, as far as is known. */
export type IdleFact =
  | ({ readonly kind: 'idle'; readonly average: number } & Seen)
  | { readonly kind: 'busy' }
  | { readonly kind: 'not-known'; readonly why: NotKnown };

/** What a run cost so far. `atMost`: it was without machines for a time that nobody saw. */
type CostSoFar =
  | { readonly known: true; readonly amount: Usd; readonly atMost: boolean }
  | { readonly known: false };

export type GuardFacts = {
  readonly state: JobState;
  /** Time with machines so far, ms; 0 if it never ran. */
  readonly runMs: number;
  /** What it cost so far by list price; undefined: not known. */
  readonly cost: CostSoFar | undefined;
  /** List price by the hour; undefined: not known. */
  readonly hourly: Usd | undefined;
  /** Since when it has been queued or pending without a break (Unix ms); undefined: it isn't. */
  readonly waitingSince: number | undefined;
  /** How much longer people have let it run, ms. */
  readonly extendedMs: number;
  /** Until when it may idle or be silent, since people said so (Unix ms). */
  readonly quietUntil: number | undefined;
  /** Answers for one rule and a time that ends now (ms). */
  readonly idleFor: (rule: IdleRule, forMs: number, now: number) => IdleFact;
  /** When its log last had a new line (Unix ms), or why that isn't known. */
  readonly lastLogAt: number | NotKnown;
};

/** `nextAt`: when it may change by time alone (Unix ms). */
export type Standing =
  | { readonly level: 'fine'; readonly nextAt?: number | undefined }
  | { readonly level: 'near' | 'over'; readonly measured: Measured; readonly nextAt?: number }
  | { readonly level: 'not-known'; readonly why: NotKnown };

const useOfReplica = z.object({
  name: z.string(),
  average: z.number().optional(),
  chart: z.string(),
});

export const measuredSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('time'), ms: z.number(), limitMs: z.number() }),
  z.object({ kind: z.literal('money'), amount: storedAmount, limit: storedAmount }),
  /** Average use of GPUs (0 to 1) over this time. */
  z.object({
    kind: z.literal('use'),
    average: z.number(),
    forMs: z.number(),
    /** The newest point, Unix ms. */
    asOf: z.number().optional(),
    /** The least used replicas, each with a line of block characters. */
    replicas: z.array(useOfReplica).optional(),
  }),
]);
export type Measured = z.output<typeof measuredSchema>;

/** States in which a job has its machines and works. */
const running: readonly string[] = ['RUNNING', 'UPDATING'];

/** How a job stands by a rule. `nextAt`: when that may change by time alone (Unix ms). */
export function judgeRule(rule: GuardRule, facts: GuardFacts, now: number): Standing {
  switch (rule.kind) {
    case 'duration': {
      if (!running.includes(facts.state)) return { level: 'fine' };
      const limitMs = rule.hard === true ? rule.ms : rule.ms + facts.extendedMs;
      return byTime(rule, { ms: facts.runMs, limitMs }, now);
    }
    case 'cost':
      return byMoney(rule, facts, now);
    case 'waiting': {
      const since = facts.waitingSince;
      if (since === undefined) return { level: 'fine' };
      return byTime(rule, { ms: now - since, limitMs: rule.ms + facts.extendedMs }, now);
    }
    case 'silent': {
      if (!isJudged(facts, now)) return { level: 'fine', nextAt: facts.quietUntil };
      if (typeof facts.lastLogAt !== 'number') return { level: 'not-known', why: facts.lastLogAt };
      const ms = Math.min(now - facts.lastLogAt, facts.runMs);
      return byTime(rule, { ms, limitMs: rule.ms }, now);
    }
    case 'idle':
      return isJudged(facts, now)
        ? byUse(rule, facts, now)
        : { level: 'fine', nextAt: facts.quietUntil };
  }
}

function isJudged({ state, quietUntil = 0 }: GuardFacts, now: number): boolean {
  return running.includes(state) && now >= quietUntil;
}

/**
 * A limit that Vertex AI keeps by itself gets its last warning before it is reached: a grace
 * ahead, or halfway from the first one if that is closer.
 */
function warnings(
  rule: GuardRule,
  limitMs: number,
): { readonly near: number; readonly over: number } {
  const near = limitMs * rule.warnAt;
  if (rule.hard !== true) return { near, over: limitMs };
  return { near, over: Math.max(limitMs - rule.graceMs, (near + limitMs) / 2) };
}

function byTime(
  rule: GuardRule,
  { ms, limitMs }: { readonly ms: number; readonly limitMs: number },
  now: number,
): Standing {
  const measured = { kind: 'time', ms, limitMs } as const;
  const { near, over } = warnings(rule, limitMs);
  if (ms >= over) return { level: 'over', measured };
  if (ms >= near) return { level: 'near', measured, nextAt: Math.ceil(now + over - ms) };
  return { level: 'fine', nextAt: Math.ceil(now + near - ms) };
}

function byMoney(
  rule: Extract<GuardRule, { kind: 'cost' }>,
  { state, cost, hourly, extendedMs }: GuardFacts,
  now: number,
): Standing {
  if (!running.includes(state)) return { level: 'fine' };
  if (hourly === undefined || cost?.known !== true) return { level: 'not-known', why: 'no-price' };
  const limit = rule.amount + (hourly * BigInt(Math.round(extendedMs))) / 3_600_000n;
  const { amount, atMost } = cost;
  const near = BigInt(Math.round(Number(limit) * rule.warnAt));
  const reachedAt = (bound: Usd) =>
    hourly === 0n ? undefined : now + Math.ceil((Number(bound - amount) / Number(hourly)) * 3.6e6);
  if (amount < near) return { level: 'fine', nextAt: reachedAt(near) };
  // It was without machines for a time that nobody saw, so it may have cost less.
  if (atMost) return { level: 'not-known', why: 'breaks-not-seen' };
  const measured = { kind: 'money', amount, limit } as const;
  if (amount >= limit) return { level: 'over', measured };
  return { level: 'near', measured, nextAt: reachedAt(limit) ?? now + 3.6e6 };
}

function byUse(
  rule: Extract<GuardRule, { kind: 'idle' }>,
  { idleFor, runMs }: GuardFacts,
  now: number,
): Standing {
  if (runMs < rule.forMs * rule.warnAt) return { level: 'fine' };
  const whole = runMs < rule.forMs ? undefined : idleFor(rule, rule.forMs, now);
  if (whole?.kind === 'idle') {
    return { level: 'over', measured: asMeasured(whole, rule.forMs) };
  }
  if (whole?.kind === 'not-known') return { level: 'not-known', why: whole.why };
  const forMs = rule.forMs * rule.warnAt;
  const part = idleFor(rule, forMs, now);
  if (part.kind === 'not-known') return { level: 'not-known', why: part.why };
  if (part.kind === 'busy') return { level: 'fine' };
  return { level: 'near', measured: asMeasured(part, forMs) };
}

function asMeasured(
  { average, asOf, replicas }: Extract<IdleFact, { kind: 'idle' }>,
  forMs: number,
): Measured {
  return { kind: 'use', average, forMs, asOf, replicas };
}
