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

test('whatever Vertex sends, what is kept of it is bounded in each field', () => {
  const huge = 'ä\u{1f600}'.repeat(20_000);
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`key-${n}`, 'x']));
  const job = read({
    displayName: huge,
    state: `JOB_STATE_${huge}`,
    createTime: huge,
    error: { code: 1e300, message: huge },
    labels: { ...many, [huge]: 'x', odd: huge, 'launch-id': 'l1' },
    webAccessUris: { ...many, [huge]: 'x', odd: huge },
    jobSpec: { workerPoolSpecs: [huge.repeat(20)] },
  });
  expect(job?.displayName).toHaveLength(256);
  expect(job?.displayName.isWellFormed()).toBe(true);
  expect(job?.state.length).toBeLessThanOrEqual(64);
  expect(job?.createTime).toBe(Date.UTC(2026, 10, 24, 12, 6, 1, 500));
  expect(job?.error).toMatchObject({ code: 2 });
  expect(job?.error?.message).toHaveLength(4_000);
  expect(Object.keys(job?.labels ?? {})).toHaveLength(100);
  expect(job?.labels).toMatchObject({ 'launch-id': 'l1' });
  expect(Object.keys(job?.webAccessUris ?? {})).toHaveLength(100);
  expect(job?.jobSpec).toBeUndefined();
  expect(read({ name: `${wire.name}${'1'.repeat(20)}` })).toBeUndefined();
  expect(read({ name: wire.name.replace('locations/', `locations/${'a'.repeat(64)}`) })).toBe(
    undefined,
  );
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

test('a spec nested too deep to be walked through is not read, and its job is', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 100_000; i++) deep = [deep];
  const seen = read({ jobSpec: { deep } });
  expect(seen).toMatchObject({ state: 'RUNNING' });
  expect(seen?.jobSpec).toBeUndefined();
});
