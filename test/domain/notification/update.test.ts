import { expect, test } from 'vitest';
import type { JobChange } from '../../../app/domain/job/tracked-job.ts';
import { foldReasons, type Update } from '../../../app/domain/notification/update.ts';

const change: JobChange = {
  kind: 'state',
  to: 'FAILED',
  at: 0,
  observedAt: 0,
  createTime: 0,
  errorAwaited: true,
  restarts: 0,
};
const error = { code: 3, message: 'exit 1' };
const failed: Update = { kind: 'job', change };
const reason: Update = {
  kind: 'job',
  change: { ...change, kind: 'reason', error, errorAwaited: false },
};
const other: Update = { kind: 'launch-dropped', at: 0, by: 'U1' };

test('a reason goes into the failure it belongs to', () => {
  const complete = { kind: 'job', change: { ...change, error, errorAwaited: false } };
  expect(foldReasons([other, failed, other, reason])).toEqual([other, complete, other]);
});

test('a reason without its failure stays what it is', () => {
  expect(foldReasons([other, reason])).toEqual([other, reason]);
});
