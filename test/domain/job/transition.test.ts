import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../app/domain/job/job.ts';
import { isTerminal, knownStates, terminalStates } from '../../../app/domain/job/state.ts';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';
import { missed } from '../../../app/domain/job/missing.ts';
import { isNews, isOpen, track, transition } from '../../../app/domain/job/transition.ts';

const t0 = Date.UTC(2026, 10, 24, 12);
const minute = 60_000;

function seen(state: string, more: Partial<Observation> = {}): Observation {
  return {
    key: { projectNumber: '123', location: 'us-central1', id: '9007199254740993123' },
    name: 'projects/123/locations/us-central1/customJobs/9007199254740993123',
    displayName: 'resnet',
    state,
    createTime: t0,
    updateTime: t0,
    labels: {},
    ...more,
  };
}

function tracked(state: string, more: Partial<Observation> = {}): TrackedJob {
  const target = { project: 'ml-prod', location: 'us-central1' };
  return track({ handle: 'a3f9', target, seen: seen(state, more) }, t0).job;
}

describe('track', () => {
  test('a job first seen alive is not told: its card says its state', () => {
    const { job, change } = track(
      { handle: 'a3f9', target: { project: 'p', location: 'l' }, seen: seen('QUEUED') },
      t0 + 5,
    );
    expect(change).toBeUndefined();
    expect(job).toMatchObject({ state: 'QUEUED', stateSince: t0, version: 1, restarts: 0 });
  });

  test('a job first seen finished is told from its timestamps', () => {
    const first = seen('SUCCEEDED', { startTime: t0 + minute, endTime: t0 + 4 * minute });
    const { change } = track(
      { handle: 'a3f9', target: { project: 'p', location: 'l' }, seen: first },
      t0 + 60 * minute,
    );
    expect(change).toMatchObject({
      kind: 'state',
      to: 'SUCCEEDED',
      at: t0 + 4 * minute,
      startTime: t0 + minute,
      observedAt: t0 + 60 * minute,
    });
  });
});

describe('transition', () => {
  test('a new state is told with when it began and what it left', () => {
    const { job, change } = transition(
      tracked('PENDING'),
      seen('RUNNING', { startTime: t0 + 6 * minute, updateTime: t0 + 6 * minute }),
      t0 + 7 * minute,
    );
    expect(job).toMatchObject({ state: 'RUNNING', version: 2, stateSince: t0 + 6 * minute });
    expect(change).toMatchObject({ from: 'PENDING', to: 'RUNNING', at: t0 + 6 * minute });
  });

  test('a reading that teaches nothing returns the very same job', () => {
    const job = tracked('RUNNING');
    expect(transition(job, seen('RUNNING'), t0 + minute)).toEqual({ job });
    expect(transition(job, seen('RUNNING'), t0 + minute).job).toBe(job);
  });

  test('an older reading changes nothing, one of the same instant does', () => {
    const job = tracked('RUNNING', { updateTime: t0 + minute });
    expect(transition(job, seen('PENDING', { updateTime: t0 }), t0).job).toBe(job);
    const same = transition(job, seen('FAILED', { updateTime: t0 + minute }), t0 + minute);
    expect(same.change?.to).toBe('FAILED');
  });

  test('RUNNING → PENDING → RUNNING counts a restart; the first start stays', () => {
    const running = tracked('RUNNING', { startTime: t0 + minute });
    const waiting = transition(
      running,
      seen('PENDING', { startTime: t0 + minute, updateTime: t0 + 5 * minute }),
      t0 + 5 * minute,
    );
    expect(waiting.change).toMatchObject({ from: 'RUNNING', to: 'PENDING', restarts: 0 });
    const again = transition(
      waiting.job,
      seen('RUNNING', { startTime: t0 + minute, updateTime: t0 + 8 * minute }),
      t0 + 9 * minute,
    );
    expect(again.job).toMatchObject({ restarts: 1, stateSince: t0 + 8 * minute });
    expect(again.change).toMatchObject({ restarts: 1, fromSince: t0 + 5 * minute });
  });

  test('a failure without its reason is told at once and completed later, once', () => {
    const failed = transition(
      tracked('RUNNING'),
      seen('FAILED', { endTime: t0 + minute }),
      t0 + minute,
    );
    expect(failed.change).toMatchObject({ to: 'FAILED', errorAwaited: true });
    expect(isOpen(failed.job)).toBe(true);
    const error = { code: 3, message: 'exit 1' };
    const reason = transition(
      failed.job,
      seen('FAILED', { error, updateTime: t0 }),
      t0 + 2 * minute,
    );
    expect(reason.change).toMatchObject({ kind: 'reason', error, errorAwaited: false });
    expect(reason.job.version).toBe(failed.job.version + 1);
    expect(isOpen(reason.job)).toBe(false);
    expect(transition(reason.job, seen('FAILED', { error }), t0 + 3 * minute).job).toBe(reason.job);
  });

  test('a state nobody knows is carried and counts as live', () => {
    const { job, change } = transition(tracked('RUNNING'), seen('HIBERNATING'), t0 + minute);
    expect(change?.to).toBe('HIBERNATING');
    expect(isOpen(job)).toBe(true);
  });

  test('whatever is read, a finished job never comes alive again and versions only grow', () => {
    const states = fc.constantFrom(...knownStates, 'HIBERNATING');
    const reading = fc.record({ state: states, after: fc.integer({ min: -5, max: 50 }) });
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 30 }), (readings) => {
        let job = tracked('QUEUED');
        for (const { state, after } of readings) {
          const at = t0 + after * minute;
          const next = transition(job, seen(state, { updateTime: at }), at);
          if (isTerminal(job.state)) expect(next.job.state).toBe(job.state);
          expect(next.job.version).toBe(job.version + (next.change === undefined ? 0 : 1));
          job = next.job;
        }
      }),
    );
  });
});

