// What a thread is told: domain values, stored in the outbox and rendered when sent.
// All payloads stand in one file, so that what the database may hold can be read in one place.

import { z } from 'zod';
import { guardRuleSchema } from '../guard/guard.ts';
import { measuredSchema } from '../guard/judge-rule.ts';
import { missedReasons } from '../launch/ladder.ts';
import { lockSchema } from '../lock/lock.ts';
import { duplicateSchema } from '../launch/duplicate.ts';
import { blockingSchema } from '../launch/blocking.ts';

const failure = z.object({
  kind: z.enum(['not-sent', 'user', 'permanent', 'transient', 'in-doubt']),
  message: z.string(),
  httpStatus: z.number().optional(),
  status: z.string().optional(),
  reason: z.string().optional(),
  retryAfterMs: z.number().optional(),
});

const jobChange = z.object({
  kind: z.enum(['state', 'reason', 'gone']),
  from: z.string().optional(),
  to: z.string(),
  at: z.number(),
  observedAt: z.number(),
  fromSince: z.number().optional(),
  createTime: z.number(),
  startTime: z.number().optional(),
  endTime: z.number().optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
  errorAwaited: z.boolean(),
  restarts: z.number(),
});

const jobKey = z.object({ projectNumber: z.string(), location: z.string(), id: z.string() });

/** A rule of a guard, and what was measured when it was broken. */
const guardBreach = z.object({ rule: guardRuleSchema, measured: measuredSchema });
export type GuardBreach = z.output<typeof guardBreach>;

