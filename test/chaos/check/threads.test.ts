import { expect, test } from 'vitest';
import { checkRun } from './check-run.ts';
import { expectViolation, type Case } from './cases.ts';
import { buildEvidence } from '../evidence/build-evidence.ts';
import {
  allMessages,
  at,
  card,
  job,
  launched,
  reply,
  root,
  running,
  succeeded,
  tellLaunched,
  tellRunning,
  tellSucceeded,
  thread,
  update,
  without,
} from '../evidence/samples.ts';
const repeatedMark = '\nPossibly repeated: Slack did not confirm the first post';

const cases: readonly Case[] = [
  [
    'a second live root',
    'repeated',
    /2 live roots/,
    buildEvidence({ messages: [...allMessages, { ...root, ts: '1000.000002', delivery: 'd9' }] }),
  ],
  ['a missing root', 'lost', /has no root/, buildEvidence({ messages: without(root) })],
  [
    'a root that the bot lost',
    'lost',
    /nobody deleted it/,
    buildEvidence({ messages: without(root, { ...root, deleted: true }) }),
  ],
  [
    'an update that was never sent',
    'lost',
    /never sent/,
    buildEvidence({
      rows: { updates: [tellLaunched, tellRunning, { ...tellSucceeded, sent_ts: null }] },
    }),
  ],
  [
    'an update whose message does not exist',
    'lost',
    /does not exist/,
    buildEvidence({ messages: without(running) }),
  ],
  [
    'an update that is not in its message',
    'lost',
    /is not in its message/,
    buildEvidence({ messages: without(running, { ...running, rendered: 'Hello.' }) }),
  ],
  [
    'an update below another root',
    'other',
    /is outside its thread/,
    buildEvidence({ messages: without(running, { ...running, thread_ts: '999.000001' }) }),
  ],
  [
    'an update in the message of another delivery',
    'other',
    /another delivery/,
    buildEvidence({ messages: without(running, { ...running, delivery: 'd9' }) }),
  ],
  [
    'a delivery that was posted twice',
    'repeated',
    /delivery d2 was posted 2 times/,
    buildEvidence({ messages: [...allMessages, { ...running, ts: '1003.000009' }] }),
  ],
  [
    'a message that no update explains',
    'repeated',
    /no update explains/,
    buildEvidence({
      messages: [...allMessages, { ...running, ts: '1003.000009', delivery: 'd9' }],
    }),
  ],
  [
    'replies out of order',
    'other',
    /is above the one before it/,
    buildEvidence({
      messages: without(succeeded, { ...succeeded, ts: '1002.000001', second: 1_004 }),
      rows: { updates: [tellLaunched, tellRunning, { ...tellSucceeded, sent_ts: '1002.000001' }] },
    }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});

test('counts apart what was posted again and taken away', () => {
  const again = { ...running, ts: '1003.500001', deleted: true };
  const result = checkRun(buildEvidence({ messages: without(running, running, again) }));
  expect(result).toMatchObject({ violations: [], withdrawn: 1 });
});

test('counts apart what was posted twice and says so', () => {
  const again = { ...running, ts: '1003.000009', rendered: running.rendered + repeatedMark };
  const rows = {
    updates: [tellLaunched, { ...tellRunning, sent_ts: again.ts }, tellSucceeded],
  };
  const result = checkRun(buildEvidence({ messages: [...allMessages, again], rows }));
  expect(result).toEqual({
    violations: [],
    expected: 3,
    toldOnce: 3,
    possiblyRepeated: 1,
    withdrawn: 0,
  });
});

test('does not take it for a repetition that a root was posted anew which somebody deleted before the look', () => {
  const again = { ...root, ts: '1000.000009' };
  const below = [launched, running, succeeded].map((one) => ({ ...one, thread_ts: again.ts }));
  const rows = { threads: [{ ...thread, root_ts: again.ts }] };
  const messages = [{ ...root, deleted: true }, again, ...below];
  const deletedRoots = [root.ts];
  expect(checkRun(buildEvidence({ messages, rows, deletedRoots })).violations).toEqual([]);
});

test('counts a root apart whose mark an edit has taken away since', () => {
  const edits = [{ at: at(1_005), before: { rendered: card('STARTING') + repeatedMark } }];
  const again = { ...root, ts: '1000.000009', edits };
  const below = [launched, running, succeeded].map((one) => ({ ...one, thread_ts: again.ts }));
  const rows = { threads: [{ ...thread, root_ts: again.ts }] };
  const result = checkRun(buildEvidence({ messages: [root, again, ...below], rows }));
  expect(result).toMatchObject({ violations: [], possiblyRepeated: 1 });
});

test('lets a deleted root be replaced, and the thread go on there', () => {
  const gone = { ...root, deleted: true, rendered: card('STARTING'), edits: [] };
  const next = { ...root, ts: '1002.000001', delivery: 'd8', second: 1_004 };
  const messages = [
    gone,
    launched,
    next,
    { ...running, thread_ts: next.ts },
    { ...succeeded, thread_ts: next.ts },
  ];
  const rows = { threads: [{ ...thread, root_ts: next.ts, roots: 2 }] };
  expect(checkRun(buildEvidence({ messages, rows, deletedRoots: [gone.ts] })).violations).toEqual(
    [],
  );
});

test('lets a root that somebody deleted before it was confirmed be posted again', () => {
  const first = { ...root, ts: '999.000001', rendered: card('STARTING'), edits: [] };
  const found = (deletedRoots: readonly string[], live: boolean) =>
    checkRun(
      buildEvidence({ messages: [{ ...first, deleted: !live }, ...allMessages], deletedRoots }),
    ).violations;
  expect(found([first.ts], false)).toEqual([]);
  expect(found([], true)).not.toEqual([]);
});

test('lets a late reason stand in the reply it completes', () => {
  const failedJob = {
    ...job,
    state: 'FAILED',
    history: [...job.history.slice(0, 3), { state: 'FAILED', at: at(1_003.5) }],
  };
  const failed = reply('1004.000001', '@ana Failed after 1 s.\nexit 1', 'd3');
  const change = { kind: 'state', to: 'FAILED' };
  const rows = {
    updates: [
      tellLaunched,
      tellRunning,
      update({
        seq: 3,
        payload: { kind: 'job', change },
        delivery_id: 'd3',
        sent_ts: failed.ts,
      }),
      update({
        seq: 4,
        payload: { kind: 'job', change: { ...change, kind: 'reason' }, completes: 'key3' },
        delivery_id: 'd4',
        sent_ts: failed.ts,
      }),
    ],
  };
  const messages = [{ ...root, rendered: card('FAILED') }, launched, running, failed];
  expect(checkRun(buildEvidence({ messages, jobs: [failedJob], rows })).violations).toEqual([]);
});
