import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../app/domain/job/job.ts';
import { mostPhases } from '../../../app/domain/job/phase.ts';
import { knownStates } from '../../../app/domain/job/state.ts';
import { mergeKinds, shareCells, timelineOf } from '../../../app/domain/job/timeline.ts';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';
import { track, transition } from '../../../app/domain/job/transition.ts';

const t0 = Date.UTC(2026, 10, 24, 12);
const minute = 60_000;
const at = (minutes: number): number => t0 + minutes * minute;

type Reading = readonly [minutes: number, state: string, more?: Partial<Observation>];

/** A job read so often, each reading at its time; `updateTime` is the reading's own unless it says otherwise. */
function followed(first: Reading, ...others: readonly Reading[]): TrackedJob {
  const seen = ([minutes, state, more]: Reading): Observation => ({
    key: { projectNumber: '123', location: 'us-central1', id: '9007199254740993123' },
    name: 'projects/123/locations/us-central1/customJobs/9007199254740993123',
    displayName: 'resnet',
    state,
    createTime: t0,
    updateTime: at(minutes),
    labels: {},
    ...more,
  });
  const target = { project: 'ml-prod', location: 'us-central1' };
  const { job } = track({ handle: 'a3f9', target, seen: seen(first) }, at(first[0]));
  return others.reduce((known, one) => transition(known, seen(one), at(one[0])).job, job);
}

/** `queued 1, running 54 (2)`: minutes, and the attempt where it is not the first; `~` where only readings tell. */
function told(job: TrackedJob, now = at(90)): string {
  return timelineOf(job, now)
    .spans.map(({ kind, state, ms, about, attempt }) => {
      const word = kind === 'other' ? state : kind;
      return `${word} ${about ? '~' : ''}${ms / minute}${attempt > 1 ? ` (${attempt})` : ''}`;
    })
    .join(', ');
}

const started = { startTime: at(6) };
const ended = { ...started, endTime: at(60) };

describe('the phases of a job', () => {
  test('that was followed from its beginning are told apart', () => {
    const job = followed([0, 'QUEUED'], [1, 'PENDING'], [6, 'RUNNING', started]);
    expect(told(job)).toBe('queued 1, pending 5, running 84');
    const { totalMs, attempts } = timelineOf(job, at(90));
    expect([totalMs / minute, attempts]).toEqual([90, 1]);
  });

  test('end with the job, by Vertex’s own times, however late its readings were', () => {
    const job = followed(
      [0, 'QUEUED'],
      [2, 'PENDING', { updateTime: at(1) }],
      [9, 'RUNNING', { ...started, updateTime: at(6) }],
      [80, 'SUCCEEDED', { ...ended, updateTime: at(61) }],
    );
    expect(told(job)).toBe('queued 1, pending 5, running 54');
    expect(timelineOf(job, at(90)).totalMs).toBe(60 * minute);
  });

  test('of restarts are told with their attempt', () => {
    const job = followed(
      [0, 'QUEUED'],
      [1, 'PENDING'],
      [6, 'RUNNING', started],
      [20, 'PENDING', started],
      [24, 'RUNNING', started],
      [40, 'QUEUED', started],
      [41, 'PENDING', started],
      [44, 'RUNNING', started],
      [60, 'FAILED', ended],
    );
    expect(told(job)).toBe(
      'queued 1, pending 5, running 14, interrupted 4 (2), running 16 (2), interrupted 4 (3), running 16 (3)',
    );
    expect(mergeKinds(timelineOf(job, 0).spans).map(({ kind, ms }) => [kind, ms / minute])).toEqual(
      [
        ['queued', 1],
        ['pending', 5],
        ['running', 46],
        ['interrupted', 8],
      ],
    );
  });

  test('of one kind are known about when any of them is', () => {
    const span = { kind: 'running', state: 'RUNNING', ms: minute, attempt: 1 } as const;
    const exact = { ...span, about: false };
    const about = { ...span, about: true };
    for (const spans of [
      [exact, about],
      [about, exact],
    ])
      expect(mergeKinds(spans)).toEqual([{ ...about, ms: 2 * minute }]);
  });

  test('of a restart that never came are no attempt', () => {
    const lost = [
      [0, 'QUEUED'],
      [1, 'PENDING'],
      [6, 'RUNNING', started],
      [20, 'PENDING', started],
    ] as const;
    const [first, ...others] = lost;
    const failed = followed(first, ...others, [60, 'FAILED', ended]);
    expect(timelineOf(failed, at(90)).attempts).toBe(1);
    const ran = followed(first, ...others, [24, 'RUNNING', started], [60, 'FAILED', ended]);
    expect(timelineOf(ran, at(90)).attempts).toBe(2);
    // It ran for less than its times can tell.
    const short = followed(first, ...others, [60, 'RUNNING', started], [60, 'FAILED', ended]);
    expect(timelineOf(short, at(90)).attempts).toBe(2);
  });

  test('that Vertex gave no time for are known as well as they were read', () => {
    const silent = { updateTime: undefined };
    const job = followed(
      [0, 'QUEUED', silent],
      [1, 'PENDING', silent],
      [6, 'RUNNING', { ...started, ...silent }],
      [60, 'SUCCEEDED', { ...ended, ...silent }],
    );
    expect(told(job)).toBe('queued ~1, pending ~5, running 54');
  });

  test('that no reading showed are not told apart', () => {
    expect(told(followed([0, 'QUEUED'], [9, 'RUNNING', started]), at(10))).toBe(
      'waiting 6, running 4',
    );
  });

  test('a run between two readings is known from its start', () => {
    const job = followed([0, 'QUEUED'], [1, 'PENDING'], [70, 'FAILED', ended]);
    expect(told(job)).toBe('queued 1, pending 5, running 54');
  });

  test.each([
    ['finished', followed([70, 'SUCCEEDED', ended]), 'waiting 6, running 54'],
    ['finished without having run', followed([70, 'FAILED', { endTime: at(4) }]), 'waiting 4'],
    ['running', followed([9, 'RUNNING', started]), 'waiting 6, running 84'],
    ['pending', followed([9, 'PENDING', { updateTime: at(3) }]), 'waiting 3, pending 87'],
  ])('of one first seen %s are what its times tell', (_, job, said) => {
    expect(told(job)).toBe(said);
  });

  test('that go through other states name them', () => {
    const job = followed(
      [0, 'PENDING'],
      [6, 'RUNNING', started],
      [10, 'UPDATING', started],
      [12, 'RUNNING', started],
      [20, 'PAUSED', started],
      [30, 'RUNNING', started],
      [40, 'HIBERNATING', started],
      [50, 'CANCELLING', started],
      [60, 'CANCELLED', ended],
    );
    expect(told(job)).toBe(
      'pending 6, running 14, paused 10 (2), running 10 (2), HIBERNATING 10 (2), cancelling 10 (2)',
    );
  });
});

