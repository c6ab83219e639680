import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areAlike } from '../../../app/domain/use/gpu-replicas.ts';
import { largestGapMs } from '../../../app/domain/use/idle-series.ts';
import { runUseOf } from '../../../app/domain/use/run-use.ts';

const minuteMs = 60_000;
const fromMs = Date.UTC(2026, 10, 30, 8);
const run = { fromMs, untilMs: fromMs + 60 * minuteMs };
const steady = (share: number, from: number, until: number) =>
  Array.from({ length: until - from }, (_, minute) => ({
    at: fromMs + (from + minute + 1) * minuteMs,
    share,
  }));
const useOf = (...replicas: readonly (readonly { at: number; share: number }[])[]) => ({
  series: replicas.map((points, index) => ({ replica: `r${index}`, points, labels: {} })),
  readAt: run.untilMs,
  asOf: undefined,
});

describe('the use over a run', () => {
  test('is weighed by time and replicas', () => {
    const half = [...steady(0.8, 0, 30), ...steady(0.04, 30, 60)];
    const use = runUseOf(useOf(half, steady(0.6, 0, 60)), ['r0', 'r1'], run);
    expect(use?.average).toBeCloseTo((0.42 + 0.6) / 2);
    expect(use?.idleShare).toBeCloseTo(0.25);
  });

  test('is not known with a gap, at an end as in between, or without a replica', () => {
    const whole = steady(0, 0, 60);
    const known = (...replicas: readonly (typeof whole)[]) =>
      runUseOf(useOf(...replicas), ['r0'], run) !== undefined;
    expect(known(whole)).toBe(true);
    expect(known(whole.slice(2))).toBe(true);
    expect(known(whole.slice(3))).toBe(false);
    expect(known(whole.slice(0, -3))).toBe(true);
    expect(known(whole.slice(0, -4))).toBe(false);
    expect(known([...whole.slice(0, 20), ...whole.slice(23)])).toBe(false);
    expect(known([])).toBe(false);
    expect(known(whole, whole.slice(30))).toBe(false);
    expect(runUseOf(useOf(whole), ['r0', 'r1'], run)).toBeUndefined();
    expect(runUseOf(useOf(), [], run)).toBeUndefined();
    expect(runUseOf(useOf(whole), ['r0'], { fromMs, untilMs: fromMs })).toBeUndefined();
  });

  test('is a share from 0 to 1, and known only if no instant is far from a point', () => {
    const steps = fc.array(
      fc.record({
        ms: fc.integer({ min: 1_000, max: 4 * minuteMs }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, (some) => {
        let at = fromMs;
        const points = some.map(({ ms, share }) => ({ at: (at += ms), share }));
        const use = runUseOf(useOf(points), ['r0'], run);
        const edges = [fromMs, ...points.map((one) => one.at).filter((one) => one <= run.untilMs)];
        const isWhole = [...edges, run.untilMs].every(
          (edge, one) => edge - (edges[one - 1] ?? fromMs) <= largestGapMs,
        );
        expect(use !== undefined).toBe(isWhole && edges.length > 1);
        for (const share of [use?.average ?? 0, use?.idleShare ?? 0]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});

test('replicas are alike with one machine for all pools, each with GPUs', () => {
  const pool = (machineType: string, diskSpec?: object) => ({
    replicaCount: 2,
    machineSpec: { machineType },
    diskSpec,
  });
  const alike = (...workerPoolSpecs: readonly object[]) => areAlike({ workerPoolSpecs });
  expect(alike(pool('g2-standard-8'))).toBe(true);
  expect(alike(pool('g2-standard-8'), {}, pool('g2-standard-8'))).toBe(true);
  expect(alike(pool('g2-standard-8'), pool('g2-standard-24'))).toBe(false);
  expect(alike(pool('g2-standard-8'), pool('n1-standard-4'))).toBe(false);
  expect(alike(pool('g2-standard-8'), pool('g2-standard-8', { bootDiskSizeGb: 900 }))).toBe(false);
  expect(alike()).toBe(false);
});
