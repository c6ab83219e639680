// A job's life as dated steps: those it has gone through, and those it will go through if nobody intervenes.
// There are no timers: a reader looks up the last step before its time, and a change rewrites the future steps.

import type { Cancel, JobError, Phase, Scenario } from './scenario.ts';

export type Step = {
  readonly state: string;
  readonly atMs: number;
  readonly error?: JobError;
  /** When the error is filled in; absent: together with the step. */
  readonly errorAtMs?: number;
};

/** Never empty. The first step also holds for all times before it. */
export type Timeline = readonly [Step, ...Step[]];

const terminalStates = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED', 'PARTIALLY_SUCCEEDED'];
/** Whether a job in this state has ended. */
export const isTerminal = (state: string): boolean => terminalStates.includes(state);

export type Limits = {
  /** scheduling.timeout: from the first RUNNING. */
  readonly runMs?: number | undefined;
  /** scheduling.maxWaitDuration of FLEX_START: until the first RUNNING. */
  readonly waitMs?: number | undefined;
};

/** The steps of a scenario from `fromMs` on. All durations, including the limits, are divided by `speed`. */
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

/** Dates phases one after the other. Nothing follows an endless phase. */
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

/** The error texts are the sandbox's own: no public report of either limit is known. */
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

/** Ends a timeline with `end` at `atMs`, unless the job has ended by then. */
function cut(timeline: Timeline, atMs: number, end: Step): Timeline {
  if (isTerminal(stepAt(timeline, atMs).state)) return timeline;
  return [...past(timeline, atMs), end];
}

function past(timeline: Timeline, nowMs: number): Timeline {
  const [first, ...rest] = timeline;
  return [first, ...rest.filter(({ atMs }) => atMs <= nowMs)];
}

/** The step that a job is in at `nowMs`. */
export function stepAt(timeline: Timeline, nowMs: number): Step {
  return timeline.findLast(({ atMs }) => atMs <= nowMs) ?? timeline[0];
}

/** The steps that a job has gone through by `nowMs`, the current one last. */
export function historyAt(timeline: Timeline, nowMs: number): Timeline {
  return past(timeline, nowMs);
}

/** The timeline after a cancel at `nowMs`: CANCELLING, then the end that the scenario gives a cancel. */
export function cancelTimeline(
  timeline: Timeline,
  nowMs: number,
  speed: number,
  cancel: Cancel,
  failureError?: JobError,
): Timeline {
  const fromMs = nowMs + cancel.delayMs / speed;
  const before = past(timeline, fromMs);
  // The job ends before the cancel reaches it.
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

/** Replaces all future steps. */
export function redirect(timeline: Timeline, nowMs: number, steps: readonly Step[]): Timeline {
  return [...past(timeline, nowMs), ...steps];
}

/** Makes all future steps `factor` times faster. */
export function rescale(timeline: Timeline, nowMs: number, factor: number): Timeline {
  const scaled = (atMs: number): number => (atMs <= nowMs ? atMs : nowMs + (atMs - nowMs) / factor);
  const [first, ...rest] = timeline.map((step) => ({
    ...step,
    atMs: scaled(step.atMs),
    ...(step.errorAtMs === undefined ? {} : { errorAtMs: scaled(step.errorAtMs) }),
  }));
  return first === undefined ? timeline : [first, ...rest];
}
