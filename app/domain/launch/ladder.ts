// The attempts of one launch: what it asked for, and what its template falls back on, in order. Each is
// a launch of its own with a launch-id of its own; card, thread and handle go on from one to the next.
// Invariant: the next one begins only after Vertex AI said no to the one before, it was seen ended, or was never sent.

import { z } from 'zod';
import type { Estimate } from '../cost/estimate.ts';
import { costAtMost, type AtMost } from '../cost/at-most.ts';
import { explainError } from '../error/explain.ts';
import type { Cause } from '../error/explanation.ts';
import type { CustomJobBody, JobError, Target } from '../job/job.ts';
import type { JobChange } from '../job/tracked-job.ts';

/** One attempt, as it would be sent, without the bot’s labels. */
export type Rung = {
  readonly target: Target;
  readonly body: CustomJobBody;
  readonly estimate?: Estimate | undefined;
};

/**
 * Why one came to nothing: the create was refused, its job ended, it waited for too long, or it wasn’t
 * sent, since a lock, a limit or a target that is gone stood in its way.
 */
export const missedReasons = ['refused', 'ended', 'waited', 'blocked'] as const;
export type MissedReason = (typeof missedReasons)[number];

export const missedSchema = z.object({
  /** The attempt’s own launch. */
  launchId: z.string(),
  why: z.enum(missedReasons),
  at: z.number(),
});

export type Ladder = {
  /** All attempts, the launch as asked first. */
  readonly rungs: readonly Rung[];
  /** Which one this is. */
  readonly at: number;
  readonly missed: readonly z.output<typeof missedSchema>[];
  /**
   * Nothing is tried after this one, whatever is left: when its job was found, a person had given the
   * launch up or launched it again, or it had been told as failed.
   */
  readonly over?: true | undefined;
};

/** The attempt that would follow; undefined: there is none. */
export function nextRung(ladder: Ladder | undefined): Rung | undefined {
  return ladder?.over === true ? undefined : ladder?.rungs[ladder.at + 1];
}

/** The same ladder, at which nothing is tried any more. */
export function endLadder(ladder: Ladder | undefined): Ladder | undefined {
  return ladder && { ...ladder, over: true };
}

/** The key of the cancel that makes way for the next attempt of a launch. */
export const makeWayKey = (launchId: string): string => `${launchId}:make-way`;

/** Whether a cancel only makes way for the next attempt: nobody wants the launch to end. */
export function makesWay({
  requestKey,
  launchId,
}: {
  readonly requestKey: string;
  readonly launchId?: string | undefined;
}): boolean {
  return launchId !== undefined && requestKey === makeWayKey(launchId);
}

/** What was asked for after the current attempt, even if the ladder is over; undefined: nothing. */
export function leftOf(ladder: Ladder | undefined): readonly Rung[] | undefined {
  const left = ladder?.rungs.slice(ladder.at + 1) ?? [];
  return left.length === 0 ? undefined : left;
}

const capacity: readonly Cause['kind'][] = ['over-quota', 'exhausted', 'no-machines'];

/** Whether an error says that machines or quota are missing there, and nothing else. */
export function isOutOfCapacity(error: Pick<JobError, 'code' | 'message'>): boolean {
  const known = explainError(error);
  if (known === undefined) return false;
  if (known.kind !== 'found-errors') return capacity.includes(known.kind);
  const causes = known.errors.map(({ cause }) => cause?.kind);
  return causes.length > 0 && causes.every((kind) => kind !== undefined && capacity.includes(kind));
}

/**
 * Whether a change of an attempt’s job makes the next one due: it failed for want of capacity before it
 * ever ran. Once it has started, the ladder is over.
 */
export function isMissed({ kind, to, error, startTime }: JobChange): boolean {
  if (to !== 'FAILED' || kind === 'gone' || startTime !== undefined) return false;
  return error !== undefined && isOutOfCapacity(error);
}

/** What the dearest of all attempts may cost at most; not known if one’s price isn’t. */
export function dearest({
  body,
  estimate,
  ladder,
}: Pick<Rung, 'body' | 'estimate'> & { readonly ladder?: Ladder | undefined }): AtMost {
  const rungs: readonly Pick<Rung, 'body' | 'estimate'>[] = ladder?.rungs ?? [{ body, estimate }];
  const costs = rungs.map((rung) => costAtMost(rung.body, rung.estimate));
  const unknown = costs.find((cost) => !cost.known);
  if (unknown !== undefined) return unknown;
  return costs.reduce((most, cost) => {
    if (!most.known || !cost.known) return most;
    const hourly = cost.hourly > most.hourly ? cost.hourly : most.hourly;
    return cost.amount > most.amount ? { ...cost, hourly } : { ...most, hourly };
  });
}
