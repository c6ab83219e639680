import { describe, expect, test } from 'vitest';
import {
  isScenarioName,
  scenarios,
  type ScenarioName,
} from '../../../../app/sandbox/vertex/job/scenario.ts';
import {
  cancelTimeline,
  historyAt,
  planTimeline,
  redirect,
  rescale,
  stepAt,
  type Timeline,
} from '../../../../app/sandbox/vertex/job/timeline.ts';

const plan = (name: ScenarioName, speed = 1): Timeline => planTimeline(scenarios[name], 0, speed);
const write = (timeline: Timeline): string =>
  timeline.map(({ state, atMs }) => `${state}@${atMs}`).join(' ');
const cancelled = (name: ScenarioName, atMs: number): string => {
  const { cancel, error } = scenarios[name];
  return write(cancelTimeline(plan(name), atMs, 1, cancel, error));
};

const up = 'QUEUED@0 PENDING@1000 RUNNING@4000';
const timelines: Readonly<Record<ScenarioName, string>> = {
  success: `${up} SUCCEEDED@16000`,
  crash: `${up} FAILED@10000`,
  exit127: `${up} FAILED@5000`,
  oom: `${up} FAILED@12000`,
  'out-of-disk': `${up} FAILED@12000`,
  quota: 'QUEUED@0 FAILED@15000',
  'quota-at-create': 'QUEUED@0',
  stockout: 'QUEUED@0 PENDING@1000 FAILED@9000',
  'bad-image': 'QUEUED@0',
  'bad-image-late': 'QUEUED@0 PENDING@1000 FAILED@7000',
  stuck: 'QUEUED@0',
  restart: `${up} PENDING@9000 RUNNING@12000 SUCCEEDED@18000`,
  runaway: up,
  'cancel-loses-race': `${up} SUCCEEDED@64000`,
  'cancel-fails': `${up} SUCCEEDED@64000`,
  'slow-cancel': up,
  'ignore-cancel': up,
  'late-error': `${up} FAILED@10000`,
  expired: 'QUEUED@0 EXPIRED@10000',
  paused: `${up} PAUSED@8000`,
  updating: `${up} UPDATING@8000 RUNNING@11000 SUCCEEDED@16000`,
  'partially-succeeded': `${up} PARTIALLY_SUCCEEDED@12000`,
  future: `${up} HIBERNATING@8000 RUNNING@16000 SUCCEEDED@20000`,
  internal: `${up} FAILED@9000`,
};

test.each(Object.entries(timelines))('%s: %s', (name, timeline) => {
  expect(isScenarioName(name) && write(plan(name))).toBe(timeline);
});

test('a failure has its error, a refusal its message', () => {
  for (const [name, { phases, error, refusal }] of Object.entries(scenarios)) {
    const fails = phases.some(({ state }) => state === 'FAILED');
    if (fails) expect(error, name).toBeDefined();
    if (name === 'bad-image' || name === 'quota-at-create') expect(refusal, name).toBeDefined();
  }
});

test('the state at a time is the last step before it', () => {
  const timeline = plan('success');
  expect([-5, 0, 999, 1000, 15_999, 16_000, 1e12].map((at) => stepAt(timeline, at).state)).toEqual([
    'QUEUED',
    'QUEUED',
    'QUEUED',
    'PENDING',
    'RUNNING',
    'SUCCEEDED',
    'SUCCEEDED',
  ]);
  expect(historyAt(timeline, 4000)).toHaveLength(3);
});

test('speed divides every duration, including the delay of an error', () => {
  expect(write(plan('success', 10))).toBe('QUEUED@0 PENDING@100 RUNNING@400 SUCCEEDED@1600');
  expect(plan('late-error', 10).at(-1)).toMatchObject({ atMs: 1000, errorAtMs: 7000 });
});

describe('limits', () => {
  test('a job that runs past its timeout fails', () => {
    const timeline = planTimeline(scenarios.runaway, 0, 1, { runMs: 5000 });
    expect(write(timeline)).toBe(`${up} FAILED@9000`);
    expect(timeline.at(-1)?.error).toEqual({
      code: 4,
      message: 'The job exceeded its timeout of 5s.',
    });
  });

  test('a timeout counts from the first RUNNING, restarts included', () => {
    const timeline = planTimeline(scenarios.restart, 0, 1, { runMs: 7000 });
    expect(write(timeline)).toBe(`${up} PENDING@9000 FAILED@11000`);
  });

  test('a job that ends in time is left alone', () => {
    expect(write(planTimeline(scenarios.success, 0, 1, { runMs: 12_001 }))).toBe(timelines.success);
  });

  test('a job that waits past its maximum fails', () => {
    const timeline = planTimeline(scenarios.stuck, 0, 1, { waitMs: 2000 });
    expect(write(timeline)).toBe('QUEUED@0 FAILED@2000');
  });
});

describe('cancel', () => {
  test('goes through CANCELLING to CANCELLED with code 1', () => {
    expect(cancelled('runaway', 5000)).toBe(`${up} CANCELLING@5000 CANCELLED@7000`);
    const timeline = cancelTimeline(plan('runaway'), 5000, 1, scenarios.runaway.cancel);
    expect(timeline.at(-1)?.error).toEqual({ code: 1, message: 'CANCELED' });
  });

  test.each([
    ['cancel-loses-race', `${up} CANCELLING@5000 SUCCEEDED@7000`],
    ['cancel-fails', `${up} CANCELLING@5000 FAILED@7000`],
    ['slow-cancel', `${up} CANCELLING@8000 CANCELLED@38000`],
    ['ignore-cancel', `${up} CANCELLING@5000`],
    ['stuck', 'QUEUED@0 CANCELLING@5000 CANCELLED@7000'],
  ] as const)('%s', (name, timeline) => {
    expect(cancelled(name, 5000)).toBe(timeline);
  });

  test('a job that ends before the cancel reaches it keeps its end', () => {
    const cancel = { delayMs: 3000, ms: 1000, end: 'CANCELLED' };
    const timeline = cancelTimeline(plan('exit127'), 4500, 1, cancel);
    expect(write(timeline)).toBe(timelines.exit127);
  });
});

test('redirecting keeps the past and replaces the future', () => {
  const timeline = redirect(plan('success'), 5000, [{ state: 'PAUSED', atMs: 5000 }]);
  expect(write(timeline)).toBe(`${up} PAUSED@5000`);
});

test('a change of speed moves only future steps', () => {
  expect(write(rescale(plan('success'), 4000, 4))).toBe(`${up} SUCCEEDED@7000`);
});