/** The outbox's payloads. Times are Unix ms. */
export const updateSchema = z.discriminatedUnion('kind', [
  /** Which job the launch made: the thread's first reply. */
  z.object({ kind: z.literal('launched'), at: z.number(), job: jobKey, adopted: z.boolean() }),
  /**
   * A watch took the job in: the thread's first reply in a channel that didn't launch it.
   * `criterion` is as typed.
   */
  z.object({
    kind: z.literal('watched'),
    at: z.number(),
    job: jobKey,
    by: z.string(),
    criterion: z.string(),
  }),
  /** `completes`: the key of the update whose missing reason this adds. */
  z.object({ kind: z.literal('job'), change: jobChange, completes: z.string().optional() }),
  /** The last log lines, for the failure told under `completes`. */
  z.object({
    kind: z.literal('log-tail'),
    at: z.number(),
    lines: z.array(
      z.object({
        at: z.number().optional(),
        severity: z.string(),
        replica: z.string(),
        text: z.string(),
      }),
    ),
    completes: z.string(),
  }),
  /** How it used its GPUs, for the end told under `completes`: shares from 0 to 1. */
  z.object({
    kind: z.literal('run-use'),
    at: z.number(),
    average: z.number(),
    idleShare: z.number(),
    /** All replicas cost the same, so the idle time has a price. */
    alike: z.boolean(),
    completes: z.string(),
  }),
  /** Vertex AI refused the create for good: nothing runs. */
  z.object({ kind: z.literal('launch-failed'), at: z.number(), failure }),
  /** A lock was set before the create was sent: nothing runs. */
  z.object({ kind: z.literal('launch-locked'), at: z.number(), lock: lockSchema }),
  /** It takes an approval: the approvers are called. Whom, and why, is with the launch. */
  z.object({ kind: z.literal('approval-asked'), at: z.number(), expiresAt: z.number() }),
  /** Nobody has decided yet: the approvers are reminded, once. */
  z.object({ kind: z.literal('approval-reminder'), at: z.number(), expiresAt: z.number() }),
  /** An approver decided, or nobody did in time. */
  z.object({
    kind: z.literal('approval-decided'),
    at: z.number(),
    verdict: z.enum(['approved', 'denied', 'expired']),
    by: z.string().optional(),
    reason: z.string().optional(),
  }),
  /** Something else came up before the create was sent: nothing runs. */
  z.object({ kind: z.literal('launch-blocked'), at: z.number(), why: blockingSchema }),
  /** Create's effect is unknown; the bot looks for the job. */
  z.object({ kind: z.literal('launch-in-doubt'), at: z.number(), failure }),
  /**
   * Not found over the whole quarantine: a person decides with a button. `token` makes the click
   * single use.
   */
  z.object({
    kind: z.literal('launch-unknown'),
    at: z.number(),
    looks: z.number(),
    failure: failure.optional(),
    token: z.string(),
  }),
  /** The job of an unknown launch turned up after another was launched in its place. */
  z.object({
    kind: z.literal('launch-late'),
    at: z.number(),
    otherHandle: z.string(),
    /**
     * `original`: this thread's launch is the one thought lost, not its replacement. Undefined in
     * rows from before this was stored.
     */
    sides: z
      .object({ original: z.boolean(), own: duplicateSchema, other: duplicateSchema })
      .optional(),
  }),
  z.object({
    kind: z.literal('launch-cancelled'),
    at: z.number(),
    by: z.string(),
    reason: z.string().optional(),
    /** It waited for an approval. */
    withdrawn: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('launch-dropped'),
    at: z.number(),
    by: z.string(),
    /** Handle of the replacement, if the launch was repeated. */
    again: z.string().optional(),
  }),
  /** A person ran the job again. Told once the new launch has its card. */
  z.object({
    kind: z.literal('rerun'),
    at: z.number(),
    by: z.string(),
    handle: z.string(),
    channel: z.string(),
    rootTs: z.string(),
  }),
  z.object({
    kind: z.literal('cancel-asked'),
    at: z.number(),
    by: z.string(),
    reason: z.string().optional(),
    /** The launch is in doubt: the cancel waits until its job is found or known not to exist. */
    waitsForJob: z.boolean(),
    /** The rule of the job’s guard that asks for it; then `by` is no person. */
    guard: guardBreach.optional(),
    /** It makes way for the next attempt of the launch. */
    makesWay: z.boolean().optional(),
  }),
  /** A rule of the job’s guard: its limit is near or reached. */
  z.object({
    kind: z.literal('guard-warning'),
    at: z.number(),
    stage: z.enum(['near', 'over']),
    ...guardBreach.shape,
    /** What follows is only told. */
    dryRun: z.boolean().optional(),
    /** How much longer people may let it run (ms). */
    extendableMs: z.number(),
  }),
  /** An attempt came to nothing: the next one of its template’s `fallback` begins. */
  z.object({
    kind: z.literal('next-rung'),
    at: z.number(),
    why: z.enum(missedReasons),
    /** What Vertex AI said. */
    message: z.string().optional(),
    /** Which attempt begins, of how many. */
    attempt: z.number(),
    of: z.number(),
    /** What stood in the way of the one before, if it wasn’t sent. */
    blocked: blockingSchema.optional(),
    lock: lockSchema.optional(),
  }),
  /** What a guard would have done now, if it weren’t tried out first. */
  z.object({
    kind: z.literal('guard-dry-run'),
    at: z.number(),
    ...guardBreach.shape,
    /** It would have made way for the next attempt of the launch. */
    makesWay: z.boolean().optional(),
  }),
  /** A person lets the job run on. `leftMs`: how much longer it may be let. */
  z.object({
    kind: z.literal('guard-extended'),
    at: z.number(),
    by: z.string(),
    ms: z.number(),
    leftMs: z.number(),
    reason: z.string().optional(),
  }),
  /** Vertex AI refused the cancel; the job goes on. */
  z.object({ kind: z.literal('cancel-refused'), at: z.number(), failure }),
  /** The job hasn't ended since the cancel was requested at `askedAt`. */
  z.object({
    kind: z.literal('cancel-overdue'),
    at: z.number(),
    askedAt: z.number(),
    state: z.string().optional(),
    failure: failure.optional(),
  }),
]);

export type Update = z.infer<typeof updateSchema>;
export type UpdateKind = Update['kind'];

/** Whether threads with this update go first: failures and acts of people. */
export function isUrgent(update: Update): boolean {
  if (update.kind !== 'job')
    return !['launched', 'watched', 'rerun', 'log-tail', 'run-use'].includes(update.kind);
  return ['FAILED', 'EXPIRED', 'CANCELLED', 'PARTIALLY_SUCCEEDED'].includes(update.change.to);
}

/**
 * The key of the update that this one completes, if any. Both are told in one message if possible.
 */
export function completedBy(update: Update): string | undefined {
  return 'completes' in update ? update.completes : undefined;
}

/**
 * Merges a late reason into its failure if both are told together, instead of saying first that it
 * will follow.
 */
export function foldReasons(updates: readonly Update[]): readonly Update[] {
  const folded: Update[] = [];
  for (const update of updates) {
    const at =
      update.kind === 'job' && update.change.kind === 'reason'
        ? folded.findLastIndex((one) => one.kind === 'job' && one.change.errorAwaited)
        : -1;
    const failure = folded[at];
    if (update.kind === 'job' && failure?.kind === 'job') {
      const { error } = update.change;
      folded[at] = { ...failure, change: { ...failure.change, error, errorAwaited: false } };
    } else {
      folded.push(update);
    }
  }
  return folded;
}
