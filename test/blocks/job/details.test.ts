import { expect, test } from 'vitest';
import { detailsOf, glanceOf } from '../../../blocks/job/details.ts';

const body = (jobSpec: Record<string, unknown>, more: object = {}) => ({
  displayName: 'resnet',
  jobSpec,
  ...more,
});
const told = (...args: Parameters<typeof body>) =>
  detailsOf(body(...args)).map(({ name, value }) => `${name}: ${value}`);

test('everything a job is launched with besides its machines is told', () => {
  const spec = {
    scheduling: {
      strategy: 'FLEX_START',
      timeout: '604800s',
      maxWaitDuration: '86400s',
      restartJobOnWorkerRestart: true,
      disableRetries: true,
    },
    serviceAccount: 'trainer@ml-prod.iam.gserviceaccount.com',
    network: 'projects/123/global/networks/ml',
    reservedIpRanges: ['a', 'b'],
    pscInterfaceConfig: {
      networkAttachment: 'attachment',
      dnsPeeringConfigs: [{ domain: 'corp.example.' }],
    },
    persistentResourceId: 'warm-pool',
    tensorboard: 'projects/123/locations/us-central1/tensorboards/1',
    experiment: 'exp',
    experimentRun: 'run-1',
    baseOutputDirectory: { outputUriPrefix: 'gs://out' },
  };
  expect(told(spec, { encryptionSpec: { kmsKeyName: 'key' } })).toEqual([
    'Scheduling: FLEX_START, ends after 7 d of running, waits 1 d for machines at most, starts over when a worker restarts, is not retried by Vertex',
    'Service account: trainer@ml-prod.iam.gserviceaccount.com',
    'Network: projects/123/global/networks/ml',
    'Reserved IP ranges: a, b',
    'Network attachment (PSC): attachment',
    'DNS peering: corp.example.',
    'Encryption key: key',
    'Persistent resource: warm-pool',
    'TensorBoard: projects/123/locations/us-central1/tensorboards/1',
    'Experiment: exp / run-1',
    'Output: gs://out',
  ]);
  expect(glanceOf(body(spec))).toEqual([
    { name: 'Scheduling', value: 'FLEX_START' },
    { name: 'Persistent resource', value: 'warm-pool' },
  ]);
});

test.each([
  {},
  { scheduling: {}, reservedIpRanges: [], serviceAccount: '', workerPoolSpecs: [] },
  { scheduling: { strategy: 'STANDARD', restartJobOnWorkerRestart: false } },
  { scheduling: 7, network: null, pscInterfaceConfig: 'x', reservedIpRanges: [1], tensorboard: {} },
])('nothing is told of what is usual, or can’t be read: %j', (spec) => {
  expect(told(spec)).toEqual([]);
  expect(glanceOf(body(spec))).toEqual([]);
});

test('what can’t be read costs nothing else', () => {
  expect(told({ network: 'n', scheduling: { timeout: 'soon', strategy: 'SPOT' } })).toEqual([
    'Scheduling: SPOT',
    'Network: n',
  ]);
});
