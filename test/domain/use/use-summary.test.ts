import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failed, succeeded } from '../../../app/domain/error/failure.ts';
import { isUseDenied, useOf } from '../../../app/domain/use/gpu-use.ts';
import { chartOf, summarizeUse } from '../../../app/domain/use/use-summary.ts';

const minuteMs = 60_000;
const fromMs = Date.UTC(2026, 10, 30, 8);
const span = { fromMs, untilMs: fromMs + 80 * minuteMs };
const point = (minute: number, share: number) => ({ at: fromMs + minute * minuteMs, share });
const ramp = Array.from({ length: 80 }, (_, one) => point(one + 1, Math.floor(one / 10) / 7));

describe('a line of block characters', () => {
  test('rises with the use, and a gap is no low block', () => {
    expect(chartOf(ramp, span, 8)).toBe('▁▂▃▄▅▆▇█');
    const holed = ramp.filter(
      ({ at }) => at <= fromMs + 20 * minuteMs || at > fromMs + 50 * minuteMs,
    );
    expect(chartOf(holed, span, 8)).toBe('▁▂···▆▇█');
    expect(chartOf([], span, 8)).toBe('········');
    expect(chartOf([point(80, 0)], span, 8)).toBe('·······▁');
  });

  test('has one character for each part, whatever the points', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.integer(), share: fc.double() })),
        fc.integer({ min: 1, max: 60 }),
        (points, width) => {
          expect(Array.from(chartOf(points, span, width))).toHaveLength(width);
        },
      ),
    );
  });
});

describe('a summary', () => {
  const series = [
    { replica: 'workerpool0-0', points: ramp.map((one) => ({ ...one, share: 0.8 })), labels: {} },
    {
      replica: 'workerpool0-1',
      points: [point(-5, 1), point(10, 0.2), point(20, 0.4)],
      labels: { gpu: '1', a: 'b' },
    },
  ];
  const use = { series, readAt: span.untilMs, asOf: span.untilMs };

  test('has the least used first, and before them those without points, which count for nothing', () => {
    const summary = summarizeUse(use, ['workerpool0-0', 'workerpool0-1', 'workerpool0-2'], span, 8);
    expect(summary.replicas.map(({ name }) => name)).toEqual([
      'workerpool0-2',
      'workerpool0-1 a=b gpu=1',
      'workerpool0-0',
    ]);
    expect(summary.replicas.map(({ chart }) => chart)).toEqual([
      '········',
      '▂▄······',
      '▇▇▇▇▇▇▇▇',
    ]);
    expect(summary.average).toBeCloseTo((0.8 + 0.3) / 2);
    expect(summary).toMatchObject({ known: 2, asOf: span.untilMs });
  });

  test('knows nothing without points', () => {
    const none = { series: [], readAt: 0, asOf: undefined };
    expect(summarizeUse(none, ['workerpool0-0'], span, 3)).toEqual({
      span,
      average: undefined,
      known: 0,
      asOf: undefined,
      replicas: [{ name: 'workerpool0-0', average: undefined, chart: '···' }],
    });
  });
});

test('a job of which a reading says nothing has no use of 0 %, but none that is known', () => {
  const use = { series: [], readAt: 1, asOf: undefined };
  const jobs = new Map([
    ['1', use],
    ['2', use],
  ]);
  const reading = succeeded({ readAt: 1, jobs, unreadable: new Set(['2']) });
  expect(useOf(reading, '1')).toEqual({ kind: 'known', use });
  expect(useOf(reading, '2')).toEqual({ kind: 'unreadable' });
  expect(useOf(reading, '3')).toEqual({ kind: 'no-points' });
  const failure = { kind: 'permanent', message: 'no', httpStatus: 403 } as const;
  expect(useOf(failed(failure), '1')).toEqual({ kind: 'failed', failure });
  expect(isUseDenied(failure)).toBe(true);
  expect(isUseDenied({ kind: 'transient', message: 'no' })).toBe(false);
});
