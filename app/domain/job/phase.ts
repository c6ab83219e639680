// The states a job went through, remembered as they were observed. Vertex tells four times of a job (created, first started, ended,
// last updated) and keeps no history, so this is made of readings: a state that came and went between two of them is not in it.

import type { Observation } from './job.ts';
import { isTerminal, type JobState } from './state.ts';

export type Phase = {
  readonly state: JobState;
  /** When it began, Unix ms. */
  readonly since: number;
  /** Vertex gave no time for it: a reading first showed it then, and it began at some time after the reading before. */
  readonly seen?: true | undefined;
};

/** As many are remembered; a job that goes on changing is then told from Vertex’s own times alone. */
export const mostPhases = 200;

type Known = {
  readonly state: JobState;
  readonly stateSince: number;
  readonly phases?: readonly Phase[] | undefined;
};

/** When the state that a reading shows began, as well as Vertex tells it. `knownStart`: it had started before. */
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
 * The phases after a reading. `before` undefined: the job is seen for the first time. One that was followed before there were phases
 * begins with the state it was in, which is known. A first run that no reading showed is known from its startTime.
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
    // Before its first phase it would say nothing of when that began.
    if ((noted[0]?.since ?? startTime) <= startTime)
      noted.push({ state: 'RUNNING', since: startTime });
  }
  if (noted.at(-1)?.state !== next.state) noted.push(next);
  return noted;
}
