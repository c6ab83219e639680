import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterPoll,
  aheadMs,
  costMs,
  isStretched,
  longestSlowMs,
  mostFresh,
  singlesMs,
  twoPollsMs,
  type Paced,
  type PollDone,
} from '../../../app/domain/job/poll-pace.ts';

const second = 1_000;
const minute = 60 * second;
const noon = Date.UTC(2026, 10, 24, 12);
const usual = { tickMs: 10 * second, share: 30 };

/** Polls at the ticks of a schedule, each with so many requests; returns when each began. */
function play(
  ticks: number,
  poll: (nth: number) => Omit<PollDone, 'startedAt'>,
  { tickMs, share }: typeof usual = usual,
  singlesAt: (tick: number) => number = () => 0,
) {
  const polls: { at: number; reads: number; paced: Paced }[] = [];
  let paced: Paced = {};
  for (let tick = 0; tick < ticks; tick++) {
    const now = noon + tick * tickMs;
    paced = { ...paced, singleReads: (paced.singleReads ?? 0) + singlesAt(tick) };
    if (now < (paced.nextPollAt ?? 0)) continue;
    const done = { startedAt: now, ...poll(polls.length) };
    paced = { ...afterPoll(paced, done, { tickMs, share }), singleReads: 0 };
    polls.push({ at: now, reads: done.reads, paced });
  }
  return polls;
}

const everySecondsOf = (polls: readonly { readonly at: number }[]) =>
  polls.slice(1).map(({ at }, nth) => (at - (polls[nth]?.at ?? 0)) / second);

describe('polls of a target', () => {
  test('come at each tick while the share allows it', () => {
    const polls = play(30, () => ({ reads: 10, jobs: 1_000 }));
    expect(polls).toHaveLength(30);
    expect(polls.at(-1)?.paced.pace).toEqual({
      ...usual,
      everyMs: 10 * second,
      jobs: 1_000,
      reads: 10,
    });
  });

  test('of 10,000 jobs come every 33 s on average, as a share of 30 % allows', () => {
    const polls = play(360, () => ({ reads: 100, jobs: 10_000 }));
    const gaps = everySecondsOf(polls);
    expect(Math.min(...gaps)).toBe(30);
    expect(Math.max(...gaps)).toBe(40);
    // 3,600 s / 33.33 s.
    expect(polls).toHaveLength(108);
    expect(polls.at(-1)?.paced.pace?.everyMs).toBe(33_333);
  });

  test('of so many come as often as the schedule says with the whole of the reads', () => {
    const whole = { ...usual, share: 100 };
    expect(play(30, () => ({ reads: 100, jobs: 10_000 }), whole)).toHaveLength(30);
  });

  test('are put off by reads of single jobs, but not for long', () => {
    const within = play(
      31,
      () => ({ reads: 1, jobs: 1 }),
      usual,
      () => 25,
    );
    expect(new Set(everySecondsOf(within))).toEqual(new Set([10]));
    const beyond = play(
      31,
      () => ({ reads: 1, jobs: 1 }),
      usual,
      () => 60,
    );
    expect(new Set(everySecondsOf(beyond).slice(2))).toEqual(new Set([30]));
    const flooded = play(
      31,
      () => ({ reads: 1, jobs: 1 }),
      usual,
      () => 1_000,
    );
    const longest = Math.max(...everySecondsOf(flooded));
    expect(longest).toBeLessThanOrEqual((singlesMs + usual.tickMs) / second);
  });

  test('keep within the share over any time, whatever is read', () => {
    const loads = fc.record({
      tickMs: fc.constantFrom(second, 10 * second, minute),
      share: fc.integer({ min: 1, max: 100 }),
      polls: fc.array(fc.nat(400), { minLength: 1, maxLength: 50 }),
      singles: fc.array(fc.nat(300), { minLength: 1, maxLength: 50 }),
    });
    const check = fc.property(loads, ({ polls: sizes, singles, ...schedule }) => {
      const nth = (of: readonly number[], at: number) => of[at % of.length] ?? 0;
      const reading = (at: number) => ({ reads: nth(sizes, at), jobs: 1 });
      const polls = play(200, reading, schedule, (at) => nth(singles, at));
      for (const [from, first] of polls.entries()) {
        let readMs = 0;
        for (const { at, reads } of polls.slice(from)) {
          // The reads of the last poll come on top.
          if (readMs > at - first.at + aheadMs + 1) return false;
          readMs += costMs(reads, schedule.share);
        }
      }
      return true;
    });
    fc.assert(check, { numRuns: 200 });
  });
});

describe('a 429', () => {
  const refused = {};

  test('doubles the time between polls, up to a bound, and good polls halve it again', () => {
    const polls = play(400, (nth) =>
      nth >= 2 && nth < 9 ? { reads: 4, refused } : { reads: 1, jobs: 100 },
    );
    const slow = polls.slice(2, 9).map(({ paced }) => (paced.pace?.slowMs ?? 0) / second);
    expect(slow).toEqual([20, 40, 80, 160, 300, 300, 300]);
    const gaps = everySecondsOf(polls);
    expect(gaps.slice(2, 9)).toEqual([20, 40, 80, 160, 300, 300, 300]);
    expect(gaps.slice(9, 17)).toEqual([150, 80, 40, 20, 10, 10, 10, 10]);
    expect(polls.at(-1)?.paced.pace?.slowMs).toBeUndefined();
  });

  test('is heeded for as long as Vertex AI asks, up to the same bound', () => {
    const slowMs = (retryAfterMs: number) =>
      afterPoll({}, { startedAt: noon, reads: 1, refused: { retryAfterMs } }, usual).pace?.slowMs;
    expect(slowMs(60 * second)).toBe(60 * second);
    expect(slowMs(3_600 * second)).toBe(longestSlowMs);
  });

  test('never makes a rare poll more frequent', () => {
    const hourly = { tickMs: 60 * minute, share: 30 };
    const { pace } = afterPoll({}, { startedAt: noon, reads: 1, refused }, hourly);
    expect(pace?.everyMs).toBe(hourly.tickMs);
  });

  test('is one thing, and another failure is another: it slows nothing', () => {
    const before = afterPoll({}, { startedAt: noon, reads: 100, jobs: 10_000 }, usual);
    const failed = afterPoll(before, { startedAt: noon + minute, reads: 4 }, usual);
    expect(failed.pace).toEqual(before.pace);
  });
});

test('what is shown becomes stale by the time between polls, if that is longer than ticks', () => {
  const pace = { everyMs: 10 * second, tickMs: 10 * second, jobs: 1, reads: 1, share: 30 };
  expect(isStretched(pace)).toBe(false);
  expect(twoPollsMs(pace, 17 * second)).toBe(17 * second);
  const stretched = { ...pace, everyMs: 34 * second };
  expect(isStretched(stretched)).toBe(true);
  expect(twoPollsMs(stretched, 17 * second)).toBe(78 * second);
});

test('just launched jobs take a third of the share at most, and one at least', () => {
  expect(mostFresh(usual)).toBe(10);
  expect(mostFresh({ ...usual, share: 1 })).toBe(1);
});
