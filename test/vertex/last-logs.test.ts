// The real reader against the sandbox's Cloud Logging over real HTTP, and against servers that misbehave.

import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startVertexServer } from '../../app/sandbox/vertex/server.ts';
import { succeeded } from '../../app/domain/error/failure.ts';
import { createLastLogs } from '../../app/vertex/last-logs.ts';
import {
  html,
  inTurn,
  json,
  kindOf,
  now,
  serve,
  tokens,
  unavailable,
  type Handler,
} from './harness.ts';

const since = now - 3_600_000;
const jobs = ['1', '2', '3'].map((id) => ({ id, since }));
const at = (second: number) => new Date(now - second * 1_000).toISOString();
const line = (job_id: string, second: number, more: object = {}) => ({
  timestamp: at(second),
  resource: { labels: { job_id, task_name: 'workerpool0-0' } },
  ...more,
});

async function open(handler: Handler, clock = () => now) {
  const bodies: Promise<string>[] = [];
  const server = await serve((incoming: IncomingMessage, response, count) => {
    bodies.push(text(incoming).catch(() => ''));
    handler(incoming, response, count);
  });
  return {
    logs: logsAt(server.url, clock),
    seen: server.seen,
    asked: async () =>
      (await Promise.all(bodies)).map((body) =>
        z.object({ filter: z.string(), pageToken: z.string().optional() }).parse(JSON.parse(body)),
      ),
  };
}

function logsAt(endpoint: string, clock: () => number, auth = tokens) {
  const pause = () => Promise.resolve();
  const rest = { fetch: globalThis.fetch, random: () => 0, pause, clock };
  return createLastLogs({ endpoint, timeoutMs: 20_000, auth, ...rest });
}

test('against the sandbox: what programs wrote last, and nothing of what never wrote', async () => {
  let nowMs = now;
  const server = await startVertexServer({ clock: () => nowMs });
  onTestFinished(() => server.stop());
  const create = async (scenario: string) => {
    const containerSpec = { imageUri: `us-docker.pkg.dev/p/train/${scenario}` };
    const pool = {
      machineSpec: { machineType: 'n1-standard-4' },
      replicaCount: '1',
      containerSpec,
    };
    const job = { displayName: scenario, jobSpec: { workerPoolSpecs: [pool] } };
    const response = await fetch(`${server.url}/sandbox/jobs`, {
      method: 'POST',
      body: JSON.stringify({ job }),
    });
    return z.object({ id: z.string() }).parse(await response.json()).id;
  };
  const [running, ended, stuck] = [
    await create('runaway'),
    await create('success'),
    await create('stuck'),
  ];
  nowMs += 60_000;
  const headers = () =>
    Promise.resolve(succeeded(new Headers({ authorization: `Bearer ${server.token}` })));
  const asked = [running, ended, stuck].map((id) => ({ id, since: now }));
  const read = await logsAt(server.url, () => nowMs, { headers }).read('sandbox-project', asked);
  // The program writes each second of its run, which begins after four.
  expect(read).toEqual(
    succeeded({
      readAt: nowMs,
      at: new Map([
        [running, now + 59_000],
        [ended, now + 15_000],
      ]),
    }),
  );
});

describe('the search', () => {
  test('asks for all jobs at once, and not for lines of Vertex itself', async () => {
    const { logs, asked } = await open(
      json(200, { entries: [line('2', 5), line('2', 9), line('1', 10)] }),
    );
    const read = await logs.read('ml-prod', jobs);
    expect(read.ok && read.value.at).toEqual(
      new Map([
        ['2', now - 5_000],
        ['1', now - 10_000],
      ]),
    );
    expect(await asked()).toEqual([
      {
        filter:
          'resource.type="ml_job" AND (resource.labels.job_id="1" OR resource.labels.job_id="2" OR resource.labels.job_id="3") AND resource.labels.task_name!="service" AND timestamp>="2026-11-24T12:00:00.000Z"',
      },
    ]);
  });

  test('leaves out jobs that were found, so that one that writes a lot hides no other', async () => {
    const { logs, asked } = await open(
      inTurn(
        json(200, { entries: [line('2', 5), line('2', 6)], nextPageToken: 'more of 2' }),
        json(200, { nextPageToken: 'p3' }),
        json(200, { entries: [line('1', 900)] }),
      ),
    );
    const read = await logs.read('ml-prod', jobs);
    expect(read.ok && [...read.value.at.keys()]).toEqual(['2', '1']);
    const [, second, third] = await asked();
    expect(second?.filter).toContain('(resource.labels.job_id="1" OR resource.labels.job_id="3")');
    expect(second?.filter).toContain(`timestamp<="${at(6)}"`);
    expect(second?.pageToken).toBeUndefined();
    expect(third).toEqual({ ...second, pageToken: 'p3' });
  });

  test('ends once all are found', async () => {
    const all = [line('3', 1), line('2', 2), line('1', 3)];
    const { logs, seen } = await open(json(200, { entries: all, nextPageToken: 'more' }));
    await logs.read('ml-prod', jobs);
    expect(seen).toHaveLength(1);
  });

  test('of many jobs is made in parts that a filter has room for', async () => {
    const { logs, asked } = await open(json(200, {}));
    const many = Array.from({ length: 700 }, (_, one) => ({
      id: String(9_007_199_254_740_993_123n + BigInt(one)),
      since,
    }));
    await logs.read('ml-prod', many);
    const filters = (await asked()).map(({ filter }) => filter);
    expect(filters).toHaveLength(3);
    expect(Math.max(...filters.map(({ length }) => length))).toBeLessThan(20_000);
    expect(filters.join(' ').match(/job_id/g)).toHaveLength(700);
  });
});

describe('what is not known', () => {
  test('is whatever was not found in ten calls', async () => {
    const { logs, seen } = await open(json(200, { nextPageToken: 'again' }));
    const read = await logs.read('ml-prod', jobs);
    expect(read.ok && read.value.at.size).toBe(0);
    expect(seen).toHaveLength(10);
  });

  test('is the rest after an error, and a job with a line that has no time', async () => {
    const undated = line('1', 4, { timestamp: 'never' });
    const { logs } = await open(
      inTurn(
        json(200, { entries: [line('2', 3), undated, line('1', 5)], nextPageToken: 'p2' }),
        html(502),
      ),
    );
    const read = await logs.read('ml-prod', jobs);
    expect(read.ok && [...read.value.at]).toEqual([['2', now - 3_000]]);
  });

  test('is all if nothing could be read', async () => {
    const { logs } = await open(unavailable);
    expect(kindOf(await logs.read('ml-prod', jobs))).toBe('transient');
    const odd = await open(json(200, { entries: 'x' }));
    expect(kindOf(await odd.logs.read('ml-prod', jobs))).toBe('transient');
  });
});

test('a project is read once a minute, by all who ask meanwhile together', async () => {
  let nowMs = now;
  const { logs, seen } = await open(json(200, { entries: [line('1', 5)] }), () => nowMs);
  const [first, second] = await Promise.all([
    logs.read('ml-prod', jobs),
    logs.read('ml-prod', jobs.slice(1)),
  ]);
  expect(second).toBe(first);
  nowMs += 59_999;
  expect(await logs.read('ml-prod', jobs)).toBe(first);
  expect(seen).toHaveLength(1);
  nowMs += 1;
  await logs.read('ml-prod', jobs);
  expect(seen).toHaveLength(2);
});
