// The states a job went through, as observed. Vertex AI keeps no history, only four times (created,
// first started, ended, last updated). A state that came and went between two readings is missing.

import type { Observation } from './job.ts';
import { isTerminal, type JobState } from './state.ts';

export type Phase = {
  readonly state: JobState;
  /** When it began, Unix ms. */
  readonly since: number;
  /**
   * Vertex AI gave no time: the state began after the previous reading and by this one at the
   * latest.
   */
  readonly seen?: true | undefined;
};

/** Later changes aren't recorded; the timeline then uses only Vertex AI's own times. */
export const mostPhases = 200;

type Known = {
  readonly state: JobState;
  readonly stateSince: number;
  readonly phases?: readonly Phase[] | undefined;
};

/**
 * When the observed state began, as far as Vertex AI says. `knownStart`: the job had started
 * before.
 */
export function phaseOf(seen: Observation, now: number, knownStart?: number): Phase {
  const { state, createTime, startTime, endTime, updateTime } = seen;
  const told = isTerminal(state)
    ? (endTime ?? updateTime)
    : state === 'RUNNING' && knownStart === undefined && startTime !== undefined
      ? startTime
      : state === 'QUEUED' && startTime === undefined
        ? createTime
        : updateTime;
  return told === undefined ? { state, since: now, seen: true } : { state, since: told };
}

/**
 * Adds a reading to the phases. `before` is undefined for a new job. A job followed since before
 * phases were recorded begins with the state it was in. A first run that no reading showed is taken
 * from startTime.
 */
export function notePhases(
  before: Known | undefined,
  seen: Observation,
  next: Phase,
): readonly Phase[] {
  const past = before?.phases ?? (before && [{ state: before.state, since: before.stateSince }]);
  const phases = past === undefined || past.length + 2 > mostPhases ? past?.slice(-1) : past;
  const noted = [...(phases ?? [])];
  const { startTime } = seen;
  const isRun = (phase: Phase) => phase.state === 'RUNNING';
  if (startTime !== undefined && !isRun(next) && !noted.some(isRun) && startTime <= next.since) {
    // Before the first recorded phase, it wouldn't say when that one began.
    if ((noted[0]?.since ?? startTime) <= startTime)
      noted.push({ state: 'RUNNING', since: startTime });
  }
  if (noted.at(-1)?.state !== next.state) noted.push(next);
  return noted;
}
