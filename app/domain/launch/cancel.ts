// A cancel is a durable intent. Vertex AI cancels asynchronously and best effort, so the bot
// follows a cancel until it has read the job's end.

import { backOffMs } from '../error/back-off.ts';
import type { Failure } from '../error/failure.ts';
import type { JobKey } from '../job/job.ts';
import { makesWay } from './ladder.ts';
import { isPending, type Requester, type Launch } from './launch.ts';
import { isOver, type TrackedJob } from '../job/tracked-job.ts';

/**
 * - `requested`: stored and acked; not yet checked for permission.
 * - `accepted`: allowed; followed until the end is known.
 * - `refused`: not allowed; nothing happened.
 * - `done`: the job's end was read, or the launch never became a job.
 */
export const cancelStates = ['requested', 'accepted', 'refused', 'done'] as const;
type CancelState = (typeof cancelStates)[number];

export type Cancel = {
  readonly id: string;
  readonly requestKey: string;
  readonly state: CancelState;
  readonly handle: string;
  /** The launch, the job, or the launch with the job it has become. */
  readonly launchId?: string | undefined;
  readonly job?: JobKey | undefined;
  readonly requester: Requester;
  readonly reason?: string | undefined;
  readonly requestedAt: number;
  /** The cancel of many that it is part of: its id. */
  readonly bulk?: string | undefined;
  /** Its turn to be sent; cancels of many are sent one after the other. */
  readonly sendAt?: number | undefined;
  /** When Vertex AI was first and last asked to cancel. */
  readonly firstSentAt?: number | undefined;
  readonly sentAt?: number | undefined;
  readonly attempts: number;
  readonly failure?: Failure | undefined;
  /** When the thread was told that the end is overdue. */
  readonly escalatedAt?: number | undefined;
};

/** What an accepted cancel needs next. `wait` has a time (Unix ms). */
type CancelStep =
  | { readonly do: 'prevent' }
  | { readonly do: 'send' }
  | { readonly do: 'escalate' }
  | { readonly do: 'finish' }
  | { readonly do: 'wait'; readonly until: number };

export type CancelSettings = {
  /** How long after the request the end is reported as overdue. */
  readonly escalateMs: number;
  /** How long to wait for a read that shows the cancel before it is sent again. */
  readonly resendMs: number;
};

/** How often a waiting cancel is checked. A poll that sees the job change makes it due at once. */
const lookMs = 5_000;
/** Of a thousand, each look would cost as much. */
const lookAtManyMs = 30_000;

/** Decides the next step of an accepted cancel from its launch and job. */
export function nextCancelStep(
  cancel: Cancel,
  launch: Launch | undefined,
  job: TrackedJob | undefined,
  now: number,
  settings: CancelSettings,
): CancelStep {
  if (job === undefined) {
    if (launch === undefined || !isPending(launch.state)) return { do: 'finish' };
    if (['requested', 'waiting', 'accepted'].includes(launch.state)) return { do: 'prevent' };
    // Sent or in doubt: there is nothing to cancel until the job is found.
    return overdue(cancel, now, settings)
      ? { do: 'escalate' }
      : { do: 'wait', until: now + lookMs };
  }
  if (isOver(job)) return { do: 'finish' };
  // A job that has begun to run isn't given up for the next attempt.
  const runs = job.startTime !== undefined && job.state !== 'CANCELLING';
  if (runs && makesWay(cancel)) return { do: 'finish' };
  const unanswered =
    job.state !== 'CANCELLING' &&
    (cancel.sentAt === undefined || now >= cancel.sentAt + resendDelay(cancel, settings));
  if (unanswered) {
    const { sendAt } = cancel;
    return sendAt === undefined || now >= sendAt ? { do: 'send' } : { do: 'wait', until: sendAt };
  }
  if (overdue(cancel, now, settings)) return { do: 'escalate' };
  return { do: 'wait', until: now + (cancel.bulk === undefined ? lookMs : lookAtManyMs) };
}

/** One of many is asked for long before its turn comes. */
function overdue(cancel: Cancel, now: number, { escalateMs }: CancelSettings): boolean {
  const from = cancel.bulk === undefined ? cancel.requestedAt : cancel.firstSentAt;
  return cancel.escalatedAt === undefined && now >= (from ?? cancel.requestedAt) + escalateMs;
}

// A cancel that never left, or was throttled, is repeated soon. After an accepted one, a poll needs
// time to show the effect.
function resendDelay(cancel: Cancel, { resendMs }: CancelSettings): number {
  const wait =
    cancel.failure === undefined ? resendMs : backOffMs(cancel.attempts, { longestMs: resendMs });
  return Math.max(wait, cancel.failure?.retryAfterMs ?? 0);
}
