import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jobBody, start, stateOf, until } from '../harness.ts';

const jobsSchema = z.object({
  jobs: z.array(
    z.looseObject({
      displayName: z.string(),
      scenario: z.string(),
      state: z.string(),
      history: z.array(z.object({ state: z.string(), at: z.string() })),
    }),
  ),
});

describe('which scenario a job takes', () => {
  test('by the first matching rule, then the variable, then the image, then success', async () => {
    const { call, control, create } = await start();
    await control('POST', 'scenarios', [
      { match: { displayName: '^once' }, scenario: 'stockout', count: 1 },
      { match: { labels: { team: 'a' } }, scenario: 'stuck' },
      { match: { image: '/crash' }, custom: { phases: [{ state: 'RUNNING' }] } },
    ]);
    await create({ displayName: 'once 1', scenario: 'oom' });
    await create({ displayName: 'once 2', scenario: 'oom' });
    await create({ labels: { team: 'a' } });
    await create({ scenario: 'crash' });
    await create({ scenario: 'resnet' });
    const body = JSON.stringify(jobBody({ scenario: 'oom' })).replace(
      '"containerSpec":{',
      '"containerSpec":{"env":[{"name":"SANDBOX_SCENARIO","value":"paused"}],',
    );
    await call('POST', 'customJobs', body);
    const { jobs } = jobsSchema.parse((await control('GET', 'records')).json);
    expect(jobs.map(({ scenario }) => scenario)).toEqual([
      'stockout',
      'oom',
      'stuck',
      'custom',
      'success',
      'paused',
    ]);
  });
});

describe('jobs', () => {
  test('created in the console, forced into a state, redirected, deleted', async () => {
    const client = await start();
    const made = await client.control('POST', 'jobs', {
      job: jobBody({ displayName: 'by hand' }),
      scenario: 'runaway',
    });
    const name = z.object({ name: z.string() }).parse(made.json).name;
    expect(await stateOf(client, name)).toBe('JOB_STATE_QUEUED');
    await client.control('POST', `jobs/${name}/state`, { state: 'JOB_STATE_HIBERNATING' });
    expect(await stateOf(client, name)).toBe('JOB_STATE_HIBERNATING');
    const id = name.split('/').at(-1) ?? '';
    await client.control('POST', `jobs/${id}/phases`, {
      phases: [{ state: 'RUNNING', ms: 1 }, { state: 'PARTIALLY_SUCCEEDED' }],
    });
    await until(async () => (await stateOf(client, name)) === 'JOB_STATE_PARTIALLY_SUCCEEDED');
    const { jobs } = jobsSchema.parse(
      (await client.control('GET', 'jobs?displayName=by%20hand')).json,
    );
    expect(jobs[0]?.history.map(({ state }) => state)).toEqual([
      'QUEUED',
      'HIBERNATING',
      'RUNNING',
      'PARTIALLY_SUCCEEDED',
    ]);
    await client.control('POST', `jobs/${id}/delete`);
    expect((await client.call('GET', `/v1beta1/${name}`)).status).toBe(404);
    expect((await client.control('GET', 'jobs')).json).toMatchObject({ jobs: [{ deleted: true }] });
  });

  test('a restart keeps the first startTime', async () => {
    const client = await start({ speed: 100 });
    const name = await client.create({ scenario: 'restart' });
    await until(async () => (await stateOf(client, name)) === 'JOB_STATE_SUCCEEDED');
    const { json } = await client.call('GET', `/v1beta1/${name}`);
    const { jobs } = jobsSchema.parse((await client.control('GET', 'jobs')).json);
    const history = jobs[0]?.history ?? [];
    expect(history.map(({ state }) => state)).toEqual([
      'QUEUED',
      'PENDING',
      'RUNNING',
      'PENDING',
      'RUNNING',
      'SUCCEEDED',
    ]);
    expect(json).toMatchObject({ startTime: history[2]?.at, endTime: history[5]?.at });
  });

  test.each([{ project: 'other' }, { location: 'moon-east1' }])(
    'are not created outside the sandbox: %j',
    async (place) => {
      const client = await start();
      const made = await client.control('POST', 'jobs', { job: jobBody(), ...place });
      expect(made.status).toBe(404);
      expect((await client.control('GET', 'jobs')).json).toEqual({ jobs: [] });
    },
  );

  test('speed also changes running jobs', async () => {
    const client = await start();
    const name = await client.create();
    await client.control('POST', 'speed', { speed: 1000 });
    await until(async () => (await stateOf(client, name)) === 'JOB_STATE_SUCCEEDED');
  });

  test('a timeout of the spec ends a runaway', async () => {
    const client = await start({ speed: 100 });
    const body = JSON.stringify(jobBody({ scenario: 'runaway' })).replace(
      '"jobSpec":{',
      '"jobSpec":{"scheduling":{"timeout":"2s"},',
    );
    const { json } = await client.call('POST', 'customJobs', body);
    const name = z.object({ name: z.string() }).parse(json).name;
    await until(async () => (await stateOf(client, name)) === 'JOB_STATE_FAILED');
    expect((await client.call('GET', `/v1beta1/${name}`)).json).toMatchObject({
      error: { code: 4 },
    });
  });
});

