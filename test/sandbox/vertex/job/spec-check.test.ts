import { describe, expect, test } from 'vitest';
import { jobSchema } from '../../../../app/sandbox/vertex/job/job-spec.ts';
import type { Json, JsonObject } from '../../../../app/sandbox/shared/json.ts';
import { checkJob } from '../../../../app/sandbox/vertex/job/spec-check.ts';

const containerSpec = { imageUri: 'us-docker.pkg.dev/p/r/train:v1' };
const n1 = { machineSpec: { machineType: 'n1-standard-4' }, replicaCount: '1', containerSpec };

const check = (job: JsonObject): void => checkJob(jobSchema.parse(job));
const withPools = (...pools: Json[]): JsonObject => ({
  displayName: 'x',
  jobSpec: { workerPoolSpecs: pools },
});
const withSpec = (spec: JsonObject): JsonObject => ({
  displayName: 'x',
  jobSpec: { workerPoolSpecs: [n1], ...spec },
});
const withMachine = (machineSpec: JsonObject, spec: JsonObject = {}): JsonObject => ({
  displayName: 'x',
  jobSpec: { workerPoolSpecs: [{ ...n1, machineSpec }], ...spec },
});
const env = (count: number): Json[] =>
  Array.from({ length: count }, (_, index) => ({ name: `A${index}`, value: 'x' }));

describe('accepted', () => {
  test.each<[string, JsonObject]>([
    ['one pool', withPools(n1)],
    ['an empty pool in the middle', withPools(n1, {}, { ...n1, replicaCount: '8' })],
    [
      'a python package',
      withPools({
        machineSpec: n1.machineSpec,
        replicaCount: '1',
        pythonPackageSpec: { executorImageUri: 'e', packageUris: ['gs://b/p'], pythonModule: 'm' },
      }),
    ],
    ['a display name of 128 emoji', { ...withPools(n1), displayName: '🚀'.repeat(128) }],
    [
      'labels in another script',
      { ...withPools(n1), labels: { équipe: '日本', 'run-id': '', '2024-cohort': 'a' } },
    ],
    [
      'L4 on G2',
      withMachine({
        machineType: 'g2-standard-24',
        acceleratorType: 'NVIDIA_L4',
        acceleratorCount: 2,
      }),
    ],
    ['G2 without a word of its L4', withMachine({ machineType: 'g2-standard-4' })],
    [
      'T4 on N1',
      withMachine({
        machineType: 'n1-highmem-8',
        acceleratorType: 'NVIDIA_TESLA_T4',
        acceleratorCount: 4,
      }),
    ],
    [
      'a TPU',
      withMachine({ machineType: 'cloud-tpu', acceleratorType: 'TPU_V3', acceleratorCount: 8 }),
    ],
    [
      'FLEX_START with a waiting time',
      withMachine(
        { machineType: 'a3-highgpu-8g', acceleratorType: 'NVIDIA_H100_80GB', acceleratorCount: 8 },
        { scheduling: { strategy: 'FLEX_START', maxWaitDuration: '0s', timeout: '604800s' } },
      ),
    ],
    ['a Trillium slice', withMachine({ machineType: 'ct6e-standard-4t', tpuTopology: '2x2' })],
    [
      'the machines of a persistent resource',
      {
        displayName: 'x',
        jobSpec: {
          persistentResourceId: 'pool',
          workerPoolSpecs: [{ replicaCount: '1', containerSpec }],
        },
      },
    ],
    [
      'a hundred variables',
      withPools({ ...n1, containerSpec: { ...containerSpec, env: env(100) } }),
    ],
  ])('%s', (_, job) => {
    expect(() => check(job)).not.toThrow();
  });
});

