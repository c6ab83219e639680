import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../../app/sandbox/vertex/base/errors.ts';
import type { Json } from '../../../../app/sandbox/shared/json.ts';
import { readMessage } from '../../../../app/sandbox/vertex/proto/proto-read.ts';
import { withNumericEnums } from '../../../../app/sandbox/vertex/proto/proto-write.ts';

const read = (job: Json): Json => readMessage('CustomJob', job, 'custom_job');

describe('what it accepts', () => {
  test('both spellings, numeric enums, int64 as number or text; zero values and output fields are dropped', () => {
    const job = {
      display_name: 'x',
      name: 'ignored',
      state: 3,
      createTime: '2026-01-01T00:00:00Z',
      error: { code: 3 },
      labels: { a: '' },
      job_spec: {
        worker_pool_specs: [
          {
            machineSpec: { accelerator_type: 11, acceleratorCount: '2', gpuPartitionSize: '' },
            replica_count: 3,
            containerSpec: { image_uri: 'i', args: [], env: null },
          },
          {},
        ],
        enableWebAccess: false,
        scheduling: { strategy: 6, timeout: '60s' },
      },
    };
    expect(read(job)).toEqual({
      displayName: 'x',
      labels: { a: '' },
      jobSpec: {
        workerPoolSpecs: [
          {
            machineSpec: { acceleratorType: 'NVIDIA_L4', acceleratorCount: 2 },
            replicaCount: '3',
            containerSpec: { imageUri: 'i' },
          },
          {},
        ],
        scheduling: { strategy: 'FLEX_START', timeout: '60s' },
      },
    });
  });

  test('int64 beyond 2^53 keeps its digits', () => {
    const pool = { replicaCount: '9007199254740993' };
    expect(read({ jobSpec: { workerPoolSpecs: [pool] } })).toEqual({
      jobSpec: { workerPoolSpecs: [pool] },
    });
  });
});

describe('what it refuses, with the path', () => {
  test.each([
    [
      { color: 1 },
      `Invalid JSON payload received. Unknown name "color" at 'custom_job': Cannot find field.`,
    ],
    [
      { jobSpec: { workerPoolSpecs: [{}, { image: 'x' }] } },
      `Invalid JSON payload received. Unknown name "image" at 'custom_job.job_spec.worker_pool_specs[1]': Cannot find field.`,
    ],
    [{ displayName: 5 }, `Invalid value at 'custom_job.display_name' (TYPE_STRING), 5`],
    [
      { jobSpec: { scheduling: { strategy: 'CHEAP' } } },
      `Invalid value at 'custom_job.job_spec.scheduling.strategy' (type.googleapis.com/google.cloud.aiplatform.v1beta1.Scheduling.Strategy), "CHEAP"`,
    ],
    [
      { jobSpec: { scheduling: { timeout: '1h' } } },
      `Invalid value at 'custom_job.job_spec.scheduling.timeout' (type.googleapis.com/google.protobuf.Duration), "1h"`,
    ],
    [
      { jobSpec: { workerPoolSpecs: [{ replicaCount: 1.5 }] } },
      `Invalid value at 'custom_job.job_spec.worker_pool_specs[0].replica_count' (TYPE_INT64), 1.5`,
    ],
    [{ labels: { a: 1 } }, `Invalid value at 'custom_job.labels' (TYPE_MESSAGE), {}`],
    [
      [],
      `Invalid value at 'custom_job' (type.googleapis.com/google.cloud.aiplatform.v1beta1.CustomJob), {}`,
    ],
  ])('%j', (job, message) => {
    expect(() => read(job)).toThrow(message);
  });

  test('all problems at once, with field violations', () => {
    try {
      read({ a: 1, b: 2 });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toMatchObject({
        details: [{ fieldViolations: [{ field: 'custom_job' }, {}] }],
      });
    }
  });
});

test('answers with numbers; an unknown state gets a number that has no name yet', () => {
  const job = { state: 'JOB_STATE_HIBERNATING', jobSpec: { scheduling: { strategy: 'SPOT' } } };
  expect(withNumericEnums('ListCustomJobsResponse', { customJobs: [job] })).toEqual({
    customJobs: [{ state: 99, jobSpec: { scheduling: { strategy: 4 } } }],
  });
});
