import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jobBody, parent, start, stateOf, until } from './harness.ts';

describe('create and get', () => {
  test('a job has its project’s number, a 19-digit id, microseconds, and only the fields that are set', async () => {
    const { call } = await start();
    const { status, json, headers } = await call('POST', 'customJobs', {
      ...jobBody({ labels: { 'launch-id': 'a' } }),
      name: 'mine',
      state: 'JOB_STATE_RUNNING',
    });
    expect(status).toBe(200);
    expect(headers.get('date')).toMatch(/GMT$/);
    expect(json).toEqual({
      ...jobBody({ labels: { 'launch-id': 'a' } }),
      name: expect.stringMatching(
        /^projects\/123456789012\/locations\/us-central1\/customJobs\/\d{19}$/,
      ) as unknown,
      state: 'JOB_STATE_QUEUED',
      createTime: expect.stringMatching(/T\d\d:\d\d:\d\d\.\d{6}Z$/) as unknown,
      updateTime: json?.['createTime'],
    });
    const { name } = z.object({ name: z.string() }).parse(json);
    expect(Number.isSafeInteger(Number(name.split('/').at(-1)))).toBe(false);
    for (const path of [name, name.replace('123456789012', 'sandbox-project')]) {
      for (const version of ['v1', 'v1beta1']) {
        expect((await call('GET', `/${version}/${path}`)).json).toMatchObject({ name });
      }
    }
  });

  test('accepts numeric enums and answers with them on request', async () => {
    const { call } = await start();
    const body = {
      display_name: 'x',
      state: 0,
      job_spec: {
        worker_pool_specs: [
          {
            machine_spec: {
              machine_type: 'g2-standard-8',
              accelerator_type: 11,
              accelerator_count: 1,
            },
            replica_count: 1,
            container_spec: { image_uri: 'i' },
          },
        ],
        scheduling: { strategy: 4 },
      },
    };
    const path = 'customJobs?%24alt=json%3Benum-encoding%3Dint&prettyPrint=false';
    const { status, text, json } = await call('POST', path, body);
    expect(status).toBe(200);
    expect(text).not.toContain('\n  ');
    expect(json).toMatchObject({
      state: 1,
      jobSpec: {
        workerPoolSpecs: [{ machineSpec: { acceleratorType: 11 }, replicaCount: '1' }],
        scheduling: { strategy: 4 },
      },
    });
    const plain = await call('GET', `customJobs?$alt=json`);
    expect(plain.text).toContain('"NVIDIA_L4"');
  });

  test('partial responses on get', async () => {
    const { call, create } = await start();
    const name = await create();
    const { json } = await call(
      'GET',
      `/v1beta1/${name}?$fields=name,jobSpec/workerPoolSpecs(replicaCount)`,
    );
    expect(json).toEqual({ name, jobSpec: { workerPoolSpecs: [{ replicaCount: '1' }] } });
  });
});

