// Follows a cancel until the job's end was read: asking Vertex AI isn't the same as having
// cancelled.

import { nextCancelStep, type Cancel, type CancelSettings } from '../../domain/launch/cancel.ts';
import { makesWay } from '../../domain/launch/ladder.ts';
import type { Failure } from '../../domain/error/failure.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { isOver, type TrackedJob } from '../../domain/job/tracked-job.ts';
import { needsSlot } from '../../domain/bulk/pace.ts';
import { takeSlot } from '../launch/take-slot.ts';
import { readAgain, recordRead } from '../poll/read-again.ts';
import { tellThreads } from '../notification/tell-threads.ts';
import type { Answerer } from '../ports/slack.ts';
import { preventLaunch } from '../launch/end-unsent.ts';
import { cancelledBefore } from '../launch/stored-answer.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { Claimed, Lease } from '../ports/store/lease.ts';
import type { Vertex } from '../ports/vertex.ts';

export type FollowCancelDeps = {
  readonly store: Store;
  readonly vertex: Vertex;
  readonly answerer: Answerer;
  readonly settings: CancelSettings & { readonly vertexTimeoutMs: number };
  readonly monotonic: () => number;
  readonly count: (outcome: string) => void;
};

/** A poll is due by then, and shows what became of one of many. */
const lookAfterMs = 15_000;

/** Stored while a cancel is being sent. If the process dies, the next one sends it again soon. */
const unanswered: Failure = {
  kind: 'in-doubt',
  message: 'The bot stopped while it was asking Vertex.',
};

/**
 * What to do after the step is committed. `reading`: the job has to be read before it is cancelled.
 * `unanswered`: who asked for the launch that was prevented, if that wasn't answered yet.
 */
type Next =
  | { readonly reading: TrackedJob }
  | { readonly sending: Cancel; readonly job: TrackedJob }
  | { readonly unanswered: Launch['requester'] };

/** Does the next step of an accepted cancel. `isRead`: its job was read just now. */
export async function followCancel(
  deps: FollowCancelDeps,
  claimed: Claimed<Cancel>,
  isRead = false,
): Promise<void> {
  const { store, settings, answerer } = deps;
  const { value: cancel, lease } = claimed;
  const next = await store.transaction(async (tx): Promise<Next | undefined> => {
    const launch = await subjectOf(tx, cancel);
    const job = launch?.job && (await tx.jobs.lock(launch.job));
    const step = nextCancelStep(cancel, launch, job, tx.now, settings);
    switch (step.do) {
      case 'prevent':
        if (launch !== undefined) await prevent(tx, cancel, launch, lease);
        return launch?.state === 'requested' ? { unanswered: launch.requester } : undefined;
      case 'finish':
        await finish(tx, cancel, launch, job, lease);
        return undefined;
      case 'escalate':
        await escalate(tx, cancel, job, lease);
        return undefined;
      case 'wait':
        await tx.cancels.release(cancel, step.until, lease);
        return undefined;
      case 'send': {
        // What waited for too long may run by now.
        if (makesWay(cancel) && !isRead) return job && { reading: job };
        if (needsSlot(cancel, tx.now)) {
          const slot = job && (await takeSlot(tx, job.target));
          if (slot !== undefined && slot > tx.now) {
            await tx.cancels.release({ ...cancel, sendAt: slot }, slot, lease);
            return undefined;
          }
        }
        const sending: Cancel = {
          ...cancel,
          sendAt: undefined,
          firstSentAt: cancel.firstSentAt ?? tx.now,
          sentAt: tx.now,
          attempts: cancel.attempts + 1,
          failure: unanswered,
        };
        return job !== undefined && (await tx.cancels.saveUnderLease(sending, lease))
          ? { sending, job }
          : undefined;
      }
    }
  });
  if (next === undefined) return;
  if ('reading' in next) {
    if (await readAgain(deps, next.reading)) return followCancel(deps, claimed, true);
    await store.transaction((tx) => tx.cancels.release(cancel, tx.now + lookAfterMs, lease));
  } else if ('sending' in next) await sendCancel(deps, next.sending, next.job, lease);
  else await answerer.answer(next.unanswered, cancelledBefore);
}

