// A job's phases as a bar of emoji and in words. Plain text has only the words.

import { formatDuration } from '../../app/domain/text/duration.ts';
import {
  mergeKinds,
  shareCells,
  timelineOf,
  type Span,
  type SpanKind,
  type TimelineFacts,
} from '../../app/domain/job/timeline.ts';
import { attemptWords } from '../../app/domain/job/run-time.ts';
import { isTerminal } from '../../app/domain/job/state.ts';
import { stateInside } from './state-words.ts';
import { say, sign, type Line, type Part } from '../kit/rich.ts';

/** Fits into a line on a phone. */
const barCells = 12;
/**
 * With more spans, only sums are shown, so that a job that restarts all night doesn't flood its
 * thread.
 */
const mostSpans = 7;
/** Anything shorter reads `0 s`. */
const shortestMs = 1_000;

const signs: Readonly<Record<SpanKind, string>> = {
  waiting: '⬜',
  queued: '⬜',
  pending: '🟨',
  running: '🟩',
  interrupted: '🟧',
  paused: '🟦',
  cancelling: '🟥',
  other: '🟪',
};

/**
 * `queued 40 s · pending 6 min · running 3 h 2 min · 3 h 9 min in all` under a bar; empty if there
 * is only one phase, whose duration is shown elsewhere. For a live job, until `now`.
 */
export function timelineLines(job: TimelineFacts, now: number): readonly Line[] {
  const { bar, words } = timeline(job, now);
  return words === undefined ? [] : [[sign(bar)], words];
}

/** The same without the bar. */
export function phaseLines(job: TimelineFacts, now: number): readonly Line[] {
  const { words } = timeline(job, now);
  return words === undefined ? [] : [words];
}

function timeline(
  job: TimelineFacts,
  now: number,
): { readonly bar: string; readonly words: Line | undefined } {
  const { spans, totalMs, attempts: seen } = timelineOf(job, now);
  const attempts = Math.max(seen, (job.restarts ?? 0) + 1);
  const breaksIncluded = attempts > seen;
  const all = spans.filter(({ ms }) => ms >= shortestMs);
  if (all.length < 2) return { bar: '', words: undefined };
  const isMerged = all.length > mostSpans || breaksIncluded;
  const shown = isMerged ? mergeKinds(all) : all;
  const cells = shareCells(
    shown.map(({ ms }) => ms),
    barCells,
  );
  const bar = shown.map(({ kind }, index) => signs[kind].repeat(cells[index] ?? 0)).join('');
  const total = `${formatDuration(totalMs)} ${isTerminal(job.state) ? 'in all' : 'so far'}`;
  const words = [
    ...shown.flatMap((span) => [
      ...spanParts(span, { isMerged, attempts, breaksIncluded }),
      say(' · '),
    ]),
    say(total),
  ];
  return { bar, words };
}

type Attempts = {
  readonly isMerged: boolean;
  readonly attempts: number;
  /** Some breaks weren't observed, so they are included in a run. */
  readonly breaksIncluded: boolean;
};

function spanParts(span: Span, { isMerged, attempts, breaksIncluded }: Attempts): readonly Part[] {
  const { kind, state, ms, about, attempt } = span;
  const lasted = `${about ? 'about ' : ''}${formatDuration(ms)}`;
  const inAll = attemptWords({ attempts, breaksIncluded });
  const run = isMerged ? inAll : attempt > 1 ? ` (attempt ${attempt})` : '';
  const suffix = kind === 'running' && attempts > 1 ? run : '';
  const word = kind === 'other' ? stateInside(state) : [say(kind)];
  return [sign(`${signs[kind]} `), ...word, say(` ${lasted}${suffix}`)];
}
