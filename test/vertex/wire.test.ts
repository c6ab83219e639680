import { expect, test } from 'vitest';
import { readCustomJob, readPage } from '../../app/vertex/wire.ts';
import { key, now, wire } from './harness.ts';

const read = (change: object) => readCustomJob({ ...wire, ...change }, now);

test('a job as Google writes it', () => {
  const jobSpec = { workerPoolSpecs: [{ replicaCount: '1' }], notInventedYet: { x: 1 } };
  expect(
    read({ jobSpec, satisfiesPzs: true, error: { code: 3, message: 'exit 1', details: [] } }),
  ).toEqual({
    key,
    name: wire.name,
    displayName: 'resnet',
    state: 'RUNNING',
    createTime: Date.UTC(2026, 10, 24, 12, 0, 0, 123),
    startTime: Date.UTC(2026, 10, 24, 12, 6),
    endTime: undefined,
    updateTime: Date.UTC(2026, 10, 24, 12, 6, 1, 500),
    error: { code: 3, message: 'exit 1' },
    labels: { 'launch-id': 'l1' },
    webAccessUris: undefined,
    jobSpec,
    encryptionSpec: undefined,
  });
});

test.each([
  ['JOB_STATE_PARTIALLY_SUCCEEDED', 'PARTIALLY_SUCCEEDED'],
  ['JOB_STATE_HIBERNATING', 'HIBERNATING'],
  ['SOMETHING_ELSE', 'SOMETHING_ELSE'],
  [3, 'RUNNING'],
  [11, 'PARTIALLY_SUCCEEDED'],
  [99, 'STATE_99'],
  [undefined, 'UNSPECIFIED'],
  [{}, 'UNSPECIFIED'],
])('state %j is %s', (sent, state) => {
  expect(read({ state: sent })?.state).toBe(state);
});

test('an odd field costs itself and nothing else', () => {
  const odd = read({
    displayName: 7,
    createTime: 'yesterday',
    startTime: 5,
    labels: { 'launch-id': 'l1', odd: 5 },
    webAccessUris: 'x',
    error: 'x',
    jobSpec: [],
  });
  expect(odd).toMatchObject({
    key,
    displayName: '',
    state: 'RUNNING',
    createTime: Date.UTC(2026, 10, 24, 12, 6, 1, 500),
    labels: { 'launch-id': 'l1' },
  });
  expect(odd?.error).toBeUndefined();
  expect(odd?.jobSpec).toBeUndefined();
});

test('an empty error is none, an error without a code is unknown', () => {
  expect(read({ error: {} })?.error).toEqual({ code: 2, message: '' });
  expect(read({ error: { code: 0, message: '' } })?.error).toBeUndefined();
  expect(read({ error: { message: 'x' } })?.error).toEqual({ code: 2, message: 'x' });
});

test.each([
  undefined,
  7,
  '',
  'projects/p/locations/l/customJobs/',
  'projects/p/locations/l/hyperparameterTuningJobs/1',
  // The location becomes part of the host that gets the bot's token.
  'projects/p/locations/evil.example#/customJobs/1',
])('%j names no job', (name) => {
  expect(read({ name })).toBeUndefined();
});

test('an empty page, a page that goes on, and no page', () => {
  expect(readPage({})).toEqual({ jobs: [], nextPageToken: '' });
  expect(readPage({ nextPageToken: 'x', customJobs: [1], later: 2 })).toEqual({
    jobs: [1],
    nextPageToken: 'x',
  });
  for (const body of [
    undefined,
    null,
    [],
    'x',
    { error: {} },
    { customJobs: {} },
    { nextPageToken: 5 },
  ]) {
    expect(readPage(body)).toBeUndefined();
  }
});
