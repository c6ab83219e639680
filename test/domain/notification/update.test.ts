import { expect, test } from 'vitest';
import { foldReasons, type Update } from '../../../app/domain/notification/update.ts';
import { failed } from './samples.ts';

const error = { code: 3, message: 'exit 1' };
const reason: Update = {
  kind: 'job',
  change: { ...failed.change, kind: 'reason', error, errorAwaited: false },
};
const other: Update = { kind: 'launch-dropped', at: 0, by: 'U1' };

test('a reason goes into the failure it belongs to', () => {
  const complete = { kind: 'job', change: { ...failed.change, error, errorAwaited: false } };
  expect(foldReasons([other, failed, other, reason])).toEqual([other, complete, other]);
});

test('a reason without its failure stays what it is', () => {
  expect(foldReasons([other, reason])).toEqual([other, reason]);
});
