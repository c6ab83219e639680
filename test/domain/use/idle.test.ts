import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GpuPoint, JobUse } from '../../../app/domain/use/gpu-use.ts';
import type { IdleRule } from '../../../app/domain/guard/idle-rule.ts';
import { judgeIdle } from '../../../app/domain/use/idle.ts';
import { largestGapMs, mostLagMs } from '../../../app/domain/use/idle-series.ts';

const minuteMs = 60_000;
const start = Date.UTC(2026, 10, 30, 8);
const at = (minute: number) => start + minute * minuteMs;
const rule: IdleRule = { below: 0.05, forMs: 30 * minuteMs, share: 1, from: 'any' };
const names = (count: number) => Array.from({ length: count }, (_, one) => `workerpool0-${one}`);

/** A point a minute, from `from` to `until` (minutes). */
const steady = (share: number, from: number, until: number): readonly GpuPoint[] =>
  Array.from({ length: until - from + 1 }, (_, one) => ({ at: at(from + one), share }));

function useOf(...replicas: readonly (readonly GpuPoint[])[]): JobUse {
  const series = replicas.flatMap((points, one) =>
    points.length === 0 ? [] : [{ replica: `workerpool0-${one}`, points, labels: {} }],
  );
  return { series, readAt: at(0), asOf: undefined };
}

function judge(use: JobUse, minute: number, more: Partial<IdleRule> = {}, replicas = 1) {
  const job = { runningSince: start, gpuReplicas: names(replicas) };
  return judgeIdle({ ...rule, ...more }, use, job, at(minute));
}

describe('one replica', () => {
  test('idles once its points say so for the whole time', () => {
    expect(judge(useOf(steady(0.01, 1, 29)), 30)).toMatchObject({ why: 'too-early' });
    const idle = { kind: 'idle', sinceMs: start, idleReplicas: 1, replicas: 1 };
    expect(judge(useOf(steady(0.01, 1, 30)), 31)).toMatchObject(idle);
    expect(judge(useOf([...steady(0.9, 1, 60), ...steady(0.01, 61, 90)]), 92)).toMatchObject({
      kind: 'idle',
      sinceMs: at(60),
    });
    expect(judge(useOf([...steady(0.9, 1, 61), ...steady(0.01, 62, 90)]), 92).kind).toBe('busy');
  });

  test('is busy at the bound itself, and by one point of many', () => {
    expect(judge(useOf(steady(0.05, 1, 40)), 41).kind).toBe('busy');
    const once = steady(0, 1, 40).map((point, minute) =>
      minute === 20 ? { ...point, share: 0.5 } : point,
    );
    expect(judge(useOf(once), 41).kind).toBe('busy');
  });

  test('is not known without points, with a gap, or when the newest are too old', () => {
    expect(judge(useOf([]), 60)).toEqual({
      kind: 'not-known',
      why: 'no-points',
      unknown: ['workerpool0-0'],
      idleReplicas: 0,
      replicas: 1,
    });
    expect(judge(useOf([]), 3)).toMatchObject({ why: 'too-early' });
    const holed = [...steady(0, 1, 40), ...steady(0, 44, 60)];
    expect(judge(useOf(holed), 61)).toMatchObject({ kind: 'not-known', why: 'gap' });
    expect(judge(useOf([...steady(0, 1, 40), ...steady(0, 43, 60)]), 61).kind).toBe('idle');
    expect(judge(useOf(steady(0, 1, 40)), 45).kind).toBe('idle');
    expect(judge(useOf(steady(0, 1, 40)), 46)).toMatchObject({ kind: 'not-known', why: 'late' });
    expect(judge(useOf(steady(0.5, 1, 40)), 46).kind).toBe('busy');
  });

  test('points before the job ran, or after now, do not count', () => {
    expect(judge(useOf(steady(0, -60, 0)), 60)).toMatchObject({ why: 'no-points' });
    expect(judge(useOf([...steady(0, 1, 40), ...steady(0.9, 50, 60)]), 41).kind).toBe('idle');
  });
});

describe('from the start', () => {
  const fromStart = { from: 'start' } as const;

  test('only what never worked idles', () => {
    expect(judge(useOf(steady(0, 1, 29)), 30, fromStart)).toMatchObject({ why: 'too-early' });
    expect(judge(useOf(steady(0, 1, 300)), 301, fromStart)).toMatchObject({
      kind: 'idle',
      sinceMs: start,
    });
    const late = useOf([...steady(0, 1, 45), { at: at(46), share: 0.6 }, ...steady(0, 47, 200)]);
    expect(judge(late, 201, fromStart).kind).toBe('busy');
  });

  test('is not known if the start was not read', () => {
    expect(judge(useOf(steady(0, 100, 200)), 201, fromStart)).toMatchObject({ why: 'gap' });
  });
});

