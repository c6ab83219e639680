// How long a job spent in each phase. Nothing is invented: if the phases contradict Vertex AI's
// times, only those times are used.

import type { JobState } from './state.ts';
import { isTerminal } from './state.ts';
import type { TrackedJob } from './tracked-job.ts';

/** `waiting`: queued and pending together. `interrupted`: without machines after having run. */
export type SpanKind =
  'waiting' | 'queued' | 'pending' | 'running' | 'interrupted' | 'paused' | 'cancelling' | 'other';

export type Span = {
  readonly kind: SpanKind;
  /** Vertex AI's name of the state, for `other`. */
  readonly state: JobState;
  readonly ms: number;
  /** Its start or end is known only to within the time between two readings. */
  readonly about: boolean;
  /** The attempt it belongs to, from 1. Waiting belongs to the attempt that follows, if any. */
  readonly attempt: number;
};

type Timeline = {
  readonly spans: readonly Span[];
  /** From creation to the end, or to now. */
  readonly totalMs: number;
  /** How often the job ran, at least 1. An attempt that never got machines doesn't count. */
  readonly attempts: number;
};

export type TimelineFacts = Pick<
  TrackedJob,
  'state' | 'createTime' | 'startTime' | 'endTime' | 'stateSince' | 'phases'
> &
  Partial<Pick<TrackedJob, 'restarts'>>;

type Mark = { readonly state: JobState; readonly at: number; readonly seen?: true | undefined };

/** Placeholder for the state before the first observed one; not a state of Vertex AI's. */
const unobserved = 'waiting';
/** Vertex AI's times and the phases may differ by rounding. */
const roundingMs = 1_000;

/** A job's spans as far as known, until its end, or until `now` or its last reading. */
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

/** Undefined if the phases are incomplete: they lack a first run, or one began before them. */
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
    // Between the queue and running there is always PENDING. If no reading showed it, it is part of
    // the time before.
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

/**
 * Clocks differ, so each phase begins no earlier than the previous one, and no duration is
 * negative.
 */
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

/** Merges spans of the same kind, in the order in which the kinds first occur. */
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
 * Divides `width` cells among durations in proportion, at least one each. `width` must be at least
 * the number of durations.
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