test.each([
  ['faults', { kind: 'explode' }, 'kind'],
  ['faults', { kind: 'delay' }, 'ms'],
  ['faults', { kind: 'kill', pid: 1, when: 'after-record' }, 'pid'],
  ['scenarios', { scenario: 'nonsense' }, 'scenario'],
  ['scenarios', { match: { displayName: '(' }, scenario: 'oom' }, 'match.displayName'],
  ['speed', { speed: 0 }, 'speed'],
  ['outage', { locations: 'all' }, 'locations'],
  ['quota', { gpus: 1 }, ''],
])('POST %s %j is refused at %s', async (path, body, where) => {
  const { control } = await start();
  const { status, json } = await control('POST', path, body);
  expect([status, json]).toMatchObject([
    400,
    { path: where, error: expect.any(String) as unknown },
  ]);
});

test('an unknown route or job is a 404', async () => {
  const { control } = await start();
  expect((await control('GET', 'nothing')).status).toBe(404);
  expect((await control('POST', 'jobs/1/state', { state: 'FAILED' })).status).toBe(404);
  expect((await control('POST', 'speed', '{')).status).toBe(400);
});

test('reset forgets everything but tokens', async () => {
  const client = await start();
  await client.create();
  await client.control('POST', 'quota', { crudPerMinute: 0 });
  await client.control('POST', 'faults', { kind: 'close-before', count: null });
  await client.control('POST', 'reset');
  expect((await client.list()).customJobs).toEqual([]);
  expect((await client.control('GET', 'records')).json).toMatchObject({
    jobs: [],
    requests: [{ call: 'list' }],
  });
});

describe('what is newer than the proto', () => {
  const newer = (scheduling: object) => {
    const body = JSON.stringify(jobBody({ displayName: 'newer' }));
    return body.replace('"jobSpec":{', `"jobSpec":{"scheduling":${JSON.stringify(scheduling)},`);
  };

  test('is refused at first, and accepted as it is after the control route allows it', async () => {
    const { call, control } = await start();
    const scheduling = { priorityClass: { name: 'high' }, strategy: 'LATE_START' };
    expect((await call('POST', 'customJobs', newer(scheduling))).status).toBe(400);
    await control('POST', 'accept', { path: 'jobSpec.scheduling.priorityClass' });
    const half = await call('POST', 'customJobs', newer(scheduling));
    expect(half.status).toBe(400);
    expect(JSON.stringify(half.json)).toContain('LATE_START');
    await control('POST', 'accept', { path: 'jobSpec.scheduling.strategy', enum: 'LATE_START' });
    const taken = await call('POST', 'customJobs', newer(scheduling));
    expect(taken).toMatchObject({ status: 200, json: { jobSpec: { scheduling } } });
    expect((await call('POST', 'customJobs', newer({ strategy: 'LATER' }))).status).toBe(400);
    await control('POST', 'reset', {});
    expect((await call('POST', 'customJobs', newer(scheduling))).status).toBe(400);
  });
});

test('the records keep why a create was refused, and what it was, even if nobody got the answer', async () => {
  const client = await start();
  const refusal = { status: 'FAILED_PRECONDITION', message: 'None in {location}.' };
  const custom = { phases: [{ state: 'QUEUED' }], refusal };
  await client.control('POST', 'scenarios', { match: { labels: { team: 'a' } }, custom });
  const post = (team: string) => client.call('POST', 'customJobs', jobBody({ labels: { team } }));
  expect((await post('a')).status).toBe(400);
  expect((await post('b')).status).toBe(200);
  await client.control('POST', 'faults', { kind: 'record-then-close' });
  await expect(post('a')).rejects.toThrow();
  const refused = { labels: { team: 'a' }, message: 'None in us-central1.' };
  expect((await client.control('GET', 'records')).json).toMatchObject({
    requests: [{ refused, status: 400 }, { refused: null }, { refused, status: null }],
  });
});
