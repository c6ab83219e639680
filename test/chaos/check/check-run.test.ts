import { expect, test } from 'vitest';
import { checkRun } from './check-run.ts';
import { expectViolation, type Case } from './cases.ts';
import { buildEvidence } from '../evidence/build-evidence.ts';

const cases: readonly Case[] = [
  [
    'a bot that exited by itself',
    'other',
    /a bot ended with 1/,
    buildEvidence({ badExits: [{ code: 1, said: 'oops' }] }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});

test('finds nothing where all is well, and counts', () => {
  expect(checkRun(buildEvidence())).toEqual({
    violations: [],
    expected: 3,
    toldOnce: 3,
    possiblyRepeated: 0,
    withdrawn: 0,
  });
});

test('finds what had not come to its end', () => {
  expect(checkRun(buildEvidence(), ['launch abcd is doubt']).violations).toEqual([
    { kind: 'other', what: 'not over: launch abcd is doubt' },
  ]);
});
