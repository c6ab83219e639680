// Tests of one violation each.

import { expect } from 'vitest';
import type { Evidence } from '../evidence/evidence.ts';
import { checkRun, type Violation } from './check-run.ts';

/** What is wrong, the kind of violation, how it is described, and evidence in which nothing else of that kind and description is wrong. */
export type Case = readonly [
  name: string,
  kind: Violation['kind'],
  what: RegExp,
  evidence: Evidence,
];

/** Expects exactly one violation of this kind and description. There may be others. */
export function expectViolation(evidence: Evidence, kind: Violation['kind'], what: RegExp): void {
  const { violations } = checkRun(evidence);
  const found = violations.filter((one) => one.kind === kind && what.test(one.what));
  expect(found, JSON.stringify(violations)).toHaveLength(1);
}
