// What a rule of a guard does next: a warning near the limit, one when it is reached, and, where it
// says so, a cancel. Invariant: no cancel without two warnings that were delivered, the grace over
// since the second, and the rule still broken by what is known now.

import { z } from 'zod';
import { hardKey, ruleKey, type GuardRule } from './guard.ts';
import type { Standing } from './judge-rule.ts';

const warned = z.object({
  /** When it was put into the outbox. */
  at: z.number(),
  /** When the bot saw that Slack had taken it; undefined: not yet. */
  deliveredAt: z.number().optional(),
  /** Its threads couldn’t be posted to, so direct messages were asked for, once. */
  direct: z.boolean().optional(),
  /** When it was put on record that nobody can be told. */
  stuckAt: z.number().optional(),
  /** The grace that the last one told of (ms). A shorter one that comes later doesn’t cut it. */
  graceMs: z.number().optional(),
});
type Warned = z.output<typeof warned>;

/** What was done by one rule. Times are Unix ms. */
export const ruleProgressSchema = z.object({
  /** Each time that it begins anew, its warnings are others. */
  episode: z.number(),
  /** What it began after: a restart or an extension begins anew. */
  round: z.string(),
  near: warned.optional(),
  over: warned.optional(),
  /** The bot may not read what it is judged by, which doesn’t pass by itself. */
  denied: z.boolean().optional(),
  /** When the cancel was stored, or what it would have been. */
  cancelledAt: z.number().optional(),
  /** Something of this was told while the guard was tried out: as if nothing would be cancelled. */
  trial: z.boolean().optional(),
  /** When it was last looked at. */
  lookedAt: z.number().optional(),
  /** Since when the rule isn’t in force. */
  goneAt: z.number().optional(),
});
export type RuleProgress = z.output<typeof ruleProgressSchema>;

export type Stage = 'near' | 'over';

type RuleStep =
  | { readonly do: 'wait'; readonly nextAt?: number | undefined }
  | { readonly do: 'warn'; readonly stage: Stage }
  /** The warning could not be delivered for long: on record, once. */
  | { readonly do: 'stuck'; readonly stage: Stage }
  | { readonly do: 'cancel' };

/** After how long an undelivered warning is put on record. */
export const stuckAfterMs = 15 * 60_000;

/** A rule that is out of force for this long begins anew when it is back. Replicas may read a new policy minutes apart. */
const forgottenAfterMs = 5 * 60_000;

/** Where a job is when a rule is looked at. */
export type Looked = {
  /** What it begins after: a restart or an extension begins anew. */
  readonly round: string;
  readonly standing: Standing;
  /** The guard is tried out. */
  readonly isTrial: boolean;
  /** What is measured shows only this much of the past (ms); undefined: all that matters. */
  readonly unseenMs?: number | undefined;
};

/**
 * The progress to go on from: begun anew after a restart or an extension, once it was fine again or the
 * rule out of force, and when what was told was that nothing would be cancelled, which isn’t so any more.
 */
export function progressFrom(
  before: RuleProgress | undefined,
  { round, standing, isTrial, unseenMs }: Looked,
  now: number,
): RuleProgress {
  if (before === undefined) return { episode: 1, round };
  const { goneAt = now, trial, near, over } = before;
  const wasWarned = near !== undefined || over !== undefined;
  const anew =
    before.round !== round ||
    (wasWarned && standing.level === 'fine') ||
    // Its limit was moved: the last warning is still to come.
    (over !== undefined && standing.level === 'near') ||
    (over !== undefined && isUnseen(before, unseenMs, now)) ||
    (trial === true && !isTrial) ||
    now - goneAt >= forgottenAfterMs;
  return anew ? { episode: before.episode + 1, round } : { ...before, goneAt: undefined };
}

/** Nobody looked for longer than what is measured reaches back: it may have been well in between. */
function isUnseen({ lookedAt }: RuleProgress, unseenMs: number | undefined, now: number): boolean {
  return unseenMs !== undefined && lookedAt !== undefined && now - lookedAt > unseenMs;
}

/** What stays of the progress by rules that aren’t in force now. */
export function setAside(
  progress: Readonly<Record<string, RuleProgress>>,
  rules: readonly GuardRule[],
  now: number,
): Readonly<Record<string, RuleProgress>> {
  const inForce = new Set(rules.map(ruleKey));
  return Object.fromEntries(
    Object.entries(progress)
      .filter(([key]) => !inForce.has(key))
      .map(([key, one]) => [key, { ...one, denied: undefined, goneAt: one.goneAt ?? now }]),
  );
}

/** Whether a job has reached a limit of the rules in force. */
export function isPastLimit(progress: Readonly<Record<string, RuleProgress>>): boolean {
  return Object.entries(progress).some(
    // What Vertex AI keeps is warned of before it is reached.
    ([key, { over, goneAt }]) =>
      over !== undefined && goneAt === undefined && !key.endsWith(hardKey),
  );
}

/** The next step by one rule, given where it stands now. */
export function nextRuleStep(
  rule: GuardRule,
  standing: Standing,
  { near, over, cancelledAt }: RuleProgress,
  now: number,
): RuleStep {
  if (standing.level === 'fine') return { do: 'wait', nextAt: standing.nextAt };
  if (standing.level === 'not-known') return { do: 'wait' };
  if (near === undefined) return { do: 'warn', stage: 'near' };
  if (near.deliveredAt === undefined) return awaitDelivery(near, 'near', now);
  if (standing.level === 'near') return { do: 'wait', nextAt: standing.nextAt };
  if (over === undefined) return { do: 'warn', stage: 'over' };
  if (over.deliveredAt === undefined) return awaitDelivery(over, 'over', now);
  if (rule.act === 'tell' || rule.hard === true || cancelledAt !== undefined) return { do: 'wait' };
  const dueAt = over.deliveredAt + Math.max(rule.graceMs, over.graceMs ?? 0);
  return now >= dueAt ? { do: 'cancel' } : { do: 'wait', nextAt: dueAt };
}

/** Since when a warning of the rules in force has reached nobody, though it was long put on record (Unix ms). */
export function unheardSince(progress: Readonly<Record<string, RuleProgress>>): number | undefined {
  const since = Object.values(progress)
    .filter(({ goneAt }) => goneAt === undefined)
    .flatMap(({ near, over }) => [near, over])
    .flatMap((one) =>
      one?.stuckAt === undefined || one.deliveredAt !== undefined ? [] : [one.at],
    );
  return since.length === 0 ? undefined : Math.min(...since);
}

/** Whether a warning of the rules in force that was on record as told to nobody has reached somebody since. */
export function isHeardLate(progress: Readonly<Record<string, RuleProgress>>): boolean {
  return Object.values(progress)
    .filter(({ goneAt }) => goneAt === undefined)
    .flatMap(({ near, over }) => [near, over])
    .some((one) => one?.stuckAt !== undefined && one.deliveredAt !== undefined);
}

function awaitDelivery({ at, stuckAt }: Warned, stage: Stage, now: number): RuleStep {
  const dueAt = at + stuckAfterMs;
  if (stuckAt !== undefined) return { do: 'wait' };
  return now >= dueAt ? { do: 'stuck', stage } : { do: 'wait', nextAt: dueAt };
}

/** The key of a warning in its threads: each is told once. */
export function warningKey(rule: GuardRule, { episode }: RuleProgress, stage: Stage): string {
  return `guard:${ruleKey(rule)}:${episode}:${stage}`;
}
