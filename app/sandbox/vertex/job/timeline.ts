// A job's life as dated steps: what it went through and what it would go through if nobody intervenes.
// Nothing ticks: a reading at a time looks up the last step before it, and an act rewrites the steps to come.

import type { Cancel, JobError, Phase, Scenario } from './scenario.ts';

export type Step = {
  readonly state: string;
  readonly atMs: number;
  readonly error?: JobError;
  /** When the error is filled in; absent: with the step. */
  readonly errorAtMs?: number;
};

/** Never empty; the first step holds from the beginning of time. */
export type Timeline = readonly [Step, ...Step[]];

const terminalStates = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED', 'PARTIALLY_SUCCEEDED'];
export const isTerminal = (state: string): boolean => terminalStates.includes(state);

export type Limits = {
  /** scheduling.timeout: from the first RUNNING. */
  readonly runMs?: number | undefined;
  /** scheduling.maxWaitDuration of FLEX_START: until the first RUNNING. */
  readonly waitMs?: number | undefined;
};

/** The steps of a scenario from `fromMs` on; all durations, limits too, are divided by `speed`. */
export function planTimeline(
  scenario: Scenario,
  fromMs: number,
  speed: number,
  limits: Limits = {},
): Timeline {
  const steps = stepsOf(scenario.phases, fromMs, speed).map((step) =>
    step.state === 'FAILED' && scenario.error !== undefined
      ? failure(step.atMs, scenario.error, scenario.lateErrorMs / speed)
      : step,
  );
  const [first = { state: 'QUEUED', atMs: fromMs }, ...rest] = steps;
  return applyLimits([first, ...rest], fromMs, speed, limits);
}

/** Lays phases end to end; what follows an endless one never comes. */
export function stepsOf(phases: readonly Phase[], fromMs: number, speed: number): Step[] {
  const steps: Step[] = [];
  let atMs = fromMs;
  for (const { state, ms } of phases) {
    steps.push({ state, atMs });
    if (ms === null) break;
    atMs += ms / speed;
  }
  return steps;
}

function failure(atMs: number, error: JobError, lateMs: number): Step {
  return { state: 'FAILED', atMs, error, errorAtMs: atMs + lateMs };
}

/** No public text is known for either limit: the sentences are the sandbox's own. */
function applyLimits(timeline: Timeline, fromMs: number, speed: number, limits: Limits): Timeline {
  const startMs = timeline.find(({ state }) => state === 'RUNNING')?.atMs;
  if (limits.waitMs !== undefined) {
    const deadlineMs = fromMs + limits.waitMs / speed;
    if ((startMs ?? Infinity) > deadlineMs) {
      const message =
        'Resources are insufficient in region: {location}. The job was not provisioned within its max_wait_duration.';
      return cut(timeline, deadlineMs, failure(deadlineMs, { code: 8, message }, 0));
    }
  }
  if (limits.runMs === undefined || startMs === undefined) return timeline;
  const deadlineMs = startMs + limits.runMs / speed;
  const message = `The job exceeded its timeout of ${limits.runMs / 1000}s.`;
  return cut(timeline, deadlineMs, failure(deadlineMs, { code: 4, message }, 0));
}

/** Ends a timeline at a time unless it has ended by then. */
function cut(timeline: Timeline, atMs: number, end: Step): Timeline {
  if (isTerminal(stepAt(timeline, atMs).state)) return timeline;
  return [...past(timeline, atMs), end];
}

function past(timeline: Timeline, nowMs: number): Timeline {
  const [first, ...rest] = timeline;
  return [first, ...rest.filter(({ atMs }) => atMs <= nowMs)];
}

/** The step a job is in. */
export function stepAt(timeline: Timeline, nowMs: number): Step {
  return historyAt(timeline, nowMs).at(-1) ?? timeline[0];
}

/** The steps a job has gone through, the present one last. */
export function historyAt(timeline: Timeline, nowMs: number): Timeline {
  return past(timeline, nowMs);
}

/** A cancel asked for now: CANCELLING, then whatever the scenario makes of it. */
export function cancelTimeline(
  timeline: Timeline,
  nowMs: number,
  speed: number,
  cancel: Cancel,
  failureError?: JobError,
): Timeline {
  const fromMs = nowMs + cancel.delayMs / speed;
  const before = past(timeline, fromMs);
  // A job that ends before the cancel reaches it has ended.
  if (isTerminal(stepAt(before, fromMs).state)) return timeline;
  const cancelling = { state: 'CANCELLING', atMs: fromMs };
  if (cancel.ms === null) return [...before, cancelling];
  const atMs = fromMs + cancel.ms / speed;
  return [...before, cancelling, endOfCancel(cancel.end, atMs, failureError)];
}

function endOfCancel(state: string, atMs: number, failureError?: JobError): Step {
  if (state === 'CANCELLED') return { state, atMs, error: { code: 1, message: 'CANCELED' } };
  return state === 'FAILED' && failureError !== undefined
    ? { state, atMs, error: failureError }
    : { state, atMs };
}

/** Puts a job on other tracks from now on. */
export function redirect(timeline: Timeline, nowMs: number, steps: readonly Step[]): Timeline {
  return [...past(timeline, nowMs), ...steps];
}

/** What is still to come, faster or slower by `factor`. */
export function rescale(timeline: Timeline, nowMs: number, factor: number): Timeline {
  const scaled = (atMs: number): number => (atMs <= nowMs ? atMs : nowMs + (atMs - nowMs) / factor);
  const [first, ...rest] = timeline.map((step) => ({
    ...step,
    atMs: scaled(step.atMs),
    ...(step.errorAtMs === undefined ? {} : { errorAtMs: scaled(step.errorAtMs) }),
  }));
  return first === undefined ? timeline : [first, ...rest];
}
