import { expect, test } from 'vitest';
import {
  afterStep,
  defaultRetention,
  expiredBefore,
  isBehind,
  parseRetention,
} from '../../../app/domain/retention/retention.ts';

const day = 86_400_000;

test.each([
  [defaultRetention, { auditMs: 400 * day, jobsMs: 180 * day }],
  ['jobs:90d', { auditMs: 400 * day, jobsMs: 90 * day }],
  [' audit:24h , jobs:forever ', { auditMs: day, jobsMs: undefined }],
  ['audit:forever', { auditMs: undefined, jobsMs: 180 * day }],
])('%s', (text, retention) => {
  expect(parseRetention(text)).toEqual(retention);
});

test.each([
  '',
  'forever',
  '180d',
  'jobs:180',
  'jobs:23h',
  'jobs:0d',
  'jobs:1d,jobs:2d',
  'job:1d',
  'jobs:1d,',
  'jobs:never',
  'jobs=1d',
  'jobs:1d audit:2d',
])('“%s” is refused', (text) => {
  expect(parseRetention(text)).toBeUndefined();
});

test('the audit has a time of its own, and what is kept for ever does not expire', () => {
  const retention = { auditMs: 400, jobsMs: undefined };
  expect(expiredBefore('audit', retention, 1_000)).toBe(600);
  expect(expiredBefore('launches', retention, 1_000)).toBeUndefined();
});

test('a pass goes on soon, and the next begins in an hour', () => {
  const pass = { kind: 'audit', doneAt: 1 } as const;
  const reached = { at: 7, id: 'x' };
  expect(afterStep(pass, reached, 100)).toEqual({ pass: { ...pass, reached }, dueAt: 350 });
  expect(afterStep({ ...pass, reached }, undefined, 100)).toEqual({
    pass: { kind: 'audit', doneAt: 100 },
    dueAt: 3_600_100,
  });
});

test('it is behind a day after the last pass, and not before the first', () => {
  expect(isBehind({ doneAt: 0 }, day)).toBe(false);
  expect(isBehind({ doneAt: 0 }, day + 1)).toBe(true);
  expect(isBehind({}, 9 * day)).toBe(false);
});