describe('refusals', () => {
  test.each([
    ['no token', {}, 'CREDENTIALS_MISSING'],
    ['a wrong token', { authorization: 'Bearer nope' }, 'ACCESS_TOKEN_EXPIRED'],
  ])('%s', async (_, headers, reason) => {
    const { call } = await start();
    const { json, status: http } = await call('GET', 'customJobs', undefined, { headers });
    expect(http).toBe(401);
    expect(json).toMatchObject({
      error: { code: 401, status: 'UNAUTHENTICATED', details: [{ reason }] },
    });
  });

  test.each([
    ['GET', '/v1beta1/projects/nobody/locations/us-central1/customJobs', 403, 'PERMISSION_DENIED'],
    ['GET', '/v1beta1/projects/sandbox-project/locations/mars/customJobs', 400, 'INVALID_ARGUMENT'],
    ['GET', `${parent}/customJobs/1`, 404, 'NOT_FOUND'],
    ['POST', `${parent}/customJobs/1:cancel`, 404, 'NOT_FOUND'],
    ['GET', `${parent}/operations/1`, 404, 'NOT_FOUND'],
    ['GET', `${parent}/customJobs?color=red`, 400, 'INVALID_ARGUMENT'],
    ['GET', `${parent}/customJobs?pageSize=-1`, 400, 'INVALID_ARGUMENT'],
    ['GET', `${parent}/customJobs?filter=update_time%3E%22x%22`, 400, 'INVALID_ARGUMENT'],
    ['GET', `${parent}/customJobs?fields=jobs`, 400, 'INVALID_ARGUMENT'],
    ['GET', `${parent}/customJobs?alt=proto`, 400, 'INVALID_ARGUMENT'],
  ])('%s %s → %i', async (method, path, code, status) => {
    const { call } = await start();
    const { json, status: http } = await call(method, path);
    expect([http, json]).toMatchObject([code, { error: { code, status } }]);
  });

  test.each([
    ['PUT', `${parent}/customJobs`],
    ['PATCH', `${parent}/customJobs/1`],
    ['GET', '/v2beta1/projects/p'],
    ['POST', `${parent}/customJobs/1:stop`],
  ])('%s %s is a page that says 404', async (method, path) => {
    const { call } = await start();
    const { status, text } = await call(method, path);
    expect(status).toBe(404);
    expect(text).toContain('Error 404 (Not Found)!!1');
  });

  test('bodies that are not JSON, or not the right JSON', async () => {
    const { call } = await start();
    for (const body of ['{', '', '[]', '{"displayName":"x","color":1}']) {
      const { status, json } = await call('POST', 'customJobs', body);
      expect([status, json]).toMatchObject([400, { error: { status: 'INVALID_ARGUMENT' } }]);
    }
  });

  test('permissions, accounts, images and quotas, each with its own text', async () => {
    const { call, control } = await start();
    const post = async (body: object): Promise<unknown> =>
      (await call('POST', 'customJobs', body)).json?.['error'];
    expect(await post(jobBody({ scenario: 'bad-image' }))).toMatchObject({
      status: 'FAILED_PRECONDITION',
      message: expect.stringContaining(
        'does not have permission to access Artifact Registry',
      ) as unknown,
    });
    expect(await post(jobBody({ scenario: 'no-access/x' }))).toMatchObject({ code: 400 });
    expect(await post(jobBody({ scenario: 'quota-at-create' }))).toMatchObject({
      code: 429,
      message: expect.stringContaining('quota metrics exceed quota limits') as unknown,
    });
    const job = z
      .object({ displayName: z.string(), jobSpec: z.record(z.string(), z.unknown()) })
      .parse(jobBody());
    const serviceAccount = 'no-actas@p.iam.gserviceaccount.com';
    expect(await post({ ...job, jobSpec: { ...job.jobSpec, serviceAccount } })).toMatchObject({
      message: `You do not have permission to act as service_account: ${serviceAccount}. (or it may not exist).`,
    });
    await control('POST', 'permissions', {
      deny: [{ permission: 'aiplatform.customJobs.create' }],
    });
    expect(await post(jobBody())).toMatchObject({
      code: 403,
      status: 'PERMISSION_DENIED',
      details: [{ reason: 'IAM_PERMISSION_DENIED' }],
    });
  });

  test('accelerators beyond the quota', async () => {
    const { call, control } = await start();
    await control('POST', 'quota', { accelerators: { NVIDIA_L4: 1 } });
    const pool = {
      machineSpec: { machineType: 'g2-standard-8' },
      replicaCount: '1',
      containerSpec: { imageUri: 'i' },
    };
    const body = { displayName: 'x', jobSpec: { workerPoolSpecs: [pool] } };
    expect((await call('POST', 'customJobs', body)).status).toBe(200);
    expect((await call('POST', 'customJobs', body)).json).toMatchObject({
      error: {
        code: 429,
        message:
          'The following quota metrics exceed quota limits: aiplatform.googleapis.com/custom_model_training_nvidia_l4_gpus',
      },
    });
  });
});

test('a quota refusal of a scenario names what the job asked for', async () => {
  const { call, control } = await start();
  await control('POST', 'scenarios', { match: {}, scenario: 'quota-at-create' });
  const refused = async (machineType: string, strategy = 'STANDARD') => {
    const pool = {
      machineSpec: { machineType },
      replicaCount: '1',
      containerSpec: { imageUri: 'i' },
    };
    const jobSpec = { workerPoolSpecs: [pool], scheduling: { strategy } };
    return (await call('POST', 'customJobs', { displayName: 'x', jobSpec })).json;
  };
  const message = (metric: string) => ({
    error: {
      message: `The following quota metrics exceed quota limits: aiplatform.googleapis.com/custom_model_training_${metric}`,
    },
  });
  expect(await refused('a3-highgpu-8g')).toMatchObject(message('nvidia_h100_gpus'));
  expect(await refused('g2-standard-8', 'SPOT')).toMatchObject(
    message('preemptible_nvidia_l4_gpus'),
  );
  expect(await refused('n1-standard-4')).toMatchObject(message('cpus'));
});

