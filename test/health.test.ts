import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createHealthRoutes, createPublicRoutes, type HealthDeps } from '../app/health.ts';
import { registerGauges } from '../app/gauges.ts';
import type { BurnSeries } from '../app/domain/launch/burn-series.ts';
import { createMetrics } from '../app/metrics.ts';

let server: Server;
let base: string;
const state = { store: true, slack: true };
const now = Date.UTC(2026, 10, 24);
const asked = { burning: 0 };
let series: readonly BurnSeries[] = [];

beforeAll(async () => {
  const counts = () => Promise.resolve({ openUpdates: 3, liveJobs: 2, unheardGuards: 1 });
  const burning = () => {
    asked.burning += 1;
    return Promise.resolve(series);
  };
  const registry = new Registry();
  createMetrics(registry);
  const pace = { everyMs: 34_000, tickMs: 10_000, jobs: 10_200, reads: 102, share: 30 };
  const targets = () =>
    Promise.resolve([
      { target: { project: 'p', location: 'a' }, lastGoodPollAt: now - 12_000, pace },
      { target: { project: 'p', location: 'b' }, problem: 'unreachable' },
    ]);
  registerGauges(registry, { counts, burning, targets });
  const deps: HealthDeps = {
    store: {
      works: () => Promise.resolve(state.store),
      targets,
      counts,
      burning,
    },
    slackWorks: () => state.slack,
    clock: () => now,
    registry,
  };
  const routes = [
    ...createHealthRoutes(deps),
    ...createPublicRoutes(deps).map((route) => ({ ...route, path: `/public${route.path}` })),
  ];
  server = createServer((request, response) => {
    const route = routes.find(({ path }) => path === request.url);
    if (route === undefined) response.writeHead(404).end();
    else void route.handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`;
});
afterAll(() => server.close());
beforeEach(() => Object.assign(state, { store: true, slack: true }));

const ready = async () => {
  const response = await fetch(`${base}/health/ready`);
  return { status: response.status, body: await response.json() };
};

describe('health', () => {
  test('live answers whatever else is broken', async () => {
    Object.assign(state, { store: false, slack: false });
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
  });

  test('ready tells each target’s age; an unreachable Vertex does not take the bot off', async () => {
    expect(await ready()).toEqual({
      status: 200,
      body: {
        ready: true,
        store: true,
        slack: true,
        targets: [
          { target: 'p/a', ageOfLastGoodPollSeconds: 12, problem: null },
          { target: 'p/b', ageOfLastGoodPollSeconds: null, problem: 'unreachable' },
        ],
      },
    });
  });

  test.each(['store', 'slack'] as const)('ready is 503 without %s', async (part) => {
    state[part] = false;
    expect((await ready()).status).toBe(503);
  });

  test.each([
    [true, true, 200],
    [false, true, 503],
    [true, false, 503],
  ])('to anybody, ready names nothing: store %s, Slack %s', async (store, slack, status) => {
    Object.assign(state, { store, slack });
    const response = await fetch(`${base}/public/health/ready`);
    expect([response.status, await response.json()]).toEqual([status, { ready: status === 200 }]);
    expect((await fetch(`${base}/public/health/live`)).status).toBe(200);
    expect((await fetch(`${base}/public/metrics`)).status).toBe(404);
  });

  test('metrics are there for Prometheus', async () => {
    const text = await (await fetch(`${base}/metrics`)).text();
    expect(text).toContain('vertex_job_bot_open_updates 3');
    expect(text).toContain('vertex_job_bot_live_jobs 2');
    expect(text).toContain('vertex_job_bot_unheard_guards 1');
    expect(text).toContain('process_cpu_seconds_total');
    expect(text.split('\n').filter((line) => line.startsWith('vertex_job_bot_poll_'))).toEqual([
      'vertex_job_bot_poll_interval_seconds{target="p/a"} 34',
      'vertex_job_bot_poll_requests{target="p/a"} 102',
      'vertex_job_bot_poll_slowed{target="p/a"} 0',
    ]);
  });

  test('what burns is there by target and template, read once, and gone when it has ended', async () => {
    const scraped = async () => {
      const text = await (await fetch(`${base}/metrics`)).text();
      return text.split('\n').filter((line) => line.startsWith('vertex_job_bot_template_'));
    };
    series = [
      {
        ...{ target: 'p/a', template: 'resnet-train', live: 3, unpriced: 1 },
        ...{ hourly: 12_300_000_000n, soFar: 40_500_000_000n },
      },
    ];
    asked.burning = 0;
    const labels = '{target="p/a",template="resnet-train"}';
    expect(await scraped()).toEqual([
      `vertex_job_bot_template_live_jobs${labels} 3`,
      `vertex_job_bot_template_unpriced_jobs${labels} 1`,
      `vertex_job_bot_template_usd_per_hour${labels} 12.3`,
      `vertex_job_bot_template_usd_so_far${labels} 40.5`,
    ]);
    expect(asked.burning).toBe(1);
    series = [];
    expect(await scraped()).toEqual([]);
  });
});
