import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../../app/domain/cost/estimate.ts';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import { costSoFar, jobCost, runCost } from '../../../app/domain/launch/run-cost.ts';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';
import { jobOf, launchOf, t0 } from '../../blocks/samples.ts';

const hour = 3_600_000;
const twoDollars = { known: true, hourly: 2_000_000_000n } as const;
const estimate: Estimate = { total: twoDollars, pools: [twoDollars] };
const run = { startTime: t0, endTime: t0 + hour, endedAt: t0 + 2 * hour, restarts: 0 };

describe('runCost', () => {
  test('counts from the first RUNNING to the end as Vertex tells it, else as it was seen', () => {
    expect(runCost(estimate, run)).toEqual({ known: true, amount: 2_000_000_000n, atMost: false });
    expect(runCost(estimate, { ...run, endTime: undefined })).toMatchObject({
      amount: 4_000_000_000n,
    });
  });

  test('is an upper bound after restarts, since it was without machines in between', () => {
    expect(runCost(estimate, { ...run, restarts: 2 })).toMatchObject({ atMost: true });
  });

  test('says nothing of what never ran, and not known where the price is not', () => {
    expect(runCost(estimate, { ...run, startTime: undefined })).toBeUndefined();
    expect(runCost(undefined, run)).toBeUndefined();
    const unknown: Estimate = { total: { known: false, why: 'x' }, pools: [] };
    expect(runCost(unknown, run)).toEqual({ known: false });
  });

  test('of a job that goes on there is none yet', () => {
    expect(jobCost(estimate, jobOf('x'))).toBeUndefined();
    expect(jobCost(estimate, undefined)).toBeUndefined();
    expect(jobCost(estimate, jobOf('x', { state: 'FAILED', endTime: t0 + hour }))).toMatchObject({
      amount: 1_800_000_000n,
    });
  });
});

describe('costSoFar', () => {
  const soFar = (job: Partial<TrackedJob> | undefined, launch: Partial<Launch> = {}) =>
    costSoFar(
      {
        launch: launchOf('x', { estimate, ...launch }),
        job: job && jobOf('x', { startTime: t0, ...job }),
      },
      t0 + 3 * hour,
    );

  test('grows until the end, and stays from then on', () => {
    expect(soFar({})).toMatchObject({ known: true, amount: 6_000_000_000n });
    expect(soFar({ state: 'FAILED', endTime: t0 + hour })).toMatchObject({
      amount: 2_000_000_000n,
    });
  });

  test.each(['requested', 'accepted', 'failed', 'cancelled'] as const)(
    'is none of a launch that is %s: no machine ran',
    (state) => expect(soFar(undefined, { state })).toBe('not-run'),
  );
  test('is none of a job that waits, or never ran', () => {
    expect(soFar({ startTime: undefined })).toBe('not-run');
    expect(soFar({ startTime: undefined, state: 'CANCELLED' })).toBe('not-run');
  });

  test.each(['submitting', 'doubt', 'unknown', 'dropped'] as const)(
    'is not known of a launch that is %s: its job may run unseen',
    (state) => expect(soFar(undefined, { state })).toBeUndefined(),
  );
  test('is not known without an estimate, or of what was deleted while it ran', () => {
    expect(soFar({}, { estimate: undefined })).toBeUndefined();
    expect(soFar({ gone: true })).toBeUndefined();
  });
});
