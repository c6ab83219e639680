// The real reader against the sandbox's Cloud Monitoring over real HTTP, and against servers that misbehave.

import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startVertexServer, type VertexServer } from '../../app/sandbox/vertex/server.ts';
import { succeeded, type Result } from '../../app/domain/error/failure.ts';
import { isUseDenied, useOf, type ProjectUse } from '../../app/domain/use/gpu-use.ts';
import { judgeIdle } from '../../app/domain/use/idle.ts';
import { createGpuUse } from '../../app/vertex/gpu-use.ts';
import {
  google,
  html,
  inTurn,
  json,
  kindOf,
  now,
  nowhere,
  serve,
  tokens,
  unavailable,
  type Handler,
} from './harness.ts';

const minuteMs = 60_000;
const started: VertexServer[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

function open(endpoint: string, clock = () => now, token = '') {
  const auth =
    token === ''
      ? tokens
      : {
          headers: () =>
            Promise.resolve(succeeded(new Headers({ authorization: `Bearer ${token}` }))),
        };
  return createGpuUse({
    endpoint: `${endpoint}/`,
    timeoutMs: 20_000,
    auth,
    fetch: globalThis.fetch,
    random: () => 0,
    pause: () => Promise.resolve(),
    clock,
  });
}

async function openAt(handler: Handler, clock?: () => number) {
  const server = await serve(handler);
  return { use: open(server.url, clock), seen: server.seen };
}

const labels = { project_id: 'ml-prod', job_id: '9007199254740993123', task_name: 'workerpool0-0' };
const point = (minute: number, doubleValue: unknown = 0.5) => ({
  interval: {
    startTime: new Date(now + (minute - 1) * minuteMs).toISOString(),
    endTime: new Date(now + minute * minuteMs).toISOString(),
  },
  value: { doubleValue },
});
const series = (points: readonly unknown[], more: object = {}) => ({
  metric: { type: 'ml.googleapis.com/training/accelerator/utilization' },
  resource: { type: 'cloudml_job', labels },
  points,
  ...more,
});
const usesOf = (reading: Result<ProjectUse>) =>
  reading.ok ? [...reading.value.jobs].map(([id, { series: all }]) => [id, all] as const) : [];

describe('against the sandbox', () => {
  async function sandbox() {
    let nowMs = now;
    const server = await startVertexServer({ clock: () => nowMs });
    started.push(server);
    const control = async (path: string, body: unknown) => {
      const url = `${server.url}/sandbox/${path}`;
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
      expect(response.status).toBe(200);
      return z.record(z.string(), z.unknown()).parse(await response.json());
    };
    await control('metrics', { metricMinuteMs: minuteMs });
    const machineSpec = { machineType: 'g2-standard-8' };
    return {
      control,
      url: server.url,
      use: open(server.url, () => nowMs, server.token),
      pass: (minutes: number) => (nowMs += minutes * minuteMs),
      /** A chief and seven workers; its id. */
      create: async (tag: string) => {
        const containerSpec = { imageUri: `us-docker.pkg.dev/p/train/runaway:${tag}` };
        const workerPoolSpecs = ['1', '7'].map((replicaCount) => ({
          machineSpec,
          replicaCount,
          containerSpec,
        }));
        const job = { displayName: tag, jobSpec: { workerPoolSpecs } };
        return z.string().parse((await control('jobs', { job }))['id']);
      },
    };
  }
  const gpuReplicas = [
    'workerpool0-0',
    ...Array.from({ length: 7 }, (_, one) => `workerpool1-${one}`),
  ];

  test.each([
    ['busy', 1, { kind: 'busy', idleReplicas: 0, replicas: 8 }],
    ['idle', 1, { kind: 'idle', idleReplicas: 8, replicas: 8, average: 0 }],
    ['one-of-eight-replicas-idle', 1, { kind: 'busy', idleReplicas: 1, replicas: 8 }],
    ['one-of-eight-replicas-idle', 0.125, { kind: 'idle', idleReplicas: 1, replicas: 8 }],
    ['one-series-of-eight-gpus', 1, { kind: 'busy', idleReplicas: 0, replicas: 8 }],
    ['gap', 1, { kind: 'not-known', why: 'gap' }],
    ['late', 1, { kind: 'not-known', why: 'late' }],
  ])('%s, by a share of %d', async (tag, share, verdict) => {
    const { create, pass, use } = await sandbox();
    const id = await create(tag);
    await create('busy');
    const forMs = 30 * minuteMs;
    const runningSince = now + 4_000;
    pass(35);
    const known = useOf(await use.recent('sandbox-project'), id);
    if (known.kind !== 'known') throw new Error(known.kind);
    const rule = { below: 0.05, forMs, share, from: 'any' } as const;
    const job = { runningSince, gpuReplicas };
    expect(judgeIdle(rule, known.use, job, now + 35 * minuteMs)).toMatchObject(verdict);
    expect(known.use.asOf).toBe(runningSince + (tag === 'late' ? 24 : 34) * minuteMs);
  });

  test('no-points is not known, and a denied role is told from other trouble', async () => {
    const { control, create, pass, use } = await sandbox();
    const id = await create('no-points');
    pass(30);
    expect(useOf(await use.recent('sandbox-project'), id)).toEqual({ kind: 'no-points' });
    await control('permissions', { deny: [{ permission: 'monitoring.timeSeries.list' }] });
    pass(1);
    const denied = useOf(await use.recent('sandbox-project'), id);
    expect(denied.kind === 'failed' && isUseDenied(denied.failure)).toBe(true);
    await control('permissions', { deny: [] });
    await control('outage', { locations: ['monitoring'] });
    pass(1);
    const down = useOf(await use.recent('sandbox-project'), id);
    expect(down.kind === 'failed' && !isUseDenied(down.failure)).toBe(true);
  });

  test('one job is read over its run, by itself', async () => {
    const { create, pass, use } = await sandbox();
    const id = await create('idle');
    await create('busy');
    pass(500);
    const run = { fromMs: now, untilMs: now + 400 * minuteMs };
    const uses = usesOf(await use.ofRun('sandbox-project', id, run));
    expect(uses.map(([jobId]) => jobId)).toEqual([id]);
    expect(uses[0]?.[1].map(({ points }) => points.length)).toEqual(Array(8).fill(399));
  });

  test('pages that cut series apart make no difference', async () => {
    const { control, create, pass, use } = await sandbox();
    await create('busy');
    pass(20);
    const whole = await use.recent('sandbox-project');
    await control('metrics', { maxPagePoints: 7 });
    pass(1);
    const paged = usesOf(await use.recent('sandbox-project'));
    expect(usesOf(whole).flatMap(([, all]) => all)).toHaveLength(8);
    expect(paged.flatMap(([, all]) => all.map(({ points }) => points.length))).toEqual(
      usesOf(whole).flatMap(([, all]) => all.map(({ points }) => points.length + 1)),
    );
  });
});

describe('a reading', () => {
  test('asks for six hours of one metric, and puts pages together, oldest point first', async () => {
    const { use, seen } = await openAt(
      inTurn(
        json(200, { timeSeries: [series([point(-1, 1.2), point(-2)])], nextPageToken: 'p2' }),
        json(200, {
          timeSeries: [
            series([point(-3, 0)]),
            series([point(-1)], { metric: { labels: { gpu: '1' } } }),
          ],
          unit: '10^2.%',
        }),
      ),
    );
    const reading = await use.recent('ml-prod');
    const at = (minute: number) => now + minute * minuteMs;
    expect(reading).toEqual(
      succeeded({
        readAt: now,
        unreadable: new Set(),
        jobs: new Map([
          [
            labels.job_id,
            {
              readAt: now,
              asOf: at(-1),
              series: [
                {
                  replica: 'workerpool0-0',
                  labels: {},
                  points: [
                    { at: at(-3), share: 0 },
                    { at: at(-2), share: 0.5 },
                    { at: at(-1), share: 1 },
                  ],
                },
                {
                  replica: 'workerpool0-0',
                  labels: { gpu: '1' },
                  points: [{ at: at(-1), share: 0.5 }],
                },
              ],
            },
          ],
        ]),
      }),
    );
    const [first, second] = seen.map(({ url }) => url);
    expect(first?.pathname).toBe('/v3/projects/ml-prod/timeSeries');
    expect(Object.fromEntries(first?.searchParams ?? [])).toEqual({
      filter:
        'metric.type="ml.googleapis.com/training/accelerator/utilization" AND resource.type="cloudml_job"',
      'interval.startTime': '2026-11-24T07:00:00.000Z',
      'interval.endTime': '2026-11-24T13:00:00.000Z',
      'aggregation.alignmentPeriod': '60s',
      'aggregation.perSeriesAligner': 'ALIGN_MAX',
      view: 'FULL',
      pageSize: '20000',
      prettyPrint: 'false',
    });
    expect(second?.searchParams.get('pageToken')).toBe('p2');
  });

  test('in which a point or a replica’s name is odd makes its job not known, and no other', async () => {
    const other = series([point(-1)], {
      resource: { labels: { ...labels, job_id: '7', newer: 'label' } },
    });
    const odd = [
      series([point(-1), point(-2, 'x')]),
      series([point(-1), point(-2, -0.1)]),
      series([{ interval: {}, value: { doubleValue: 0 } }]),
      series(['x']),
      series([], { points: 'x' }),
      series([point(-1)], { resource: { labels: { job_id: labels.job_id } } }),
    ];
    for (const one of odd) {
      const { use } = await openAt(json(200, { timeSeries: [one, other], newer: true }));
      const reading = await use.recent('ml-prod');
      expect(useOf(reading, labels.job_id)).toEqual({ kind: 'unreadable' });
      expect(useOf(reading, '7')).toMatchObject({ kind: 'known' });
    }
  });

  test.each([
    ['a page that fails', inTurn(json(200, { nextPageToken: 'p2' }), unavailable)],
    ['pages without an end', json(200, { nextPageToken: 'again' })],
    ['a partial answer', json(200, { executionErrors: [{ code: 4 }] })],
    ['regions that are missing', json(200, { unreachable: ['us-central1'] })],
    [
      'a series of nobody knows which job',
      json(200, { timeSeries: [series([], { resource: {} })] }),
    ],
    ['an error with status 200', json(200, { error: { message: 'x' } })],
    ['another form', json(200, [])],
    ['a gateway', html(502)],
  ])('with %s is a failure, never a part', async (_, handler) => {
    const { use, seen } = await openAt(handler);
    expect(kindOf(await use.recent('ml-prod'))).toBe('transient');
    expect(seen.length).toBeLessThanOrEqual(50);
  });

  test('without a connection, or the role, fails', async () => {
    expect(kindOf(await open(await nowhere()).recent('ml-prod'))).toBe('not-sent');
    const { use } = await openAt(json(403, google(403, 'PERMISSION_DENIED', 'no')));
    expect(await use.recent('ml-prod')).toMatchObject({ failure: { httpStatus: 403 } });
  });
});

describe('how often', () => {
  test('a project is read once a minute, and by all who ask meanwhile together', async () => {
    let nowMs = now;
    const { use, seen } = await openAt(json(200, {}), () => nowMs);
    const together = await Promise.all(['a', 'a', 'b', 'a'].map((project) => use.recent(project)));
    expect(seen).toHaveLength(2);
    expect(together[0]).toBe(together[3]);
    nowMs += minuteMs - 1;
    expect(await use.recent('a')).toBe(together[0]);
    expect(seen).toHaveLength(2);
    nowMs += 1;
    expect(await use.recent('a')).toMatchObject({ value: { readAt: nowMs } });
    expect(seen).toHaveLength(3);
  });

  test('a failure is kept for a third of that, and a clock that was set back keeps nothing', async () => {
    let nowMs = now;
    const refused = json(403, google(403, 'PERMISSION_DENIED', 'no'));
    const { use, seen } = await openAt(inTurn(refused, json(200, {})), () => nowMs);
    await use.recent('a');
    nowMs += 19_999;
    expect(kindOf(await use.recent('a'))).toBe('permanent');
    expect(seen).toHaveLength(1);
    nowMs += 1;
    expect(kindOf(await use.recent('a'))).toBe('ok');
    nowMs -= 3_600_000;
    await use.recent('a');
    expect(seen).toHaveLength(3);
  });
});