describe('isNews', () => {
  const reading = fc
    .record({
      state: fc.constantFrom(...knownStates, 'HIBERNATING'),
      startTime: fc.option(fc.constantFrom(t0, t0 + minute), { nil: undefined }),
      endTime: fc.option(fc.constantFrom(t0, t0 + minute), { nil: undefined }),
      updateTime: fc.option(fc.constantFrom(t0, t0 + minute), { nil: undefined }),
      error: fc.option(fc.constant({ code: 3, message: 'exit 1' }), { nil: undefined }),
    })
    .map(({ state, ...more }) => seen(state, more));
  const stored = fc
    .record({
      first: reading,
      misses: fc.constantFrom(0, 1),
      gone: fc.boolean(),
      unreadable: fc.option(fc.constant('403'), { nil: undefined }),
    })
    .map(({ first, ...more }): TrackedJob => ({ ...tracked(first.state, first), ...more }));

  test('what was taken over is no news when it is read again', () => {
    fc.assert(
      fc.property(stored, reading, (job, read) => {
        const next = transition(job, read, t0 + minute);
        expect(next.job !== job).toBe(isNews(job, read));
        expect(isNews(next.job, read)).toBe(false);
      }),
    );
  });

  test.each<[string, Partial<TrackedJob>, Partial<Observation>]>([
    ['another state', {}, { state: 'PENDING' }],
    ['a later update', {}, { updateTime: t0 + 1 }],
    ['a start', {}, { startTime: t0 }],
    ['an end', {}, { endTime: t0 }],
    ['to be there after a 404', { misses: 1 }, {}],
    ['to be readable again', { unreadable: '403' }, {}],
    ['to be there after all', { gone: true }, {}],
  ])('%s is', (_, stored, read) => {
    const job = tracked('RUNNING');
    expect(isNews(job, seen('RUNNING'))).toBe(false);
    expect(isNews({ ...job, ...stored }, seen('RUNNING', read))).toBe(true);
  });
});

describe('missed', () => {
  test('one 404 is nothing, a second in a row is a deleted job', () => {
    const once = missed(tracked('RUNNING'), t0 + minute);
    expect(once.change).toBeUndefined();
    const twice = missed(once.job, t0 + 2 * minute);
    expect(twice.change).toMatchObject({ kind: 'gone', from: 'RUNNING', at: t0 + 2 * minute });
    expect(isOpen(twice.job)).toBe(false);
    expect(missed(twice.job, t0 + 3 * minute).job).toBe(twice.job);
  });

  test('a read in between begins anew', () => {
    const once = missed(tracked('RUNNING'), t0 + minute).job;
    const read = transition(once, seen('RUNNING'), t0 + 2 * minute).job;
    expect(missed(read, t0 + 3 * minute).change).toBeUndefined();
  });

  test.each(terminalStates)('a job deleted after its end (%s) loses nothing', (state) => {
    const ended = tracked(state);
    const gone = missed(missed(ended, t0).job, t0);
    expect(gone.change).toBeUndefined();
    expect(gone.job.state).toBe(state);
  });
});
