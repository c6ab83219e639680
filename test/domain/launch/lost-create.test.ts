import { describe, expect, test } from 'vitest';
import type { Failure, FailureKind } from '../../../app/domain/error/failure.ts';
import type { Observation } from '../../../app/domain/job/job.ts';
import {
  afterCreate,
  afterEmptyLook,
  afterFailedLook,
  intoDoubt,
  isOwnJob,
} from '../../../app/domain/launch/lost-create.ts';
import type { Launch } from '../../../app/domain/launch/launch.ts';

const t0 = Date.UTC(2026, 10, 24, 12);
const settings = { quarantineMs: 180_000 };

const launch: Launch = {
  id: 'l1',
  requestKey: 'command:1',
  handle: 'a3f9',
  state: 'submitting',
  template: { name: 'resnet', version: 'abc' },
  parameters: {},
  target: { project: 'ml-prod', location: 'us-central1' },
  body: { displayName: 'resnet', jobSpec: {} },
  requester: { userId: 'U1', teamId: 'T1', channel: 'C1' },
  requestedAt: t0,
  submittedAt: t0,
  attempts: 0,
};

const failure = (kind: FailureKind, more: Partial<Failure> = {}): Failure => ({
  kind,
  message: 'no',
  ...more,
});

describe('after create', () => {
  test('what never left is sent again soon, and not before it is welcome', () => {
    const step = afterCreate(launch, failure('not-sent'), t0, settings);
    expect(step.launch).toMatchObject({ state: 'accepted', attempts: 1 });
    expect(step.dueAt).toBe(t0 + 1_000);
    const asked = afterCreate(launch, failure('not-sent', { retryAfterMs: 9_000 }), t0, settings);
    expect(asked.dueAt).toBe(t0 + 9_000);
  });

  test.each(['user', 'permanent'] as const)('a refusal (%s) is final', (kind) => {
    const step = afterCreate(launch, failure(kind), t0, settings);
    expect(step.launch.state).toBe('failed');
    expect(step.dueAt).toBeUndefined();
  });

  test.each(['in-doubt', 'transient'] as const)('anything else (%s) is in doubt', (kind) => {
    const step = afterCreate(launch, failure(kind), t0, settings);
    expect(step.launch.state).toBe('doubt');
    expect(step.dueAt).toBeGreaterThan(t0);
  });
});

describe('in doubt', () => {
  test('looks several times over the whole quarantine before a person is asked', () => {
    let step = intoDoubt(launch, failure('in-doubt'), t0, settings);
    const looks: number[] = [];
    while (step.dueAt !== undefined && looks.length < 50) {
      looks.push(step.dueAt - t0);
      step = afterEmptyLook(step.launch, step.dueAt, settings);
    }
    expect(step.launch.state).toBe('unknown');
    expect(looks.length).toBeGreaterThanOrEqual(5);
    expect(looks[0]).toBeLessThanOrEqual(5_000);
    expect(looks.at(-1)).toBeGreaterThanOrEqual(settings.quarantineMs);
  });

  test('the quarantine begins when the create is sent, however long the launch waited before', () => {
    const looked = { ...launch, state: 'doubt', attempts: 10 } as const;
    const held = { ...looked, requestedAt: t0 - 10 * settings.quarantineMs };
    expect(afterEmptyLook(held, t0 + 1_000, settings).launch.state).toBe('doubt');
    const ended = t0 + settings.quarantineMs;
    expect(afterEmptyLook(held, ended, settings).launch.state).toBe('unknown');
  });

  test('a doubt that begins after the quarantine still looks three times', () => {
    const late = t0 + 10 * settings.quarantineMs;
    const first = afterEmptyLook(
      intoDoubt(launch, failure('in-doubt'), late, settings).launch,
      late,
      settings,
    );
    expect(first.launch.state).toBe('doubt');
    const second = afterEmptyLook(first.launch, late, settings);
    expect(second.launch.state).toBe('doubt');
    expect(afterEmptyLook(second.launch, late, settings).launch.state).toBe('unknown');
  });

  test('a look that failed counts for nothing', () => {
    const doubt = intoDoubt(launch, failure('in-doubt'), t0, settings).launch;
    const step = afterFailedLook(
      doubt,
      failure('transient', { retryAfterMs: 99_000 }),
      t0,
      settings,
    );
    expect(step).toEqual({ launch: doubt, dueAt: t0 + 99_000 });
  });
});

describe('whose job', () => {
  const seen: Observation = {
    key: { projectNumber: '1', location: 'us-central1', id: '2' },
    name: 'projects/1/locations/us-central1/customJobs/2',
    displayName: 'resnet',
    state: 'RUNNING',
    createTime: t0,
    labels: { 'launch-id': 'l1' },
  };

  test('a job that bears the label, the name, the place and the time is the launch’s', () => {
    expect(isOwnJob(launch, seen)).toBe(true);
  });

  test.each([
    ['another name (a clone from the console)', { displayName: 'copy of resnet' }],
    ['another location', { key: { ...seen.key, location: 'europe-west4' } }],
    ['made long before the launch was sent', { createTime: t0 - 600_000 }],
  ])('not one with %s', (_, other) => {
    expect(isOwnJob(launch, { ...seen, ...other })).toBe(false);
  });

  test('not while nothing was sent', () => {
    expect(isOwnJob({ ...launch, submittedAt: undefined }, seen)).toBe(false);
  });
});