describe('several replicas', () => {
  const idle = steady(0, 1, 60);
  const busy = steady(0.9, 1, 60);

  test('share says how many must idle', () => {
    const oneOfFour = useOf(idle, busy, busy, busy);
    expect(judge(oneOfFour, 61, {}, 4)).toMatchObject({ kind: 'busy', idleReplicas: 1 });
    expect(judge(oneOfFour, 61, { share: 0.25 }, 4).kind).toBe('idle');
    expect(judge(oneOfFour, 61, { share: 0.26 }, 4).kind).toBe('busy');
    expect(judge(useOf(idle, idle, idle, idle), 61, {}, 4)).toMatchObject({
      kind: 'idle',
      idleReplicas: 4,
      replicas: 4,
    });
  });

  test('one without points leaves all not known, unless it can’t matter', () => {
    expect(judge(useOf(idle, idle, []), 61, {}, 3)).toMatchObject({
      kind: 'not-known',
      unknown: ['workerpool0-2'],
    });
    expect(judge(useOf(idle, busy, []), 61, {}, 3).kind).toBe('busy');
    expect(judge(useOf(idle, busy, []), 61, { share: 0.3 }, 3).kind).toBe('not-known');
  });

  test('each series of a replica counts, and so does a replica that the spec does not name', () => {
    const gpu = (index: string, points: readonly GpuPoint[]) => ({
      replica: 'workerpool0-0',
      points,
      labels: { gpu: index },
    });
    const series = [gpu('0', idle), gpu('1', busy)];
    const use = { series, readAt: at(61), asOf: at(60) };
    expect(judge(use, 61)).toMatchObject({ kind: 'busy', idleReplicas: 1, replicas: 2 });
    expect(judge(use, 61, { share: 0.5 }).kind).toBe('idle');
    expect(judge(useOf(idle, busy), 61, {}, 1)).toMatchObject({ kind: 'busy', replicas: 2 });
    expect(judge(useOf(), 61, {}, 0)).toMatchObject({ kind: 'not-known', why: 'no-gpus' });
  });
});

/** A point a minute or so, mostly low, with a hole or some work now and then. */
const series = fc.noShrink(
  fc.integer({ min: 0, max: 2 ** 31 }).map((seed): readonly GpuPoint[] => {
    const random = randomFrom(seed);
    const [holes, work] = [random() * 0.05, random() * 0.05];
    const points: GpuPoint[] = [];
    let time = start - 5 * minuteMs;
    while (time < start + 90 * minuteMs && points.length < 100) {
      time += Math.round(random() < holes ? random() * 15 * minuteMs : minuteMs * (0.5 + random()));
      points.push({ at: time, share: random() < work ? random() : random() * 0.049 });
    }
    return points;
  }),
);
const situation = fc.record({
  replicas: fc.array(series, { minLength: 1, maxLength: 4 }),
  forMs: fc.integer({ min: minuteMs, max: 30 * minuteMs }),
  share: fc.constantFrom(0.01, 0.25, 0.5, 1),
  from: fc.constantFrom('start', 'any'),
  minute: fc.integer({ min: 0, max: 100 }),
});

/** A linear congruential generator with the constants of Numerical Recipes. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

function verdictOf({ replicas, minute, ...more }: Situation) {
  return judge(useOf(...replicas), minute, more, replicas.length);
}

/** Told from the points alone, minute by minute: nothing missing, nothing at work. */
function isProvenIdle(points: readonly GpuPoint[], { forMs, from, minute }: Situation): boolean {
  const now = at(minute);
  const ours = points.filter((point) => point.at > start && point.at <= now);
  const newest = ours.at(-1)?.at ?? -Infinity;
  const begin = from === 'start' ? start : newest - forMs;
  if (now - newest > mostLagMs || newest - forMs < start) return false;
  const within = ours.filter((point) => point.at > begin);
  const before = ours.filter((point) => point.at <= begin).at(-1)?.at ?? start;
  const edges = [before, ...within.map((point) => point.at)];
  const isWhole = edges.every(
    (edge, one) => one === 0 || edge - (edges[one - 1] ?? 0) <= largestGapMs,
  );
  return isWhole && within.every(({ share }) => share < rule.below);
}

describe('with any points, gaps and lags', () => {
  test('idle is said exactly when all is known and enough replicas are proven to idle', () => {
    const kinds = { idle: 0, busy: 0, 'not-known': 0 };
    fc.assert(
      fc.property(situation, (one) => {
        const verdict = verdictOf(one);
        kinds[verdict.kind] += 1;
        const proven = one.replicas.filter((points) => isProvenIdle(points, one)).length;
        expect(verdict.idleReplicas).toBe(proven);
        const isEnough = proven >= one.share * one.replicas.length;
        if (verdict.kind === 'idle') expect(isEnough).toBe(true);
        if (verdict.kind === 'busy') expect(isEnough).toBe(false);
      }),
      { numRuns: 2_000, seed: 12 },
    );
    // The situations are of all kinds, or this would show nothing.
    expect(Math.min(...Object.values(kinds))).toBeGreaterThan(100);
  });

  test('a replica that falls silent never makes a job idle, and one that works none that is busy', () => {
    fc.assert(
      fc.property(situation, fc.nat(3), (one, which) => {
        const was = verdictOf(one).kind;
        const changed = (change: (points: readonly GpuPoint[]) => readonly GpuPoint[]) =>
          one.replicas.map((points, at) => (at === which ? change(points) : points));
        const silent = verdictOf({ ...one, replicas: changed(() => []) }).kind;
        if (was !== 'idle') expect(silent).not.toBe('idle');
        const atWork = changed((points) => points.map((point) => ({ ...point, share: 1 })));
        if (was === 'busy') expect(verdictOf({ ...one, replicas: atWork }).kind).not.toBe('idle');
      }),
      { numRuns: 1_000, seed: 12 },
    );
  });
});