describe('rate quotas', () => {
  test('submissions and other requests are counted separately, in each region', async () => {
    const { call, control, create } = await start();
    await control('POST', 'quota', { submissionsPerMinute: 2, crudPerMinute: 3 });
    await create();
    await create();
    const refused = await call('POST', 'customJobs', jobBody());
    expect(refused.json).toMatchObject({
      error: {
        code: 429,
        message: expect.stringMatching(
          /^Quota exceeded for quota metric '.+' and limit '.+' of service/,
        ) as unknown,
        details: [{ reason: 'RATE_LIMIT_EXCEEDED' }],
      },
    });
    const statuses = await Promise.all([1, 2, 3, 4].map(() => call('GET', 'customJobs')));
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429]);
    const elsewhere = parent.replace('us-central1', 'us-east1');
    expect((await call('GET', `${elsewhere}/customJobs`)).status).toBe(200);
  });
});

describe('cancel', () => {
  test('is asynchronous and ends in CANCELLED with code 1', async () => {
    const client = await start({ speed: 40 });
    const name = await client.create({ scenario: 'runaway' });
    await until(async () => (await stateOf(client, name)) === 'JOB_STATE_RUNNING');
    expect((await client.call('POST', `/v1beta1/${name}:cancel`, {})).json).toEqual({});
    expect(await stateOf(client, name)).toBe('JOB_STATE_CANCELLING');
    expect((await client.call('POST', `/v1beta1/${name}:cancel`)).status).toBe(200);
    await until(async () => (await stateOf(client, name)) === 'JOB_STATE_CANCELLED');
    const { json } = await client.call('GET', `/v1beta1/${name}`);
    expect(json).toMatchObject({ error: { code: 1, message: 'CANCELED' } });
    expect(json).toHaveProperty('endTime');
  });

  test('may lose the race', async () => {
    // Slow enough that a busy machine sees the states in between.
    const client = await start({ speed: 4 });
    const name = await client.create({ scenario: 'cancel-loses-race' });
    await client.call('POST', `/v1beta1/${name}:cancel`);
    expect(await stateOf(client, name)).toBe('JOB_STATE_CANCELLING');
    await until(async () => (await stateOf(client, name)) === 'JOB_STATE_SUCCEEDED');
  });

  test('of a finished job is refused', async () => {
    const client = await start();
    const name = await client.create();
    await client.control('POST', `jobs/${name}/state`, { state: 'SUCCEEDED' });
    expect((await client.call('POST', `/v1beta1/${name}:cancel`)).json).toMatchObject({
      error: { code: 400, status: 'FAILED_PRECONDITION' },
    });
  });
});

test('delete is an operation; the job is gone when it is done', async () => {
  const client = await start({ speed: 100 });
  const name = await client.create({ scenario: 'exit127' });
  expect((await client.call('DELETE', `/v1beta1/${name}`)).status).toBe(400);
  await client.control('POST', `jobs/${name}/state`, { state: 'FAILED' });
  const { json } = await client.call('DELETE', `/v1beta1/${name}`);
  const operation = z.object({ name: z.string() }).parse(json).name;
  expect(json).not.toHaveProperty('done');
  await until(
    async () => (await client.call('GET', `/v1beta1/${operation}`)).json?.['done'] === true,
  );
  // The path that Google's generated clients use.
  expect((await client.call('GET', `/ui/${operation}`)).status).toBe(200);
  expect((await client.call('GET', `/v1beta1/${name}`)).status).toBe(404);
  expect((await client.list()).customJobs).toEqual([]);
});

test('an error may come late; endTime does not wait for it', async () => {
  const client = await start();
  const name = await client.create();
  const error = { code: 3, message: 'late in {location}' };
  await client.control('POST', `jobs/${name}/phases`, {
    phases: [{ state: 'FAILED' }],
    error,
    lateErrorMs: 150,
  });
  const early = (await client.call('GET', `/v1beta1/${name}`)).json;
  expect(early).toMatchObject({
    state: 'JOB_STATE_FAILED',
    endTime: expect.any(String) as unknown,
  });
  expect(early).not.toHaveProperty('error');
  await until(
    async () => (await client.call('GET', `/v1beta1/${name}`)).json?.['error'] !== undefined,
  );
  const late = (await client.call('GET', `/v1beta1/${name}`)).json;
  expect(late).toMatchObject({ error: { code: 3, message: 'late in us-central1' } });
  expect(late?.['updateTime']).not.toBe(early?.['updateTime']);
  expect(late?.['endTime']).toBe(early?.['endTime']);
});

test('locations', async () => {
  const { call } = await start({ locations: ['us-central1', 'us-east1'] });
  const all = await call('GET', '/v1beta1/projects/sandbox-project/locations');
  expect(all.json).toMatchObject({
    locations: [{ locationId: 'us-central1' }, { locationId: 'us-east1' }],
  });
  expect((await call('GET', parent)).json).toMatchObject({ locationId: 'us-central1' });
  expect((await call('GET', '/v1beta1/projects/sandbox-project/locations/mars')).status).toBe(404);
});
