import { expect, test } from 'vitest';
import { buildEvidence } from '../evidence/build-evidence.ts';
import { indexEvidence } from '../evidence/by-launch.ts';
import {
  allMessages,
  auditOf,
  job,
  launch,
  reply,
  tellLaunched,
  tellRunning,
  update,
} from '../evidence/samples.ts';
import { expectViolation, type Case } from './cases.ts';
import { checkGuards } from './guards.ts';

const rule = { kind: 'duration', act: 'cancel', ms: 1_000, graceMs: 2_000 };
const key = 'l1:guard-cancel:duration-cancel:1';
const told = (stage: string) => `@ana It has run for 2 s; 1 s is the limit set by ${stage}.`;
const near = reply('1003.000002', told('near'), 'd4');
const last = reply('1003.500001', told('over'), 'd5');
const ended = { ...job, state: 'CANCELLED' };

type Changes = {
  readonly rule?: object;
  readonly updates?: readonly ReturnType<typeof update>[];
  readonly cancel?: object;
  readonly actor?: string;
  readonly job?: object;
};

const warned = (seq: number, stage: string, sent_ts: string | null, its: object = rule) => ({
  ...update({
    seq,
    payload: { kind: 'guard-warning', rule: its },
    delivery_id: seq === 3 ? 'd4' : 'd5',
    sent_ts,
  }),
  key: `guard:duration-cancel:1:${stage}`,
});

/** A job that its guard cancelled as it should, but for `changes`. */
function cancelled(changes: Changes = {}) {
  const its = changes.rule ?? rule;
  const updates = changes.updates ?? [
    warned(3, 'near', near.ts, its),
    warned(4, 'over', last.ts, its),
  ];
  const cancel = {
    ...{ id: 'c1', request_key: key, state: 'done', handle: 'abcd', launch_id: 'l1' },
    ...{ asker_user: 'guard', requested_at: 1_006_000, ...changes.cancel },
  };
  const actor = changes.actor ?? 'guard';
  return buildEvidence({
    messages: [...allMessages, near, last],
    jobs: [{ ...ended, ...changes.job }],
    rows: {
      launches: [launch],
      updates: [tellLaunched, tellRunning, ...updates],
      cancels: [cancel],
      audit: [auditOf('command:t1', 'launch'), auditOf(key, 'cancel', { actor })],
    },
  });
}

const cases: readonly Case[] = [
  [
    'a cancel after one warning',
    'other',
    /without two warnings/,
    cancelled({ updates: [warned(3, 'near', near.ts)] }),
  ],
  [
    'a cancel after a warning that was never told',
    'other',
    /without two warnings/,
    cancelled({ updates: [warned(3, 'near', near.ts), warned(4, 'over', null)] }),
  ],
  [
    'a cancel before the grace is over',
    'other',
    /was cancelled 1000 ms after its last warning/,
    cancelled({ cancel: { requested_at: 1_004_500 } }),
  ],
  [
    'a cancel by a rule that tells',
    'other',
    /a guard that only tells/,
    cancelled({ rule: { ...rule, act: 'tell' } }),
  ],
  [
    'a cancel before the limit',
    'other',
    /before its limit/,
    cancelled({ rule: { ...rule, ms: 60_000 } }),
  ],
  [
    'a cancel that leads nowhere',
    'other',
    /is RUNNING, and its guard cancelled it/,
    cancelled({ job: { state: 'RUNNING' } }),
  ],
  ['a cancel in a person’s name', 'other', /is not in the audit/, cancelled({ actor: 'U0ANA' })],
  [
    'a warning in a thread twice',
    'repeated',
    /was warned twice/,
    cancelled({
      updates: [warned(3, 'near', near.ts), warned(3, 'near', near.ts), warned(4, 'over', last.ts)],
    }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});

test('lets a guard’s cancel pass', () => {
  expect(checkGuards(indexEvidence(cancelled()))).toEqual([]);
});
