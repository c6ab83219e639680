import { expect, test } from 'vitest';
import {
  applyMask,
  parseFields,
  parseReadMask,
} from '../../../../app/sandbox/vertex/proto/field-mask.ts';
import type { Json } from '../../../../app/sandbox/shared/json.ts';

const page = {
  customJobs: [
    {
      name: 'n',
      state: 'JOB_STATE_RUNNING',
      labels: { a: 'b', c: 'd' },
      jobSpec: { scheduling: { timeout: '1s', strategy: 'SPOT' }, network: 'x' },
    },
  ],
  nextPageToken: 't',
};
const pick = (fields: string): Json =>
  applyMask(parseFields(fields, 'ListCustomJobsResponse'), 'ListCustomJobsResponse', page);

test.each([
  ['nextPageToken', { nextPageToken: 't' }],
  [
    'customJobs(name,state),nextPageToken',
    { customJobs: [{ name: 'n', state: 'JOB_STATE_RUNNING' }], nextPageToken: 't' },
  ],
  ['customJobs/labels', { customJobs: [{ labels: { a: 'b', c: 'd' } }] }],
  [
    'customJobs(name,jobSpec(scheduling/timeout,network))',
    { customJobs: [{ name: 'n', jobSpec: { scheduling: { timeout: '1s' }, network: 'x' } }] },
  ],
  ['customJobs(job_spec.network)', { customJobs: [{ jobSpec: { network: 'x' } }] }],
  ['*', page],
  ['*/name', { customJobs: [{ name: 'n' }], nextPageToken: 't' }],
])('%s', (fields, expected) => {
  expect(pick(fields)).toEqual(expected);
});

test.each([
  'customJobs(',
  'customJobs(name',
  'a,,b',
  'customJobs(color)',
  'jobs',
  'name)',
  '/name',
  ',',
])('refuses %s', (fields) => {
  expect(() => pick(fields)).toThrow('Request contains an invalid argument.');
});

test('a read mask has dotted paths and no brackets', () => {
  const mask = parseReadMask('name,jobSpec.network', 'CustomJob');
  expect(
    applyMask(mask, 'CustomJob', { name: 'n', jobSpec: { network: 'x', experiment: 'e' } }),
  ).toEqual({
    name: 'n',
    jobSpec: { network: 'x' },
  });
  expect(() => parseReadMask('jobSpec(network)', 'CustomJob')).toThrow('invalid argument');
});
