import { expect, test } from 'vitest';
import {
  covers,
  isInForce,
  isSameScope,
  lockOn,
  writeScope,
  type Lock,
  type LockScope,
} from '../../../app/domain/lock/lock.ts';

const launch = {
  template: { name: 'llama-tune' },
  target: { project: 'ml-prod', location: 'us-central1' },
};

test.each<[string, LockScope, boolean]>([
  ['all', { kind: 'all' }, true],
  ['its template', { kind: 'template', pattern: 'Llama-Tune' }, true],
  ['templates like it', { kind: 'template', pattern: 'llama-*' }, true],
  ['another template', { kind: 'template', pattern: 'llama' }, false],
  ['its place', { kind: 'place', project: 'ml-prod', location: 'us-central1' }, true],
  ['its location in every project', { kind: 'place', location: 'us-central1' }, true],
  ['another project', { kind: 'place', project: 'ml-dev', location: 'us-central1' }, false],
  ['another location', { kind: 'place', location: 'us-central2' }, false],
])('%s', (_, scope, covered) => {
  expect(covers({ scope }, launch)).toBe(covered);
});

const lock: Lock = {
  number: 1,
  scope: { kind: 'all' },
  reason: 'fire drill',
  by: 'U1',
  channel: 'C1',
  at: 0,
};

test('it ends at its time, and without one never by itself', () => {
  expect(isInForce({ until: 1_000 }, 999)).toBe(true);
  expect(isInForce({ until: 1_000 }, 1_000)).toBe(false);
  expect(isInForce({}, Number.MAX_SAFE_INTEGER)).toBe(true);
});

test('of several, the one that lasts longest is named, then the oldest', () => {
  const short = { ...lock, until: 1_000 };
  const long = { ...lock, number: 2, until: 9_000 };
  const elsewhere: Lock = { ...lock, number: 3, scope: { kind: 'place', location: 'asia-east1' } };
  expect(lockOn([short, long, elsewhere], launch, 0)).toBe(long);
  expect(lockOn([short, long, elsewhere], launch, 9_000)).toBeUndefined();
  expect(lockOn([long, { ...lock, number: 5 }, { ...lock, number: 4 }], launch, 0)?.number).toBe(4);
  expect(lockOn([], launch, 0)).toBeUndefined();
});

test('a scope is written as it is typed, and compared so', () => {
  const scopes: readonly LockScope[] = [
    { kind: 'all' },
    { kind: 'template', pattern: 'llama-*' },
    { kind: 'place', project: 'ml-prod', location: 'us-central1' },
    { kind: 'place', location: 'us-central1' },
  ];
  const written = ['all', 'template=llama-*', 'in=ml-prod/us-central1', 'in=us-central1'];
  expect(scopes.map(writeScope)).toEqual(written);
  expect(
    isSameScope({ kind: 'template', pattern: 'A*' }, { kind: 'template', pattern: 'a*' }),
  ).toBe(true);
  expect(isSameScope({ kind: 'all' }, { kind: 'template', pattern: 'all' })).toBe(false);
});
