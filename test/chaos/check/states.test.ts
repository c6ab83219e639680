import { test } from 'vitest';
import { expectViolation, type Case } from './cases.ts';
import { buildEvidence } from '../evidence/build-evidence.ts';
import {
  allMessages,
  at,
  card,
  launch,
  root,
  running,
  succeeded,
  tellLaunched,
  tellRunning,
  without,
} from '../evidence/samples.ts';

const cases: readonly Case[] = [
  [
    'an end that was not posted',
    'lost',
    /SUCCEEDED is not told/,
    buildEvidence({ messages: without(succeeded), rows: { updates: [tellLaunched, tellRunning] } }),
  ],
  [
    'an end that was posted twice',
    'repeated',
    /ends more than once/,
    buildEvidence({
      messages: [...allMessages, { ...succeeded, ts: '1005.000001', delivery: 'd9' }],
    }),
  ],
  [
    'a state that occurred once and was posted twice',
    'repeated',
    /is told as RUNNING RUNNING SUCCEEDED/,
    buildEvidence({
      messages: [...allMessages, { ...running, ts: '1003.000009', delivery: 'd9' }],
    }),
  ],
  [
    'a state that never was',
    'other',
    /is told as RUNNING CANCELLED/,
    buildEvidence({
      messages: without(succeeded, { ...succeeded, rendered: 'Cancelled after 1 s.' }),
    }),
  ],
  [
    'an end that was posted too early',
    'other',
    /said to be SUCCEEDED before it is/,
    buildEvidence({ messages: without(succeeded, { ...succeeded, second: 1_002 }) }),
  ],
  [
    'a card that showed a state too early',
    'other',
    /said to be CANCELLED before it is/,
    buildEvidence({
      messages: without(root, {
        ...root,
        edits: [{ at: at(1_005), before: { rendered: card('CANCELLED') } }],
      }),
    }),
  ],
  [
    'a card that is wrong at the end',
    'other',
    /the card of abcd shows RUNNING/,
    buildEvidence({ messages: without(root, { ...root, rendered: card('RUNNING') }) }),
  ],
  [
    'a deletion that never was',
    'other',
    /said to be deleted, and is not/,
    buildEvidence({
      messages: without(succeeded, {
        ...succeeded,
        rendered: '@ana The job was deleted at Google',
      }),
    }),
  ],
  [
    'states of a launch without a job',
    'other',
    /never was a job/,
    buildEvidence({ jobs: [], rows: { launches: [{ ...launch, state: 'failed', job_id: null }] } }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});
