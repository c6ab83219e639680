import { test } from 'vitest';
import { expectViolation, type Case } from './cases.ts';
import { buildEvidence } from '../evidence/build-evidence.ts';
import { audit } from '../evidence/samples.ts';

const cases: readonly Case[] = [
  [
    'an act without an audit row',
    'lost',
    /in no audit row/,
    buildEvidence({ rows: { audit: [] } }),
  ],
  [
    'an act with two audit rows',
    'repeated',
    /in 2 audit rows/,
    buildEvidence({ rows: { audit: [audit, audit] } }),
  ],
  [
    'an audit row that was never completed',
    'other',
    /has no end/,
    buildEvidence({ rows: { audit: [{ ...audit, completed_at: null }] } }),
  ],
  [
    'an audit row that nobody requested',
    'other',
    /nobody asked for/,
    buildEvidence({ rows: { audit: [audit, { ...audit, key: 'k', verb: 'cancel' }] } }),
  ],
  [
    'a cancel without an audit row',
    'lost',
    /cancel of abcd \(done\) is in no audit row/,
    buildEvidence({
      rows: {
        cancels: [{ id: 'c1', request_key: 'k1', state: 'done', handle: 'abcd', launch_id: 'l1' }],
      },
    }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});
