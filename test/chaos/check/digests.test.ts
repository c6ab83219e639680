import { expect, test } from 'vitest';
import { checkRun } from './check-run.ts';
import { expectViolation, type Case } from './cases.ts';
import { buildEvidence } from '../evidence/build-evidence.ts';
import {
  digest,
  digestThread,
  launched,
  notice,
  noticeThread,
  root,
  running,
  tellCollected,
  tellLaunched,
  tellRunning,
  thread,
} from '../evidence/samples.ts';
const collected = {
  threads: [thread, digestThread],
  updates: [tellLaunched, tellRunning, tellCollected],
};

const cases: readonly Case[] = [
  [
    'a suppressed end without a digest',
    'lost',
    /was held back, and no digest tells it/,
    buildEvidence({
      messages: [root, launched, running],
      rows: { updates: [tellLaunched, tellRunning, { ...tellCollected, digest: null }] },
    }),
  ],
  [
    'a digest that was not posted',
    'lost',
    /digest th2 is not in C0MLJOBS/,
    buildEvidence({ messages: [root, launched, running], rows: collected }),
  ],
  [
    'a notice that was not posted',
    'lost',
    /digest th3 is not in D0ANA/,
    buildEvidence({ rows: { threads: [thread, noticeThread] } }),
  ],
  [
    'a notice that was posted twice',
    'repeated',
    /delivery d11 was posted 2 times/,
    buildEvidence({
      direct: [notice, { ...notice, ts: '1005.5' }],
      rows: { threads: [thread, noticeThread] },
    }),
  ],
  [
    'a digest that counts fewer ends than it includes',
    'other',
    /took over 1 ends, and says/,
    buildEvidence({
      messages: [
        root,
        launched,
        running,
        { ...digest, rendered: digest.rendered.replace('1 jobs', '0 jobs') },
      ],
      rows: collected,
    }),
  ],
  [
    'a digest that was posted twice',
    'repeated',
    /no update explains/,
    buildEvidence({
      messages: [root, launched, running, digest, { ...digest, ts: '1005.5', delivery: 'd10' }],
      rows: collected,
    }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});

test('lets a digest tell an end instead of its thread', () => {
  const messages = [root, launched, running, digest];
  expect(checkRun(buildEvidence({ messages, rows: collected })).violations).toEqual([]);
});

test('finds a notice in the direct messages of whom it tells', () => {
  const rows = { threads: [thread, noticeThread] };
  expect(checkRun(buildEvidence({ direct: [notice], rows })).violations).toEqual([]);
});