describe('what can’t be known is not invented', () => {
  const old = (job: TrackedJob): TrackedJob => ({ ...job, phases: undefined });

  test('of a job that ended before phases were remembered', () => {
    const job = old(followed([0, 'QUEUED'], [60, 'SUCCEEDED', ended]));
    expect(told(job)).toBe('waiting 6, running 54');
  });

  test('of one that was alive then, its first run is still known', () => {
    const running = old(followed([0, 'QUEUED'], [6, 'RUNNING', started]));
    const job = transition(running, observed('SUCCEEDED', ended), at(60)).job;
    expect(told(job)).toBe('waiting 6, running 54');
  });

  test('of one that had been restarted then, nothing but its first start', () => {
    const waiting = old(followed([6, 'RUNNING', started], [20, 'PENDING', started]));
    const again = transition(waiting, observed('RUNNING', started), at(24)).job;
    expect(told(again, at(60))).toBe('waiting 6, running 54');
  });

  test('of one that changes all the time, beyond a bound', () => {
    const flaps = Array.from({ length: 500 }, (_, index): Reading => [
      7 + index,
      index % 2 === 0 ? 'PENDING' : 'RUNNING',
      started,
    ]);
    const job = followed([0, 'QUEUED'], [1, 'PENDING'], [6, 'RUNNING', started], ...flaps);
    expect(job.phases?.length).toBeLessThanOrEqual(mostPhases);
    expect(told(job, at(600))).toBe('waiting 6, running 594');
  });

  function observed(state: string, more: Partial<Observation>): Observation {
    const { key, name, displayName } = followed([0, 'QUEUED']);
    return { key, name, displayName, state, createTime: t0, labels: {}, ...more };
  }
});

test.each([
  ['end before start', { startTime: at(6), endTime: at(5) }],
  ['start before creation', { startTime: at(-3), endTime: at(5) }],
  ['end before creation', { endTime: at(-3) }],
])('clocks that disagree, %s, make no time negative', (_, times) => {
  const { spans, totalMs } = timelineOf(followed([0, 'QUEUED'], [9, 'FAILED', times]), at(9));
  expect(totalMs).toBeGreaterThanOrEqual(0);
  for (const { ms } of spans) expect(ms).toBeGreaterThan(0);
});

test('whatever is read, spans are whole: none negative, and together no more than the total', () => {
  const reading = fc.tuple(
    fc.integer({ min: -5, max: 90 }),
    fc.constantFrom(...knownStates, 'HIBERNATING'),
    fc.record(
      {
        startTime: fc.integer({ min: -5, max: 90 }).map(at),
        endTime: fc.integer({ min: -5, max: 90 }).map(at),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1, maxLength: 12 }), ([first, ...others]) => {
      const { spans, totalMs } = timelineOf(followed(first ?? [0, 'QUEUED'], ...others), at(100));
      expect(spans.every(({ ms }) => ms > 0)).toBe(true);
      expect(spans.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThanOrEqual(totalMs);
    }),
  );
});

describe('a bar of cells', () => {
  test.each([
    [[1, 5, 54], 12, [1, 1, 10]],
    [[1, 1, 1], 12, [4, 4, 4]],
    [[1, 1_000_000], 12, [1, 11]],
    [[1_000_000, 1, 1, 1], 12, [9, 1, 1, 1]],
    [[0, 0], 4, [2, 2]],
  ])('of %j has them by size, and none is lost', (durations, width, cells) => {
    expect(shareCells(durations, width)).toEqual(cells);
  });

  test('is always as wide as it is meant to be', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e9), { minLength: 1, maxLength: 12 }), (durations) => {
        const cells = shareCells(durations, 12);
        expect(cells.reduce((sum, count) => sum + count, 0)).toBe(12);
        expect(Math.min(...cells)).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
