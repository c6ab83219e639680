// The real client with google-auth-library's own token exchange, against the sandbox's Vertex.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startVertexServer, type VertexServer } from '../../app/sandbox/vertex/server.ts';
import type { Result } from '../../app/domain/error/failure.ts';
import type { Vertex } from '../../app/usecase/ports/vertex.ts';
import { createGoogleAuth } from '../../app/vertex/auth.ts';
import { createVertex } from '../../app/vertex/client.ts';

let server: VertexServer;
let directory: string;
let vertex: Vertex;

beforeAll(async () => {
  server = await startVertexServer();
  directory = await mkdtemp(join(tmpdir(), 'vertex-'));
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', await server.writeCredentials(directory));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
  await rm(directory, { recursive: true });
});
beforeEach(async () => {
  await control('reset');
  vertex = createVertex({
    endpoint: server.url,
    timeoutMs: 5_000,
    auth: createGoogleAuth({ timeoutMs: 5_000 }),
    fetch: globalThis.fetch,
    random: () => 0,
    pause: () => Promise.resolve(),
    clock: () => Date.now(),
  });
});

const target = { project: 'sandbox-project', location: 'us-central1' };
const aDayMs = 24 * 60 * 60 * 1000;

async function control(path: string, body: unknown = {}): Promise<void> {
  const response = await fetch(`${server.url}/sandbox/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

async function records() {
  const response = await fetch(`${server.url}/sandbox/records`);
  return z
    .looseObject({
      requests: z.array(z.looseObject({ call: z.string().optional() })),
      jobs: z.array(z.unknown()),
      tokenCalls: z.number(),
    })
    .parse(await response.json());
}

function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const create = (name: string, spec: object = {}) =>
  vertex.create(target, {
    displayName: name,
    labels: { 'launch-id': name },
    jobSpec: {
      ...spec,
      workerPoolSpecs: [
        {
          machineSpec: { machineType: 'n1-standard-4' },
          replicaCount: '1',
          containerSpec: { imageUri: 'us-docker.pkg.dev/x/y/runaway:1' },
        },
      ],
    },
  });

describe('a job', () => {
  test('is created, read, found by its label, listed and cancelled', async () => {
    const { key, name } = take(await create('one'));
    expect(name).toMatch(/^projects\/123456789012\/locations\/us-central1\/customJobs\/\d{19}$/);
    const seen = take(await vertex.get(key));
    expect(seen).toMatchObject({ key, displayName: 'one', labels: { 'launch-id': 'one' } });
    expect(seen.jobSpec).toMatchObject({ workerPoolSpecs: [{ replicaCount: '1' }] });
    const found = take(await vertex.findLaunch(target, 'one'));
    expect(found.jobs.map((job) => job.name)).toEqual([name]);
    expect(found.jobs[0]?.jobSpec).toBeUndefined();
    expect(take(await vertex.findLaunch(target, 'nobody')).jobs).toEqual([]);
    expect(await vertex.cancel(key)).toEqual({ ok: true, value: undefined });
    expect(['CANCELLING', 'CANCELLED']).toContain(take(await vertex.get(key)).state);
  });

  test('has the address of its shell while it runs, if it was asked for; no list tells it', async () => {
    const { key } = take(await create('one', { enableWebAccess: true }));
    const plain = take(await create('two')).key;
    const shell = async (of = key) => take(await vertex.get(of)).webAccessUris;
    await control(`jobs/${key.id}/state`, { state: 'PENDING' });
    expect(await shell()).toBeUndefined();
    for (const { id } of [key, plain]) await control(`jobs/${id}/state`, { state: 'RUNNING' });
    expect(await shell()).toEqual({
      'workerpool0-0': expect.stringMatching(/^https:.*\.googleusercontent\.com\/$/) as string,
    });
    expect(await shell(plain)).toBeUndefined();
    const [listed] = take(await vertex.findLaunch(target, 'one')).jobs;
    expect(listed).toMatchObject({ state: 'RUNNING', webAccessUris: undefined });
    await control(`jobs/${key.id}/state`, { state: 'SUCCEEDED' });
    expect(await shell()).toBeUndefined();
  });

  test('that has ended or never was can’t be cancelled', async () => {
    const { key } = take(await create('one'));
    await control(`jobs/${key.id}/state`, { state: 'SUCCEEDED' });
    expect(await vertex.cancel(key)).toMatchObject({
      failure: { kind: 'user', httpStatus: 400, status: 'FAILED_PRECONDITION' },
    });
    const nobody = { ...key, id: '1' };
    expect(await vertex.cancel(nobody)).toMatchObject({ failure: { kind: 'user' } });
    expect(await vertex.get(nobody)).toMatchObject({ failure: { kind: 'user', httpStatus: 404 } });
  });

  test('is refused for its spec, or for want of permission', async () => {
    expect(await vertex.create(target, { displayName: '', jobSpec: {} })).toMatchObject({
      failure: { kind: 'user', httpStatus: 400, status: 'INVALID_ARGUMENT' },
    });
    await control('permissions', { deny: [{ permission: 'aiplatform.customJobs.create' }] });
    expect(await create('one')).toMatchObject({
      failure: { kind: 'permanent', httpStatus: 403, reason: 'IAM_PERMISSION_DENIED' },
    });
  });

  test.each(['record-then-close', 'truncate', 'garbage'])(
    'made by a create whose answer is lost (%s) is found, and there is one',
    async (kind) => {
      await control('faults', {
        kind,
        match: { call: 'create' },
        record: kind === 'garbage' ? true : undefined,
      });
      expect(await create('one')).toMatchObject({ failure: { kind: 'in-doubt' } });
      expect(take(await vertex.findLaunch(target, 'one')).jobs).toHaveLength(1);
      expect((await records()).jobs).toHaveLength(1);
    },
  );
});

describe('a list', () => {
  const listed = async (createdSince: number) =>
    take(await vertex.listUnfinished(target, createdSince))
      .jobs.map(({ displayName, state }) => `${displayName} ${state}`)
      .sort();

  test('has all pages of what is unfinished, whatever its state is called, and of what is new', async () => {
    await control('page-size', { max: 2 });
    const states = [
      'QUEUED',
      'RUNNING',
      'PAUSED',
      'HIBERNATING',
      'SUCCEEDED',
      'FAILED',
      'CANCELLED',
      'EXPIRED',
      'PARTIALLY_SUCCEEDED',
    ];
    for (const state of states) {
      const { key } = take(await create(state.toLowerCase()));
      await control(`jobs/${key.id}/state`, { state });
    }
    expect(await listed(Date.now() + aDayMs)).toEqual([
      'hibernating HIBERNATING',
      'paused PAUSED',
      'queued QUEUED',
      'running RUNNING',
    ]);
    expect(await listed(Date.now() - aDayMs)).toHaveLength(states.length);
  });

  test('tells the server’s clock, to the second', async () => {
    const { serverTime } = take(await vertex.listUnfinished(target, 0));
    expect(Math.abs(serverTime - Date.now())).toBeLessThan(2000);
  });

  test('outlives a short trouble, and is a failure after a long one', async () => {
    take(await create('one'));
    await control('faults', { kind: 'status', status: 503, count: 2, match: { call: 'list' } });
    expect(await listed(0)).toHaveLength(1);
    await control('outage', { locations: ['us-central1'] });
    expect(await vertex.listUnfinished(target, 0)).toMatchObject({
      failure: { kind: 'transient' },
    });
  });
});

describe('tokens', () => {
  test('that were revoked are replaced, and a create still makes one job', async () => {
    take(await vertex.findLaunch(target, 'warm-up'));
    await control('tokens/revoke');
    expect(await create('two')).toMatchObject({ ok: true });
    expect((await records()).jobs).toHaveLength(1);
    expect((await records()).tokenCalls).toBe(2);
  });

  test('that have run out are replaced before they are used', async () => {
    await control('sts', { expiresInSeconds: 1 });
    take(await vertex.findLaunch(target, 'one'));
    take(await vertex.findLaunch(target, 'one'));
    const { tokenCalls, requests } = await records();
    expect(tokenCalls).toBe(2);
    expect(requests.filter(({ call }) => call === 'list')).toHaveLength(2);
  });

  test('that are not to be had mean that nothing was sent', async () => {
    await control('sts', { fail: { status: 400 } });
    expect(await create('three')).toMatchObject({ failure: { kind: 'not-sent' } });
    expect((await records()).requests.filter(({ call }) => call === 'create')).toEqual([]);
  });
});
