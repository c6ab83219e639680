// A cancel is a durable intent too: asynchronous and best effort at Vertex, so it is followed until a read shows the end.

import type { Failure } from '../error/failure.ts';
import type { JobKey } from '../job/job.ts';
import { isPending, type Requester, type Launch } from './launch.ts';
import { isTerminal } from '../job/state.ts';
import type { TrackedJob } from '../job/tracked-job.ts';

/**
 * - `requested`: stored and acked; who asks is still to be checked.
 * - `accepted`: allowed; followed until the end is known. `refused`: not allowed, nothing happened.
 * - `done`: the job's end was read, or the launch never became a job.
 */
export const cancelStates = ['requested', 'accepted', 'refused', 'done'] as const;
export type CancelState = (typeof cancelStates)[number];

export type Cancel = {
  readonly id: string;
  readonly requestKey: string;
  readonly state: CancelState;
  readonly handle: string;
  /** What is to be cancelled: a launch, a job, or a launch that has become a job since. */
  readonly launchId?: string | undefined;
  readonly job?: JobKey | undefined;
  readonly requester: Requester;
  readonly reason?: string | undefined;
  readonly requestedAt: number;
  /** When Vertex was last asked. */
  readonly sentAt?: number | undefined;
  readonly attempts: number;
  readonly failure?: Failure | undefined;
  /** When the thread was told that the end is overdue. */
  readonly escalatedAt?: number | undefined;
};

/** What an accepted cancel needs now. `wait` says until when (Unix ms). */
export type CancelStep =
  | { readonly do: 'prevent' }
  | { readonly do: 'send' }
  | { readonly do: 'escalate' }
  | { readonly do: 'finish' }
  | { readonly do: 'wait'; readonly until: number };

export type CancelSettings = {
  /** How long after asking the bot says that the end is overdue. */
  readonly escalateMs: number;
  /** How long a cancel that no read has shown yet waits before it is sent again. */
  readonly resendMs: number;
};

/** How often a waiting cancel looks at the store by itself; a poll that sees the job move makes it due at once. */
const lookMs = 5_000;

/** Decides the next step of an accepted cancel from what is known of its launch and job. */
export function nextCancelStep(
  cancel: Cancel,
  launch: Launch | undefined,
  job: TrackedJob | undefined,
  now: number,
  settings: CancelSettings,
): CancelStep {
  if (job === undefined) {
    if (launch === undefined || !isPending(launch.state)) return { do: 'finish' };
    if (launch.state === 'requested' || launch.state === 'accepted') return { do: 'prevent' };
    // Sent or in doubt: only adoption gives us something to cancel.
    return overdue(cancel, now, settings)
      ? { do: 'escalate' }
      : { do: 'wait', until: now + lookMs };
  }
  if (job.gone || isTerminal(job.state)) return { do: 'finish' };
  const unanswered =
    job.state !== 'CANCELLING' &&
    (cancel.sentAt === undefined || now >= cancel.sentAt + resendDelay(cancel, settings));
  if (unanswered) return { do: 'send' };
  if (overdue(cancel, now, settings)) return { do: 'escalate' };
  return { do: 'wait', until: now + lookMs };
}

function overdue(cancel: Cancel, now: number, { escalateMs }: CancelSettings): boolean {
  return cancel.escalatedAt === undefined && now >= cancel.requestedAt + escalateMs;
}

// A cancel that never left, or was throttled, goes again soon; one that was accepted gives the poll time to show it.
function resendDelay(cancel: Cancel, { resendMs }: CancelSettings): number {
  const backoffMs = Math.min(resendMs, 1_000 * 2 ** Math.min(cancel.attempts, 6));
  const wait = cancel.failure === undefined ? resendMs : backoffMs;
  return Math.max(wait, cancel.failure?.retryAfterMs ?? 0);
}
