import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jobBody, start, until, type Client } from '../harness.ts';

const recordsSchema = z.object({
  requests: z.array(
    z.object({
      call: z.string().nullable(),
      status: z.number().nullable(),
      fault: z.string().nullable(),
      recorded: z.boolean(),
    }),
  ),
  jobs: z.array(z.unknown()),
});

const recordsOf = async ({ control }: Client): Promise<z.infer<typeof recordsSchema>> =>
  recordsSchema.parse((await control('GET', 'records')).json);
const jobCount = async (client: Client): Promise<number> => (await recordsOf(client)).jobs.length;

/** A server with one fault on create. */
async function startWith(fault: object): Promise<Client> {
  const client = await start();
  const { status, text } = await client.control('POST', 'faults', {
    match: { call: 'create' },
    ...fault,
  });
  if (status !== 200) throw new Error(text);
  return client;
}
const post = (client: Client, patience?: AbortSignal): ReturnType<Client['call']> =>
  client.call('POST', 'customJobs', jobBody(), {
    headers: { authorization: `Bearer ${client.server.token}` },
    signal: patience ?? null,
  });

/** Calls and gives up as soon as the server has the request. */
async function abandon(client: Client): Promise<void> {
  const caller = new AbortController();
  const answer = expect(post(client, caller.signal)).rejects.toThrow('aborted');
  await until(async () => (await recordsOf(client)).requests.length === 1);
  caller.abort();
  await answer;
}

describe('what a caller meets, and what the server records', () => {
  test.each([
    ['close-before', 0],
    ['record-then-close', 1],
    ['truncate', 1],
  ])('%s: a broken connection, %i job', async (kind, jobs) => {
    const client = await startWith({ kind });
    await expect(post(client)).rejects.toThrow();
    expect(await jobCount(client)).toBe(jobs);
    expect((await post(client)).status).toBe(200);
  });

  test('record-then-hang: no answer, one job', async () => {
    const client = await startWith({ kind: 'record-then-hang' });
    await abandon(client);
    const { jobs, requests } = await recordsOf(client);
    expect(jobs).toHaveLength(1);
    expect(requests).toMatchObject([{ fault: 'record-then-hang', status: null, recorded: true }]);
  });

  test('hang-then-record-late: the job appears after the caller has gone', async () => {
    const client = await startWith({ kind: 'hang-then-record-late', ms: 400 });
    await abandon(client);
    expect(await jobCount(client)).toBe(0);
    await until(async () => (await jobCount(client)) === 1);
  });

  test.each<
    [{ status: number; record: boolean; body: string; retryAfterSeconds?: number }, number]
  >([
    [{ status: 503, record: true, body: 'json' }, 1],
    [{ status: 503, record: false, body: 'json' }, 0],
    [{ status: 429, record: true, body: 'json', retryAfterSeconds: 7 }, 1],
    [{ status: 502, record: false, body: 'html' }, 0],
    [{ status: 500, record: true, body: 'empty' }, 1],
  ])('status %j: %i job', async (fault, jobs) => {
    const client = await startWith({ kind: 'status', ...fault });
    const { status, text, json, headers } = await post(client);
    expect(status).toBe(fault.status);
    if (fault.body === 'json') expect(json).toMatchObject({ error: { code: fault.status } });
    if (fault.body === 'html') expect(text).toContain('<!DOCTYPE html>');
    if (fault.body === 'empty') expect(text).toBe('');
    expect(headers.get('retry-after')).toBe(fault.retryAfterSeconds === undefined ? null : '7');
    expect(await jobCount(client)).toBe(jobs);
  });

  test('garbage: a 200 that is not JSON, one job', async () => {
    const client = await startWith({ kind: 'garbage' });
    const { status, json } = await post(client);
    expect([status, json]).toEqual([200, undefined]);
    expect(await jobCount(client)).toBe(1);
  });

  test.each([
    ['before', 1],
    ['after', 0],
  ])('delay, recorded %s it: %i job while it lasts', async (record, jobs) => {
    const client = await startWith({ kind: 'delay', ms: 400, record });
    const answer = post(client);
    await until(async () => (await recordsOf(client)).requests.length === 1);
    expect(await jobCount(client)).toBe(jobs);
    expect((await answer).status).toBe(200);
    expect(await jobCount(client)).toBe(1);
  });

  test('reorder: the next answer comes first', async () => {
    const client = await startWith({ kind: 'reorder' });
    const order: string[] = [];
    const first = post(client).then(() => order.push('first'));
    await until(async () => (await jobCount(client)) === 1);
    await post(client).then(() => order.push('second'));
    await first;
    expect(order).toEqual(['second', 'first']);
  });
});

describe('kill', () => {
  const children: ReturnType<typeof spawn>[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  test.each([
    ['before-record', 0],
    ['after-record', 1],
  ])('%s: the process is dead, %i job', async (when, jobs) => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    children.push(child);
    const exited = once(child, 'exit');
    const client = await startWith({ kind: 'kill', pid: child.pid, when });
    await expect(post(client)).rejects.toThrow();
    expect(await exited).toEqual([null, 'SIGKILL']);
    expect(await jobCount(client)).toBe(jobs);
  });
});

describe('which requests a rule strikes', () => {
  test('by path, location or body, after some requests, a number of times', async () => {
    const client = await start();
    await client.control('POST', 'faults', [
      { kind: 'status', status: 500, match: { call: ['get', 'list'] }, after: 1, count: 2 },
      { kind: 'status', status: 503, match: { body: 'poison' }, count: null },
      { kind: 'status', status: 504, match: { path: 'locations$' } },
    ]);
    const statuses = [];
    for (let index = 0; index < 4; index += 1) {
      statuses.push((await client.call('GET', 'customJobs')).status);
    }
    expect(statuses).toEqual([200, 500, 500, 200]);
    const poison = jobBody({ displayName: 'poison' });
    for (const wanted of [503, 503]) {
      expect((await client.call('POST', 'customJobs', poison)).status).toBe(wanted);
    }
    expect((await client.call('POST', 'customJobs', jobBody())).status).toBe(200);
    const locations = '/v1beta1/projects/sandbox-project/locations';
    expect((await client.call('GET', locations)).status).toBe(504);
    expect((await client.call('GET', locations)).status).toBe(200);
    expect((await client.control('GET', 'faults')).json).toMatchObject({
      faults: [{ hit: 2 }, { hit: 2 }, { hit: 1 }],
    });
    await client.control('DELETE', 'faults');
    expect((await client.call('POST', 'customJobs', poison)).status).toBe(200);
  });

  test('an outage cuts one location off', async () => {
    const client = await start();
    await client.control('POST', 'outage', { locations: ['us-central1'] });
    await expect(client.call('GET', 'customJobs')).rejects.toThrow();
    const elsewhere = '/v1beta1/projects/sandbox-project/locations/us-east1/customJobs';
    expect((await client.call('GET', elsewhere)).status).toBe(200);
    await client.control('POST', 'outage', { locations: [] });
    expect((await client.call('GET', 'customJobs')).status).toBe(200);
    expect((await recordsOf(client)).requests[0]).toMatchObject({
      fault: 'outage',
      recorded: false,
    });
  });
});

test('a server with hanging requests stops at once', async () => {
  const client = await startWith({ kind: 'hang-then-record-late', ms: 60_000 });
  const answer = post(client);
  await until(async () => (await recordsOf(client)).requests.length === 1);
  await Promise.all([expect(answer).rejects.toThrow(), client.server.stop()]);
});