describe('refused with the path', () => {
  const both = 'Both `accelerator_type` and `accelerator_count` should be specified or none.';
  test.each<[string, JsonObject, string]>([
    [
      'no display name',
      { ...withPools(n1), displayName: '' },
      'display_name; Message: Required field is not set.',
    ],
    [
      '129 characters',
      { ...withPools(n1), displayName: 'é'.repeat(129) },
      'display_name; Message: The display name can be up to 128',
    ],
    [
      'an upper-case label',
      { ...withPools(n1), labels: { Team: 'x' } },
      'labels; Message: Invalid label "Team"',
    ],
    [
      'a label value with a dot',
      { ...withPools(n1), labels: { v: '1.2' } },
      'labels; Message: Invalid label "v"',
    ],
    [
      'a long label',
      { ...withPools(n1), labels: { v: 'x'.repeat(65) } },
      'labels; Message: Invalid label "v"',
    ],
    ['no spec', { displayName: 'x' }, 'job_spec; Message: Required'],
    ['no pools', withPools(), 'job_spec.worker_pool_specs; Message: Required'],
    [
      'an empty first pool',
      withPools({}, n1),
      'worker_pool_specs[0]; Message: The first worker pool can not be empty.',
    ],
    [
      'two chiefs',
      withPools({ ...n1, replicaCount: '2' }),
      'worker_pool_specs[0].replica_count; Message: The replica count of the first',
    ],
    [
      'no replicas',
      withPools(n1, { ...n1, replicaCount: '0' }),
      'worker_pool_specs[1].replica_count',
    ],
    ['five pools', withPools(n1, n1, n1, n1, n1), 'No more than 4 worker pools'],
    [
      'no task',
      withPools({ machineSpec: n1.machineSpec, replicaCount: '1' }),
      'Exactly one of `container_spec`',
    ],
    ['two tasks', withPools({ ...n1, pythonPackageSpec: {} }), 'Exactly one of `container_spec`'],
    [
      'no image',
      withPools({ ...n1, containerSpec: {} }),
      'container_spec.image_uri; Message: Required',
    ],
    [
      'no machine',
      withPools({ ...n1, machineSpec: {} }),
      'machine_spec.machine_type; Message: Required',
    ],
    [
      'a count without a type',
      withMachine({ machineType: 'n1-standard-4', acceleratorCount: 1 }),
      both,
    ],
    [
      'a type without a count',
      withMachine({ machineType: 'n1-standard-4', acceleratorType: 'NVIDIA_TESLA_T4' }),
      both,
    ],
    [
      'a bad variable name',
      withPools({ ...n1, containerSpec: { ...containerSpec, env: [{ name: '1A' }] } }),
      'env[0].name; Message: The name must be a valid C identifier.',
    ],
    [
      'too many variables',
      withPools({ ...n1, containerSpec: { ...containerSpec, env: env(101) } }),
      'maximum number of environment variables is 100',
    ],
    [
      'a small disk',
      withPools({ ...n1, diskSpec: { bootDiskSizeGb: 10 } }),
      'disk_spec.boot_disk_size_gb',
    ],
    [
      'an unknown disk',
      withPools({ ...n1, diskSpec: { bootDiskType: 'floppy' } }),
      'Boot disk type "floppy" is not supported.',
    ],
    [
      'a network by name',
      withSpec({ network: 'projects/p/global/networks/n' }),
      'job_spec.network',
    ],
    [
      'an output that is no bucket',
      withSpec({ baseOutputDirectory: { outputUriPrefix: '/tmp' } }),
      'output_uri_prefix',
    ],
    [
      'an empty value in env',
      withPools({ ...n1, containerSpec: { imageUri: 'i', env: [{ name: 'A', value: '' }] } }),
      'container_spec.env[0].value; Message: Required',
    ],
    [
      'an apostrophe in env',
      withPools({ ...n1, containerSpec: { imageUri: 'i', env: [{ name: 'A', value: "it's" }] } }),
      'unescaped apostrophe',
    ],
    [
      'a label of 180 bytes',
      { ...withPools(n1), labels: { team: '字'.repeat(60) } },
      'Invalid label "team"',
    ],
    ['a tensorboard without account', withSpec({ tensorboard: 't' }), 'job_spec.service_account'],
    ['no key name', { ...withPools(n1), encryptionSpec: {} }, 'encryption_spec.kms_key_name'],
    ['a timeout of nothing', withSpec({ scheduling: { timeout: '0s' } }), 'scheduling.timeout'],
  ])('%s', (_, job, message) => {
    expect(() => check(job)).toThrow(message);
  });

  test('several problems come in one numbered list', () => {
    expect(() => check({ displayName: '', jobSpec: { workerPoolSpecs: [] } })).toThrow(
      'List of found errors:\t1.Field: display_name; Message: Required field is not set.\t2.Field: job_spec.worker_pool_specs; Message: Required field is not set.\t',
    );
  });

  test.each<[JsonObject, string]>([
    [{ machineType: 'z9-mega-1' }, 'Machine type "z9-mega-1" is not supported.'],
    [{ machineType: 'a2-highgpu-3g' }, 'Machine type "a2-highgpu-3g" is not supported.'],
    [
      { machineType: 'n1-standard-4', acceleratorType: 'NVIDIA_TESLA_K80', acceleratorCount: 1 },
      'Accelerator "NVIDIA_TESLA_K80" is not supported for machine type "n1-standard-4".',
    ],
    [
      { machineType: 'g2-standard-4', acceleratorType: 'NVIDIA_TESLA_T4', acceleratorCount: 1 },
      'Accelerator "NVIDIA_TESLA_T4" is not supported for machine type "g2-standard-4".',
    ],
    [
      { machineType: 'n1-standard-4', acceleratorType: 'NVIDIA_TESLA_T4', acceleratorCount: 3 },
      'Accelerator count 3 is not supported for accelerator "NVIDIA_TESLA_T4" and machine type "n1-standard-4".',
    ],
  ])('%j', (machine, message) => {
    expect(() => check(withMachine(machine))).toThrow(message);
  });
});
