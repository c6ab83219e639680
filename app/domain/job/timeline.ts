// How long a job was in what: its phases as durations. What was not observed is not invented: where the phases don't explain the times
// that Vertex gives, those alone are told.

import type { JobState } from './state.ts';
import { isTerminal } from './state.ts';
import type { TrackedJob } from './tracked-job.ts';

/** `waiting`: queued and pending, not told apart. `interrupted`: without machines after it had run. */
export type SpanKind =
  'waiting' | 'queued' | 'pending' | 'running' | 'interrupted' | 'paused' | 'cancelling' | 'other';

export type Span = {
  readonly kind: SpanKind;
  /** The state by Vertex’s name, for `other`. */
  readonly state: JobState;
  readonly ms: number;
  /** Where it begins or ends is known from a reading only: to within the time between two of them. */
  readonly about: boolean;
  /** The run it belongs to, from 1; waiting belongs to the run that follows, if one does. */
  readonly attempt: number;
};

export type Timeline = {
  readonly spans: readonly Span[];
  /** From its creation to its end, or to now. */
  readonly totalMs: number;
  /** How often it ran, and at least 1: what it waited for and never came is none. */
  readonly attempts: number;
};

export type TimelineFacts = Pick<
  TrackedJob,
  'state' | 'createTime' | 'startTime' | 'endTime' | 'stateSince' | 'phases'
> &
  Partial<Pick<TrackedJob, 'restarts'>>;

type Mark = { readonly state: JobState; readonly at: number; readonly seen?: true | undefined };

/** A state that is none of Vertex's: before the first that was observed. */
const unobserved = 'waiting';
/** Vertex's times and the phases may differ by rounding. */
const roundingMs = 1_000;

/** The durations of a job as known; of one that has not ended, until `now` (or until it was last seen). */
export function timelineOf(job: TimelineFacts, now: number): Timeline {
  const marks = phaseMarks(job) ?? timeMarks(job);
  const until = isTerminal(job.state) ? (job.endTime ?? job.stateSince) : now;
  const { spans, attempts } = spansOf(marks, until);
  return {
    spans,
    totalMs: Math.max(
      until - job.createTime,
      spans.reduce((sum, { ms }) => sum + ms, 0),
    ),
    attempts,
  };
}

/** Undefined where the phases don't hold the whole story: a first run that is not in them, or one that began before them. */
function phaseMarks({
  phases = [],
  createTime,
  startTime,
}: TimelineFacts): readonly Mark[] | undefined {
  const firstRun = phases.find(({ state }) => state === 'RUNNING');
  if (phases.length === 0) return undefined;
  if (startTime !== undefined && (firstRun?.since ?? Infinity) - startTime > roundingMs) {
    return undefined;
  }
  const marks = phases.map((phase, index): Mark => {
    // Between the queue and the machines there is always PENDING: when it was not seen, it is part of what was.
    const skipped = phase.state === 'QUEUED' && phases[index + 1] === firstRun;
    const state = skipped && firstRun !== undefined ? unobserved : phase.state;
    return { state, at: phase.since, seen: phase.seen };
  });
  return [{ state: unobserved, at: createTime }, ...marks];
}

function timeMarks({ createTime, startTime }: TimelineFacts): readonly Mark[] {
  const created: Mark = { state: unobserved, at: createTime };
  return startTime === undefined ? [created] : [created, { state: 'RUNNING', at: startTime }];
}

/** Clocks differ: no phase begins before the one before it, and none lasts less than nothing. */
function spansOf(marks: readonly Mark[], until: number): Pick<Timeline, 'spans' | 'attempts'> {
  const spans: Span[] = [];
  let at = -Infinity;
  let hasRun = false;
  let isOff = false;
  let attempt = 1;
  let attempts = 1;
  for (const [index, mark] of marks.entries()) {
    if (isTerminal(mark.state)) continue;
    at = Math.max(at, mark.at);
    const next = marks[index + 1];
    const ms = Math.max(0, (next?.at ?? until) - at);
    const kind = kindOf(mark.state, hasRun);
    if ((kind === 'interrupted' || kind === 'paused') && hasRun && !isOff) {
      attempt += 1;
      isOff = true;
    }
    if (kind === 'running') {
      hasRun = true;
      isOff = false;
      attempts = attempt;
    }
    const about = mark.seen === true || next?.seen === true;
    add(spans, { kind, state: mark.state, ms, about, attempt });
  }
  return { spans, attempts };
}

function add(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (span.ms === 0) return;
  if (last?.kind === span.kind && last.attempt === span.attempt && span.kind !== 'other') {
    spans.splice(-1, 1, { ...last, ms: last.ms + span.ms, about: last.about || span.about });
  } else {
    spans.push(span);
  }
}

const kinds: Readonly<Record<string, SpanKind>> = {
  [unobserved]: 'waiting',
  QUEUED: 'queued',
  PENDING: 'pending',
  RUNNING: 'running',
  UPDATING: 'running',
  PAUSED: 'paused',
  CANCELLING: 'cancelling',
};

function kindOf(state: JobState, hasRun: boolean): SpanKind {
  const kind = kinds[state] ?? 'other';
  return hasRun && (kind === 'queued' || kind === 'pending') ? 'interrupted' : kind;
}

/** All spans of a kind together, in the order in which the kinds came up. */
export function mergeKinds(spans: readonly Span[]): readonly Span[] {
  const merged = new Map<string, Span>();
  for (const span of spans) {
    const key = span.kind === 'other' ? `other ${span.state}` : span.kind;
    const before = merged.get(key);
    merged.set(
      key,
      before === undefined
        ? span
        : { ...before, ms: before.ms + span.ms, about: before.about || span.about },
    );
  }
  return [...merged.values()];
}

/**
 * Divides `width` cells among durations by their size, each at least one: what was is to be seen. Needs a width of at least as many cells
 * as there are durations.
 */
export function shareCells(durations: readonly number[], width: number): readonly number[] {
  const total = durations.reduce((sum, ms) => sum + ms, 0);
  const exact = durations.map((ms) => (total === 0 ? 0 : (ms / total) * width));
  const cells = exact.map((share) => Math.max(1, Math.floor(share)));
  for (let rest = width - cells.reduce((sum, count) => sum + count, 0); rest !== 0;) {
    const step = Math.sign(rest);
    const gaps = exact.map((share, index) => {
      const count = cells[index] ?? 0;
      return step < 0 && count <= 1 ? -Infinity : (share - count) * step;
    });
    const index = gaps.indexOf(Math.max(...gaps));
    if (index === -1) break;
    cells[index] = (cells[index] ?? 0) + step;
    rest -= step;
  }
  return cells;
}
