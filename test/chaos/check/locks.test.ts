import { expect, test } from 'vitest';
import { buildEvidence } from '../evidence/build-evidence.ts';
import { launch } from '../evidence/samples.ts';
import { checkRun } from './check-run.ts';
import { expectViolation, type Case } from './cases.ts';

const lock = {
  number: 1,
  scope: '{"kind":"template","pattern":"guarded"}',
  at: 10_000,
  until: null,
  ended_at: 20_000,
};
const sentAt = (submitted_at: number) =>
  buildEvidence({
    rows: { locks: [lock], launches: [{ ...launch, template_name: 'guarded', submitted_at }] },
  });
const locked = { ...launch, template_name: 'guarded', state: 'locked', job_id: null };

const cases: readonly Case[] = [
  ['a create under a lock', 'other', /was sent although lock 1 covered it/, sentAt(15_000)],
  [
    'a launch that met no lock',
    'other',
    /ended at a lock that nobody set/,
    buildEvidence({ rows: { launches: [locked] } }),
  ],
  [
    'a job of a launch that was locked',
    'other',
    /was locked, and made a job/,
    buildEvidence({ rows: { locks: [lock], launches: [locked] } }),
  ],
  [
    'a lock of which nobody was told',
    'lost',
    /was locked, and nobody was told/,
    buildEvidence({ rows: { locks: [lock], launches: [locked] } }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});

test.each([9_000, 11_000, 19_000, 21_000])(
  'lets a create pass that may have come before or after the lock (%i)',
  (at) => {
    expect(checkRun(sentAt(at)).violations).toEqual([]);
  },
);
