import type { Lock } from '../../../app/domain/lock/lock.ts';
import { describe, expect, test } from 'vitest';
import {
  isFailure,
  isTold,
  notificationLevels,
  severityOf,
} from '../../../app/domain/notification/notification-level.ts';
import {
  updateSchema,
  type GuardBreach,
  type Update,
} from '../../../app/domain/notification/update.ts';

const at = 1_700_000_000_000;
const job = { projectNumber: '1', location: 'us-central1', id: '2' };
const failure = { kind: 'permanent', message: 'no' } as const;
const breach: GuardBreach = {
  rule: {
    ...{ kind: 'duration', ms: 9, warnAt: 0.8, act: 'cancel' },
    ...{ graceMs: 1, source: 'policy' },
  },
  measured: { kind: 'time', ms: 8, limitMs: 9 },
};
const lock: Lock = {
  number: 1,
  scope: { kind: 'all' },
  reason: 'x',
  by: 'U1',
  channel: 'C1',
  at: 0,
};

function changed(to: string, kind: 'state' | 'reason' | 'gone' = 'state'): Update {
  const facts = { at, observedAt: at, createTime: at, errorAwaited: false, restarts: 0 };
  return { kind: 'job', change: { kind, to, ...facts } };
}

/** Each update with the modes that tell it. */
const table: readonly (readonly [string, Update, readonly string[], boolean?])[] = [
  ['launched', { kind: 'launched', at, job, adopted: false }, ['all']],
  ['found again', { kind: 'launched', at, job, adopted: true }, ['all', 'failures', 'quiet']],
  ['QUEUED', changed('QUEUED'), ['all']],
  ['PENDING', changed('PENDING'), ['all']],
  ['RUNNING', changed('RUNNING'), ['all']],
  ['UPDATING', changed('UPDATING'), ['all']],
  ['CANCELLING', changed('CANCELLING'), ['all']],
  ['CANCELLING that was asked for', changed('CANCELLING'), ['all'], true],
  ['SUCCEEDED', changed('SUCCEEDED'), ['all']],
  ['SUCCEEDED before a cancel', changed('SUCCEEDED'), ['all', 'failures', 'quiet'], true],
  ['FAILED', changed('FAILED'), ['all', 'failures']],
  ['FAILED before a cancel', changed('FAILED'), ['all', 'failures', 'quiet'], true],
  ['EXPIRED', changed('EXPIRED'), ['all', 'failures']],
  ['PARTIALLY_SUCCEEDED', changed('PARTIALLY_SUCCEEDED'), ['all', 'failures']],
  ['CANCELLED elsewhere', changed('CANCELLED'), ['all', 'failures']],
  ['CANCELLED as asked', changed('CANCELLED'), ['all', 'failures', 'quiet'], true],
  ['PAUSED', changed('PAUSED'), ['all', 'failures']],
  ['a state nobody knows', changed('HIBERNATING'), ['all', 'failures']],
  ['deleted', changed('RUNNING', 'gone'), ['all', 'failures']],
  ['deleted while a cancel was on', changed('RUNNING', 'gone'), ['all', 'failures', 'quiet'], true],
  ['a late reason', changed('FAILED', 'reason'), ['all', 'failures']],
  ['a log', { kind: 'log-tail', at, lines: [], completes: 'job:3' }, ['all', 'failures']],
  [
    'the use of GPUs',
    { kind: 'run-use', at, average: 0.5, idleShare: 0, alike: true, completes: 'job:3' },
    ['all'],
  ],
  ['in doubt', { kind: 'launch-in-doubt', at, failure }, ['all', 'failures']],
  ['refused', { kind: 'launch-failed', at, failure }, ['all', 'failures', 'quiet']],
  [
    'approval asked',
    { kind: 'approval-asked', at, expiresAt: at + 1 },
    ['all', 'failures', 'quiet'],
  ],
  [
    'approvers reminded',
    { kind: 'approval-reminder', at, expiresAt: at + 1 },
    ['all', 'failures', 'quiet'],
  ],
  [
    'approved',
    { kind: 'approval-decided', at, verdict: 'approved', by: 'U0BO' },
    ['all', 'failures', 'quiet'],
  ],
  ['locked', { kind: 'launch-locked', at, lock }, ['all', 'failures', 'quiet']],
  [
    'blocked',
    { kind: 'launch-blocked', at, why: { kind: 'runs-too-long', wantedMs: 2, mostMs: 1 } },
    ['all', 'failures', 'quiet'],
  ],
  ['unknown', { kind: 'launch-unknown', at, looks: 3, token: 't' }, ['all', 'failures', 'quiet']],
  ['two run', { kind: 'launch-late', at, otherHandle: 'b2k7' }, ['all', 'failures', 'quiet']],
  ['prevented', { kind: 'launch-cancelled', at, by: 'U1' }, ['all', 'failures', 'quiet']],
  ['given up', { kind: 'launch-dropped', at, by: 'U1' }, ['all', 'failures', 'quiet']],
  [
    'run again',
    { kind: 'rerun', at, by: 'U1', handle: 'b2k7', channel: 'C1', rootTs: '1.1' },
    ['all', 'failures', 'quiet'],
  ],
  [
    'a cancel',
    { kind: 'cancel-asked', at, by: 'U1', waitsForJob: false },
    ['all', 'failures', 'quiet'],
  ],
  ['a refused cancel', { kind: 'cancel-refused', at, failure }, ['all', 'failures', 'quiet']],
  ['an overdue cancel', { kind: 'cancel-overdue', at, askedAt: at }, ['all', 'failures', 'quiet']],
  [
    'a next attempt',
    { kind: 'next-rung', at, why: 'ended', attempt: 2, of: 3 },
    ['all', 'failures', 'quiet'],
  ],
  [
    'a warning of a guard',
    { kind: 'guard-warning', at, stage: 'near', ...breach, extendableMs: 0 },
    ['all', 'failures', 'quiet'],
  ],
  ['a guard’s trial', { kind: 'guard-dry-run', at, ...breach }, ['all', 'failures', 'quiet']],
  [
    'an extension',
    { kind: 'guard-extended', at, by: 'U2', ms: 1, leftMs: 1 },
    ['all', 'failures', 'quiet'],
  ],
  ['a watch', { kind: 'watched', at, job, by: 'U2', criterion: 'name=x' }, ['all']],
];

describe('what a channel is told', () => {
  const rows = table.map(
    ([name, update, modes, answers = false]) => [name, update, modes, answers] as const,
  );
  test.each(rows)('%s', (_, update, modes, answers) => {
    const severity = severityOf(update, answers);
    expect(notificationLevels.filter((mode) => isTold(mode, severity))).toEqual(modes);
  });

  test('the table has every kind', () => {
    const kinds = updateSchema.options.map(({ shape }) => shape.kind.value);
    expect(table.map(([, { kind }]) => kind)).toEqual(expect.arrayContaining(kinds));
  });
});

test('a failure is shown in the channel, and what completes it is not', () => {
  expect(table.filter(([, update]) => isFailure(update)).map(([name]) => name)).toEqual([
    'FAILED',
    'FAILED before a cancel',
    'EXPIRED',
    'PARTIALLY_SUCCEEDED',
    'refused',
  ]);
});
