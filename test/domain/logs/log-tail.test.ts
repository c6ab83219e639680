import { describe, expect, test } from 'vitest';
import { failedReplica, lastWords, nextTry, tailOf } from '../../../app/domain/logs/log-tail.ts';
import type { JobChange, TrackedJob } from '../../../app/domain/job/tracked-job.ts';

const job: TrackedJob = {
  key: { projectNumber: '1', location: 'l', id: '2' },
  target: { project: 'p', location: 'l' },
  name: 'n',
  handle: 'a3f9',
  displayName: 'd',
  state: 'FAILED',
  stateSince: 5,
  version: 4,
  createTime: 0,
  startTime: 1,
  errorAwaited: false,
  restarts: 0,
  misses: 0,
  gone: false,
  observedAt: 9,
};
const change: JobChange = {
  kind: 'state',
  to: 'FAILED',
  at: 5,
  observedAt: 9,
  createTime: 0,
  errorAwaited: false,
  restarts: 0,
};

describe('the last lines are wanted', () => {
  test('of a job that ran and failed, for the update that tells it', () => {
    expect(tailOf('l1', job, change)).toEqual({
      launchId: 'l1',
      completes: 'job:4',
      endedAt: 5,
      attempts: 0,
    });
  });

  test.each<[Partial<JobChange>, Partial<TrackedJob>]>([
    [{ to: 'CANCELLED' }, {}],
    [{ to: 'SUCCEEDED' }, {}],
    [{ kind: 'reason' }, {}],
    [{ kind: 'gone' }, {}],
    [{}, { startTime: undefined }],
  ])('not of others: %j %j', (other, otherJob) => {
    expect(tailOf('l1', { ...job, ...otherJob }, { ...change, ...other })).toBeUndefined();
  });
});

test('they are the program’s own, fit to be shown', () => {
  const entry = (text: string, replica = 'workerpool0-0') => ({
    severity: 'ERROR',
    replica,
    text,
  });
  const entries = [
    ...Array.from({ length: 9 }, (_, index) => entry(`line ${index}`)),
    entry('token=abcdefgh'),
    entry('Job failed.', 'service'),
  ];
  expect(lastWords(entries).map(({ text }) => text)).toEqual([
    ...['line 2', 'line 3', 'line 4', 'line 5', 'line 6', 'line 7', 'line 8'],
    'token=[redacted]',
  ]);
});

test('of the replica that the error names', () => {
  const message = 'The replica workerpool1-2 exited with a non-zero status of 1.';
  expect(failedReplica({ code: 3, message })).toBe('workerpool1-2');
  expect(
    failedReplica({ code: 8, message: 'Replicas low on memory: workerpool0' }),
  ).toBeUndefined();
  expect(failedReplica(undefined)).toBeUndefined();
});

test('they are looked for ever more rarely, and not for ever', () => {
  const pauses: number[] = [];
  let tail = { launchId: 'l1', completes: 'job:4', endedAt: 0, attempts: 0 };
  for (;;) {
    const next = nextTry(tail, 100, 15);
    if (next.dueAt === undefined) break;
    pauses.push(next.dueAt - 100);
    tail = { ...tail, attempts: next.attempts };
  }
  expect(pauses).toEqual([15, 30, 60, 120, 240]);
});
