// What a job may take before people are told, and before it is stopped. A guard is a list of rules:
// from its template, from whoever launched it, and from the policy. Each is judged by itself.

import { z } from 'zod';
import { storedAmount } from '../cost/stored-amount.ts';
import { idleRuleSchema } from './idle-rule.ts';

const measure = z.discriminatedUnion('kind', [
  /** Of running: time with machines. */
  z.object({ kind: z.literal('duration'), ms: z.number() }),
  /** By list price, so far. */
  z.object({ kind: z.literal('cost'), amount: storedAmount }),
  /** Queued or pending. */
  z.object({ kind: z.literal('waiting'), ms: z.number() }),
  /** Without a new log line while it runs. */
  z.object({ kind: z.literal('silent'), ms: z.number() }),
  idleRuleSchema.extend({ kind: z.literal('idle') }),
]);
/** What is measured, and how much of it is the limit. */
export type Measure = z.output<typeof measure>;

/** A rule as it is stored. */
export const guardRuleSchema = z.intersection(
  measure,
  z.object({
    /** The share of the limit (above 0, at most 1) at which the first warning is due. */
    warnAt: z.number(),
    /** What follows the last warning. */
    act: z.enum(['tell', 'cancel']),
    /** Between the last warning’s delivery and the cancel, at least. */
    graceMs: z.number(),
    /** Who set it. */
    source: z.enum(['template', 'launch', 'policy']),
    /** Vertex AI itself ends the job at this limit, so it can’t be extended. */
    hard: z.boolean().optional(),
  }),
);
/** One rule of a guard. Durations in ms. */
export type GuardRule = z.output<typeof guardRuleSchema>;

export type Guard = readonly GuardRule[];

/** Who a guard’s acts are by, in the audit and where a person’s id would stand. No id in Slack is like it. */
export const guardActor = 'guard';

/** How the key of a limit ends that Vertex AI keeps itself. */
export const hardKey = '-hard';

/** Names a rule among those of one guard: `strictest` leaves one of each. */
export function ruleKey({ kind, act, hard }: GuardRule): string {
  return hard === true ? `${kind}${hardKey}` : `${kind}-${act}`;
}

/**
 * The rules that count: one that another one of its kind is at least as strict as, in its limit and in
 * what follows, changes nothing but the grace, of which the shortest counts. A limit that Vertex AI itself keeps stands beside the others.
 */
export function strictest(rules: Guard): Guard {
  return rules
    .filter((rule, at) =>
      rules.every((other, index) => {
        const covers = index !== at && isAsStrict(other, rule);
        // Of two that are equal, the first stays.
        return !covers || (isAsStrict(rule, other) && at < index);
      }),
    )
    .map((rule) => ({ ...rule, graceMs: shortestGrace(rule, rules) }));
}

/** A longer grace must not let a job run past a limit that another rule would have stopped it at. */
function shortestGrace(rule: GuardRule, rules: Guard): number {
  const graces = rules
    .filter((other) => other.act === 'cancel' && isAsStrict(rule, other))
    .map(({ graceMs }) => graceMs);
  return Math.min(rule.graceMs, ...graces);
}

function isAsStrict(one: GuardRule, other: GuardRule): boolean {
  if (one.kind !== other.kind || (one.hard === true) !== (other.hard === true)) return false;
  const act = one.act === 'cancel' || other.act === 'tell';
  return act && isAsTight(one, other);
}

function isAsTight(one: GuardRule, other: GuardRule): boolean {
  if (one.kind === 'idle' && other.kind === 'idle') {
    const always = one.from === 'any' || other.from === 'start';
    return (
      always && one.below >= other.below && one.forMs <= other.forMs && one.share <= other.share
    );
  }
  return limitOf(one) <= limitOf(other);
}

/** A limit as a number to compare with others of its kind. */
function limitOf(rule: GuardRule): number {
  if (rule.kind === 'cost') return Number(rule.amount);
  return rule.kind === 'idle' ? rule.forMs : rule.ms;
}

/** A rule that comes to nothing, and the policy’s that is stricter. */
export type Outdone = { readonly rule: GuardRule; readonly by: GuardRule };

/** Rules that come to nothing, because the policy’s are stricter: whoever set them is told. */
export function outdoneBy(own: Guard, policy: Guard): readonly Outdone[] {
  return own.flatMap((rule) => {
    const by = policy.find((other) => isAsStrict(other, rule) && !isAsStrict(rule, other));
    return by === undefined ? [] : [{ rule, by }];
  });
}