/**
 * Asks Vertex AI, then reads the job once, so that CANCELLING (or the end) shows without waiting
 * for a poll.
 */
async function sendCancel(
  deps: FollowCancelDeps,
  cancel: Cancel,
  job: TrackedJob,
  lease: Lease,
): Promise<void> {
  const { store, vertex, settings, monotonic } = deps;
  // A late cancel does no harm, so only the read is left out.
  const asked = await vertex.cancel(job.key);
  deps.count(asked.ok ? 'sent' : asked.failure.kind);
  // Of many, the next poll reads all at once.
  const timeToRead =
    cancel.bulk === undefined && lease.deadline - monotonic() > settings.vertexTimeoutMs;
  const read = timeToRead ? await vertex.get(job.key) : undefined;
  await store.transaction(async (tx) => {
    if (read !== undefined) await recordRead(tx, job.key, read);
    const failure = asked.ok ? undefined : asked.failure;
    if (failure?.kind === 'permanent') {
      await giveUp(tx, cancel, failure, lease);
    } else {
      const pauseMs = cancel.bulk === undefined ? 0 : lookAfterMs;
      await tx.cancels.release({ ...cancel, failure }, tx.now + pauseMs, lease);
    }
  });
}

/** Nothing was sent yet, and nothing will be. */
async function prevent(tx: Tx, cancel: Cancel, launch: Launch, lease: Lease): Promise<void> {
  await preventLaunch(tx, launch, cancel);
  await tx.cancels.release({ ...cancel, state: 'done' }, undefined, lease);
}

/** The end was read (and told by that reading), or there never was a job. */
async function finish(
  tx: Tx,
  cancel: Cancel,
  launch: Launch | undefined,
  job: TrackedJob | undefined,
  lease: Lease,
): Promise<void> {
  if (!(await tx.cancels.release({ ...cancel, state: 'done' }, undefined, lease))) return;
  const end = job === undefined ? `launch ${launch?.state ?? 'unknown'}` : `job ${job.state}`;
  if (job !== undefined && !isOver(job))
    return tx.audit.complete(cancel.requestKey, `not needed: ${end}`);
  await tx.audit.complete(cancel.requestKey, end);
}

async function escalate(
  tx: Tx,
  cancel: Cancel,
  job: TrackedJob | undefined,
  lease: Lease,
): Promise<void> {
  if (!(await tx.cancels.release({ ...cancel, escalatedAt: tx.now }, tx.now, lease))) return;
  if (cancel.launchId === undefined) return;
  await tellThreads(tx, cancel.launchId, `cancel-overdue:${cancel.id}`, {
    kind: 'cancel-overdue',
    at: tx.now,
    askedAt: cancel.requestedAt,
    state: job?.state,
    failure: cancel.failure,
  });
}

/**
 * Vertex AI won't let the bot cancel. Repeating can't help, so the thread is told that the job goes
 * on.
 */
async function giveUp(tx: Tx, cancel: Cancel, failure: Failure, lease: Lease): Promise<void> {
  if (!(await tx.cancels.release({ ...cancel, state: 'refused', failure }, undefined, lease)))
    return;
  await tx.audit.complete(cancel.requestKey, `refused by Vertex: ${failure.message}`);
  if (cancel.launchId === undefined) return;
  await tellThreads(tx, cancel.launchId, `cancel-refused:${cancel.id}`, {
    kind: 'cancel-refused',
    at: tx.now,
    failure,
  });
}

/** The launch that a cancel is about, locked. */
export async function subjectOf(tx: Tx, cancel: Cancel): Promise<Launch | undefined> {
  return cancel.launchId === undefined ? undefined : tx.launches.lock(cancel.launchId);
}
