// Decides what a reading of a job means; nothing else does. Invariants: a reading older than the
// last one changes nothing; a finished job never becomes live again; each change has a new version
// and so is told once.

import type { Observation } from './job.ts';
import { notePhases, phaseOf } from './phase.ts';
import { isTerminal, type JobState } from './state.ts';
import type { JobChange, JobFacts, NewJob, TrackedJob } from './tracked-job.ts';

export type Transition = {
  readonly job: TrackedJob;
  /** The change to tell, if there is one. */
  readonly change?: JobChange | undefined;
};

/**
 * Starts to follow a job. One first seen finished is told from its timestamps. One first seen live
 * isn't told: its card shows its state.
 */
export function track({ handle, target, seen }: NewJob, now: number): Transition {
  const phase = phaseOf(seen, now);
  const job: TrackedJob = {
    ...facts(seen),
    key: seen.key,
    target,
    handle,
    stateSince: phase.since,
    phases: notePhases(undefined, seen, phase),
    version: 1,
    errorAwaited: awaitsError(seen),
    restarts: 0,
    misses: 0,
    gone: false,
    observedAt: now,
  };
  return { job, change: endOf(job, now) };
}

/** The end of a job as a new thread is told of it; undefined while the job is live. */
export function endOf(job: TrackedJob, now: number): JobChange | undefined {
  return isTerminal(job.state) ? stateChange(undefined, job, now) : undefined;
}

/**
 * Whether a reading changes anything that is stored of a job. It takes so few facts that a poll can
 * ask it of ten thousand jobs.
 */
export function isNews(job: JobFacts, seen: Observation): boolean {
  if (isStale(job, seen)) return false;
  if (isTerminal(job.state)) return isReason(job, seen);
  return seen.state !== job.state || job.gone || !sameFacts(job, seen);
}

/** Whether it gives the reason that was missing when the job failed. */
function isReason({ errorAwaited, state }: JobFacts, seen: Observation): boolean {
  return errorAwaited && seen.state === state && seen.error !== undefined;
}

/**
 * Compares a tracked job with a new reading and returns the updated job and the change to tell. If
 * nothing changed, it returns the same object, so nothing needs to be written.
 */
export function transition(job: TrackedJob, seen: Observation, now: number): Transition {
  if (!isNews(job, seen)) return { job };
  if (isTerminal(job.state)) return completeReason(job, seen, now);
  const read: TrackedJob = {
    ...job,
    ...facts(seen),
    misses: 0,
    gone: false,
    unreadable: undefined,
    observedAt: now,
  };
  if (seen.state === job.state && !job.gone) return { job: read };
  const phase = phaseOf(seen, now, job.startTime);
  const next: TrackedJob = {
    ...read,
    stateSince: phase.since,
    phases: notePhases(job, seen, phase),
    version: job.version + 1,
    errorAwaited: awaitsError(seen),
    restarts: job.restarts + (isRestart(job, seen) ? 1 : 0),
  };
  return { job: next, change: stateChange(job, next, now) };
}

/** Whether another reading of the job can still change anything. */
export function isOpen(job: JobFacts): boolean {
  return !job.gone && (!isTerminal(job.state) || job.errorAwaited);
}

/** Stops waiting for a reason that Vertex AI hasn't given. */
export function giveUpOnReason(job: TrackedJob): TrackedJob {
  return { ...job, errorAwaited: false };
}

function completeReason(job: TrackedJob, seen: Observation, now: number): Transition {
  const next: TrackedJob = {
    ...job,
    ...facts(seen),
    version: job.version + 1,
    errorAwaited: false,
    misses: 0,
    observedAt: now,
  };
  return { job: next, change: { ...stateChange(job, next, now), kind: 'reason' } };
}

/** A job that was read is neither missing nor unreadable. */
function sameFacts(job: JobFacts, seen: Observation): boolean {
  return (
    job.updateTime === seen.updateTime &&
    job.startTime === seen.startTime &&
    job.endTime === seen.endTime &&
    job.misses === 0 &&
    job.unreadable === undefined
  );
}

// updateTime has microseconds and the bot keeps ms, so an equal time isn't older.
function isStale(job: JobFacts, seen: Observation): boolean {
  return (
    job.updateTime !== undefined &&
    seen.updateTime !== undefined &&
    seen.updateTime < job.updateTime
  );
}

// startTime is the first RUNNING only, so a restart is recognised by RUNNING after another state.
function isRestart(job: TrackedJob, seen: Observation): boolean {
  const waiting: readonly JobState[] = ['QUEUED', 'PENDING', 'PAUSED'];
  return seen.state === 'RUNNING' && job.startTime !== undefined && waiting.includes(job.state);
}

// Vertex AI adds `error.code` about a minute after the end (docs: understanding the training
// service).
function awaitsError(seen: Observation): boolean {
  return seen.state === 'FAILED' && seen.error === undefined;
}

function facts(seen: Observation) {
  return {
    name: seen.name,
    displayName: seen.displayName,
    state: seen.state,
    createTime: seen.createTime,
    startTime: seen.startTime,
    endTime: seen.endTime,
    updateTime: seen.updateTime,
    error: seen.error,
  };
}

/** The change to the job's present state, as its threads are told of it. */
export function stateChange(
  before: TrackedJob | undefined,
  after: TrackedJob,
  now: number,
): JobChange {
  return {
    kind: 'state',
    from: before?.state,
    to: after.state,
    at: after.stateSince,
    observedAt: now,
    fromSince: before?.stateSince,
    createTime: after.createTime,
    startTime: after.startTime,
    endTime: after.endTime,
    error: after.error,
    errorAwaited: after.errorAwaited,
    restarts: after.restarts,
  };
}
