import { describe, expect, test } from 'vitest';
import type { KnownUse } from '../../../app/domain/use/gpu-use.ts';
import { hasRecentUse, showUse } from '../../../app/domain/use/shown-use.ts';

const minuteMs = 60_000;
const startTime = Date.UTC(2026, 10, 30, 8);
const at = (minute: number) => startTime + minute * minuteMs;

const pool = (machineType: string) => ({
  workerPoolSpecs: [{ replicaCount: 1, machineSpec: { machineType } }],
});
const run = { project: 'p', jobSpec: pool('g2-standard-8'), startTime, endTime: undefined };
const eight = { ...run, jobSpec: pool('a2-highgpu-8g') };

const seriesOf = (from: number, until: number, labels = {}) => ({
  replica: 'workerpool0-0',
  labels,
  points: Array.from({ length: until - from }, (_, one) => ({
    at: at(from + one + 1),
    share: 0.5,
  })),
});
const known = (...series: readonly ReturnType<typeof seriesOf>[]): KnownUse => ({
  kind: 'known',
  use: { series, readAt: at(0), asOf: undefined },
});

describe('what is shown of the use', () => {
  test('is the last six hours, or all of a shorter run, in parts with a point or more', () => {
    const young = showUse(known(seriesOf(0, 20)), run, at(20));
    expect(young).toMatchObject({ summary: { span: { fromMs: at(0), untilMs: at(20) } } });
    expect(young).toMatchObject({ summary: { replicas: [{ chart: '▅'.repeat(10) }] } });
    const old = showUse(known(seriesOf(0, 600)), run, at(600));
    expect(old).toMatchObject({ summary: { span: { fromMs: at(240), untilMs: at(600) } } });
    expect(old).toMatchObject({ summary: { replicas: [{ chart: '▅'.repeat(24) }] } });
    const brief = showUse(known(seriesOf(0, 1)), run, at(1));
    expect(brief).toMatchObject({ summary: { replicas: [{ chart: '▅' }] } });
  });

  test('ends with the job', () => {
    const ended = { ...run, endTime: at(30) };
    expect(showUse(known(seriesOf(0, 30)), ended, at(90))).toMatchObject({
      isOver: true,
      summary: { span: { fromMs: at(0), untilMs: at(30) } },
    });
    const none = { kind: 'not-known', why: { kind: 'no-use-points', isOver: true } };
    expect(showUse({ kind: 'no-points' }, ended, at(90))).toEqual(none);
    expect(showUse(known(seriesOf(31, 40)), ended, at(90))).toEqual(none);
  });

  test('says if one value is for several GPUs', () => {
    expect(showUse(known(seriesOf(0, 9)), eight, at(9))).toMatchObject({ isOfSeveral: true });
    expect(showUse(known(seriesOf(0, 9)), run, at(9))).toMatchObject({ isOfSeveral: false });
    const each = known(seriesOf(0, 9, { gpu: '0' }), seriesOf(0, 9, { gpu: '1' }));
    expect(showUse(each, eight, at(9))).toMatchObject({ isOfSeveral: false });
  });

  test.each<[KnownUse, object]>([
    [{ kind: 'no-points' }, { kind: 'no-use-points', isOver: false }],
    [{ kind: 'unreadable' }, { kind: 'use-unreadable' }],
    [
      { kind: 'failed', failure: { kind: 'permanent', message: 'no', httpStatus: 403 } },
      { kind: 'use-forbidden', project: 'p' },
    ],
    [
      {
        kind: 'failed',
        failure: { kind: 'permanent', message: 'x', httpStatus: 403, reason: 'SERVICE_DISABLED' },
      },
      { kind: 'monitoring-not-enabled', project: 'p' },
    ],
    [
      { kind: 'failed', failure: { kind: 'transient', message: 'lost' } },
      { kind: 'use-not-read', why: 'lost' },
    ],
  ])('or why it is not known: %o', (one, why) => {
    expect(showUse(one, run, at(9))).toEqual({ kind: 'not-known', why });
  });

  test('is nothing without GPUs, or once its end is out of reach', () => {
    expect(hasRecentUse(run, at(10_000))).toBe(true);
    expect(hasRecentUse({ ...run, jobSpec: pool('n1-standard-4') }, at(9))).toBe(false);
    expect(hasRecentUse({ ...run, endTime: at(30) }, at(389))).toBe(true);
    expect(hasRecentUse({ ...run, endTime: at(30) }, at(390))).toBe(false);
  });
});
