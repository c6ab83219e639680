import { expect, test } from 'vitest';
import { buildEvidence } from '../evidence/build-evidence.ts';
import { launch } from '../evidence/samples.ts';
import { checkApprovals } from './approvals.ts';
import { indexEvidence } from '../evidence/by-launch.ts';
import { expectViolation, type Case } from './cases.ts';

const approved = { verdict: 'approved', by: 'U0WANDA', at: 1_000 };
const gated = (decision: object | undefined, more: object = {}) =>
  buildEvidence({
    rows: {
      launches: [
        {
          ...launch,
          template_name: 'gated',
          submitted_at: 2_000,
          approval: JSON.stringify({ decision }),
          ...more,
        },
      ],
    },
  });
const vote = { id: 'v1', request_key: 'k1', state: 'done', launch_id: launch.id, handle: 'abcd' };

const cases: readonly Case[] = [
  ['a create without an approval', 'other', /was sent unapproved/, gated(undefined)],
  [
    'a create after a denial',
    'other',
    /was sent unapproved/,
    gated({ ...approved, verdict: 'denied' }),
  ],
  [
    'a create before the approval',
    'other',
    /was sent before it was approved/,
    gated({ ...approved, at: 3_000 }),
  ],
  [
    'an approval by somebody who may not',
    'other',
    /who may not/,
    gated({ ...approved, by: 'U0BO' }),
  ],
  [
    'an approval of one’s own launch',
    'other',
    /by who asked for it/,
    gated({ ...approved, by: launch.asker_user }),
  ],
  ['approvers who were not called', 'lost', /were called 0 times/, gated(approved)],
  ['a decision that is not told', 'lost', /is told 0 times/, gated(approved)],
  [
    'two presses that decided',
    'repeated',
    /was decided by 2 presses/,
    buildEvidence({ rows: { votes: [vote, { ...vote, id: 'v2', request_key: 'k2' }] } }),
  ],
  [
    'a press without an audit row',
    'lost',
    /a press about abcd \(done\) is in 0 audit rows/,
    buildEvidence({ rows: { votes: [vote] } }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});

test('finds nothing in a launch that still waits', () => {
  const waiting = gated(undefined, { state: 'waiting', submitted_at: null });
  const quiet = { ...waiting, rows: { ...waiting.rows, threads: [] } };
  expect(checkApprovals(indexEvidence(quiet))).toEqual([]);
});
