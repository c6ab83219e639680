import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { start, type Client } from './harness.ts';

const names = async ({ list }: Client, filter: string): Promise<(string | undefined)[]> =>
  (await list({ filter })).customJobs.map(({ displayName }) => displayName);

describe('filter', () => {
  test('state, name, labels and time, alone and together', async () => {
    const client = await start();
    const { create, control } = client;
    const failed = await create({ displayName: 'fail one', labels: { 'run-id': 'r1', team: 'a' } });
    await create({ displayName: 'my_job_2', labels: { team: 'b' } });
    await control('POST', `jobs/${failed}/state`, { state: 'FAILED' });

    expect(await names(client, '')).toEqual(['my_job_2', 'fail one']);
    expect(await names(client, 'state="JOB_STATE_FAILED"')).toEqual(['fail one']);
    expect(await names(client, 'state!=JOB_STATE_FAILED')).toEqual(['my_job_2']);
    expect(await names(client, 'display_name:"my_job_*"')).toEqual(['my_job_2']);
    expect(await names(client, 'display_name:"job"')).toEqual([]);
    expect(await names(client, 'labels.run-id="r1"')).toEqual(['fail one']);
    expect(await names(client, 'labels.run-id:*')).toEqual(['fail one']);
    expect(await names(client, 'NOT labels.team=a')).toEqual(['my_job_2']);
    expect(await names(client, 'create_time>"2999-01-01T00:00:00Z"')).toEqual([]);
    expect(await names(client, 'create_time<"2999-01-01T00:00:00+02:00"')).toHaveLength(2);
    // a AND (b OR c). If AND bound tighter, the last term alone would match my_job_2.
    expect(
      await names(client, 'labels.team="a" AND state="JOB_STATE_FAILED" OR labels.team="b"'),
    ).toEqual(['fail one']);
  });

  test('create_time is exact to the microsecond', async () => {
    const client = await start();
    const name = await client.create();
    const { json } = await client.call('GET', `/v1beta1/${name}`);
    const at = z.string().parse(json?.['createTime']);
    expect(await names(client, `create_time="${at}"`)).toHaveLength(1);
    expect(await names(client, `create_time>"${at}"`)).toHaveLength(0);
    expect(await names(client, `create_time>="${at}"`)).toHaveLength(1);
    // A client that drops the microseconds asks for a time before the job.
    expect(await names(client, `create_time>="${at.slice(0, 23)}Z"`)).toHaveLength(1);
  });

  test.each([
    'end_time>"2026-01-01T00:00:00Z"',
    'state="RUNNING"',
    'state>"JOB_STATE_RUNNING"',
    'create_time>"yesterday"',
    'labels.a>b',
    'labels.a:b',
    'labels:*',
    'display_name',
    '(state="JOB_STATE_FAILED"',
  ])('%s is refused', async (filter) => {
    const { call } = await start();
    const { status, json } = await call(
      'GET',
      `customJobs?${new URLSearchParams({ filter }).toString()}`,
    );
    expect([status, json]).toMatchObject([400, { error: { status: 'INVALID_ARGUMENT' } }]);
  });
});

describe('pages', () => {
  test('go from newest to oldest; jobs created meanwhile cause neither repeats nor gaps', async () => {
    const client = await start();
    for (let index = 0; index < 7; index += 1) await client.create({ displayName: `j${index}` });
    const seen: (string | undefined)[] = [];
    let pageToken = '';
    do {
      const page = await client.list({ pageSize: '3', ...(pageToken === '' ? {} : { pageToken }) });
      seen.push(...page.customJobs.map(({ displayName }) => displayName));
      await client.create({ displayName: 'meanwhile' });
      pageToken = page.nextPageToken ?? '';
    } while (pageToken !== '');
    expect(seen).toEqual(['j6', 'j5', 'j4', 'j3', 'j2', 'j1', 'j0']);
  });

  test('a page never exceeds a hundred, and the last one has no token', async () => {
    const client = await start();
    await client.control('POST', 'quota', { submissionsPerMinute: 1000 });
    await Promise.all(Array.from({ length: 101 }, () => client.create()));
    const first = await client.list({ pageSize: '1000' });
    expect(first.customJobs).toHaveLength(100);
    const last = await client.list({ pageSize: '1000', pageToken: first.nextPageToken ?? '' });
    expect(last.customJobs).toHaveLength(1);
    expect(last.nextPageToken).toBeUndefined();
  });

  test('a token belongs to its filter', async () => {
    const client = await start();
    await client.create();
    await client.create();
    const { nextPageToken = '' } = await client.list({ pageSize: '1' });
    for (const query of [
      { pageToken: nextPageToken, filter: 'labels.a:*' },
      { pageToken: 'bogus' },
    ]) {
      const { status } = await client.call(
        'GET',
        `customJobs?${new URLSearchParams(query).toString()}`,
      );
      expect(status).toBe(400);
    }
  });

  test('the server may return shorter pages than requested', async () => {
    const client = await start();
    await client.create();
    await client.create();
    await client.control('POST', 'page-size', { max: 1 });
    const page = await client.list();
    expect(page.customJobs).toHaveLength(1);
    expect(page.nextPageToken).toBeDefined();
  });
});

test('fields and readMask', async () => {
  const client = await start();
  await client.create({ displayName: 'a', labels: { k: 'v' } });
  const expected = { displayName: 'a', labels: { k: 'v' } };
  const { customJobs } = await client.list({
    fields: 'customJobs(displayName,labels),nextPageToken',
  });
  expect(customJobs).toEqual([expected]);
  expect((await client.list({ readMask: 'display_name,labels' })).customJobs).toEqual([expected]);
});

test('a new job may be late in list, never in get', async () => {
  const client = await start();
  await client.control('POST', 'list-lag', { ms: 60_000 });
  const name = await client.create();
  expect((await client.list()).customJobs).toEqual([]);
  expect((await client.call('GET', `/v1beta1/${name}`)).status).toBe(200);
  await client.control('POST', 'list-lag', { ms: 0 });
  expect((await client.list()).customJobs).toHaveLength(1);
});

test('two regions are two lists', async () => {
  const client = await start();
  const name = await client.create();
  const elsewhere = name.replace('us-central1', 'us-east1');
  expect((await client.call('GET', `/v1beta1/${elsewhere}`)).status).toBe(404);
  expect((await client.call('GET', `/v1beta1/${elsewhere.replace(/\/\d+$/, '')}`)).json).toEqual(
    {},
  );
});
