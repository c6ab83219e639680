// The one place that decides what a reading of a job means. Invariants:
// a reading older than the last one changes nothing; a finished job never comes alive again;
// every change is told once, because the version it carries is new.

import type { Observation } from './job.ts';
import { notePhases, phaseOf } from './phase.ts';
import { isTerminal, type JobState } from './state.ts';
import type { JobChange, NewJob, TrackedJob } from './tracked-job.ts';

export type Transition = {
  readonly job: TrackedJob;
  /** What to tell, if anything is to be told. */
  readonly change?: JobChange | undefined;
};

/**
 * Begins to follow a job. A job first seen finished is told at once from its timestamps;
 * one first seen alive is not told here, since its card already says its state.
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

/** What a thread that begins now is told of a job that has ended; undefined while it lives. */
export function endOf(job: TrackedJob, now: number): JobChange | undefined {
  return isTerminal(job.state) ? stateChange(undefined, job, now) : undefined;
}

/**
 * Compares what is known with a new reading: the job as known from now on, and what to tell.
 * A reading that teaches nothing returns the very same job, so that nothing needs to be written.
 */
export function transition(job: TrackedJob, seen: Observation, now: number): Transition {
  if (isStale(job, seen)) return { job };
  if (isTerminal(job.state)) return completeReason(job, seen, now);
  const read: TrackedJob = {
    ...job,
    ...facts(seen),
    misses: 0,
    gone: false,
    unreadable: undefined,
    observedAt: now,
  };
  if (seen.state === job.state && !job.gone) return { job: sameFacts(job, read) ? job : read };
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

/**
 * A read answered 404. Once may be a hiccup of an eventually consistent list; twice in a row the job is deleted.
 * A job whose end was already read loses nothing by that, so nothing is told.
 */
export function missed(job: TrackedJob, now: number): Transition {
  if (job.gone) return { job };
  const misses = job.misses + 1;
  if (misses < 2) return { job: { ...job, misses } };
  const gone: TrackedJob = { ...job, misses, gone: true, errorAwaited: false };
  if (isTerminal(job.state)) return { job: gone };
  const next = { ...gone, version: job.version + 1 };
  return { job: next, change: { ...stateChange(job, next, now), kind: 'gone', at: now } };
}

/** Whether reading the job again can still teach something. */
export function isOpen(job: TrackedJob): boolean {
  return !job.gone && (!isTerminal(job.state) || job.errorAwaited);
}

/** Stops waiting for a reason that Vertex has not given by now. */
export function giveUpOnReason(job: TrackedJob): TrackedJob {
  return { ...job, errorAwaited: false };
}

function completeReason(job: TrackedJob, seen: Observation, now: number): Transition {
  if (!job.errorAwaited || seen.state !== job.state || seen.error === undefined) return { job };
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

function sameFacts(a: TrackedJob, b: TrackedJob): boolean {
  return (
    a.updateTime === b.updateTime &&
    a.startTime === b.startTime &&
    a.endTime === b.endTime &&
    a.misses === b.misses &&
    a.unreadable === b.unreadable
  );
}

// Vertex gives updateTime in microseconds and we keep ms, so an equal time is not older.
function isStale(job: TrackedJob, seen: Observation): boolean {
  return (
    job.updateTime !== undefined &&
    seen.updateTime !== undefined &&
    seen.updateTime < job.updateTime
  );
}

// startTime is the first RUNNING only, so a second one shows by having left RUNNING before.
function isRestart(job: TrackedJob, seen: Observation): boolean {
  const waiting: readonly JobState[] = ['QUEUED', 'PENDING', 'PAUSED'];
  return seen.state === 'RUNNING' && job.startTime !== undefined && waiting.includes(job.state);
}

// `error.code` is filled in about a minute after the end (Vertex: understanding the training service).
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

function stateChange(before: TrackedJob | undefined, after: TrackedJob, now: number): JobChange {
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
