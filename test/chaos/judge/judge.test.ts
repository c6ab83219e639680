import { describe, expect, test } from 'vitest';
import { judge, type Finding } from './judge.ts';
import {
  at,
  audit,
  card,
  command,
  digest,
  digestThread,
  notice,
  noticeThread,
  evidence,
  job,
  launch,
  launched,
  reply,
  root,
  running,
  succeeded,
  tellCollected,
  tellLaunched,
  tellRunning,
  tellSucceeded,
  thread,
  update,
  type RawMessage,
} from '../evidence/samples.ts';

const repeatedMark = '\nPossibly repeated: Slack did not confirm the first post';
const all = [root, launched, running, succeeded];
const but = (gone: RawMessage, ...more: readonly RawMessage[]): readonly RawMessage[] => [
  ...all.filter((one) => one !== gone),
  ...more,
];
const collected = {
  threads: [thread, digestThread],
  updates: [tellLaunched, tellRunning, tellCollected],
};
const unheard = { ...command, acked: false, attempts: [] };

function pressOf(action_id: string, second: number) {
  return {
    id: 'p2',
    kind: 'interactive',
    acked: true,
    payload: { user: { id: 'U0ANA' }, actions: [{ action_id, value: 'abcd:t2' }] },
    attempts: [{ outcome: 'acked', at: at(second) }],
  };
}

type Case = readonly [string, Finding['kind'], RegExp, ReturnType<typeof evidence>];

const spoiled: readonly Case[] = [
  [
    'a second job of one launch',
    'twice',
    /abcd made 2 jobs/,
    evidence({ jobs: [job, { ...job, id: '2' }] }),
  ],
  [
    'a job of no launch',
    'twice',
    /belongs to no launch/,
    evidence({ jobs: [job, { ...job, id: '2', labels: {} }] }),
  ],
  [
    'an end that was held back without a digest',
    'lost',
    /was held back, and no digest tells it/,
    evidence({
      messages: [root, launched, running],
      rows: { updates: [tellLaunched, tellRunning, { ...tellCollected, digest: null }] },
    }),
  ],
  [
    'a digest that is nowhere',
    'lost',
    /digest th2 is not in C0MLJOBS/,
    evidence({ messages: [root, launched, running], rows: collected }),
  ],
  [
    'a notice that is nowhere',
    'lost',
    /digest th3 is not in D0ANA/,
    evidence({ rows: { threads: [thread, noticeThread] } }),
  ],
  [
    'a notice that is told twice',
    'repeated',
    /delivery d11 was posted 2 times/,
    evidence({
      direct: [notice, { ...notice, ts: '1005.5' }],
      rows: { threads: [thread, noticeThread] },
    }),
  ],
  [
    'a digest that tells of fewer ends than it took over',
    'other',
    /took over 1 ends, and says/,
    evidence({
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
    'a digest that stands there twice',
    'repeated',
    /no update explains/,
    evidence({
      messages: [root, launched, running, digest, { ...digest, ts: '1005.5', delivery: 'd10' }],
      rows: collected,
    }),
  ],
  ['a bound job that is not there', 'other', /does not exist/, evidence({ jobs: [] })],
  [
    'a job that nobody follows',
    'lost',
    /its job runs unfollowed/,
    evidence({ rows: { launches: [{ ...launch, state: 'unknown', job_id: null }] } }),
  ],
  [
    'an unknown launch that nobody was asked about',
    'lost',
    /nobody was asked/,
    evidence({ jobs: [], rows: { launches: [{ ...launch, state: 'unknown', job_id: null }] } }),
  ],
  [
    'a launch acked as cancelled that runs',
    'other',
    /acked as cancelled and is not/,
    evidence({
      payloads: [
        {
          ...command,
          attempts: [
            ...command.attempts,
            { outcome: 'acked', at: at(999), ack: { text: 'This launch was cancelled before it' } },
          ],
        },
      ],
    }),
  ],
  [
    'a launch that nobody asked for',
    'other',
    /launched by nobody/,
    evidence({ payloads: [{ ...unheard, payload: { ...command.payload, trigger_id: 't2' } }] }),
  ],
  [
    'an ack that nothing was stored for',
    'lost',
    /a launch was acked and not stored/,
    evidence({
      payloads: [command, { ...command, payload: { ...command.payload, trigger_id: 't2' } }],
    }),
  ],
  [
    'a launch that was acked with nothing and not stored',
    'lost',
    /a launch was acked and not stored/,
    evidence({
      payloads: [
        command,
        {
          ...command,
          payload: { ...command.payload, text: 'launch chaos tag=one', trigger_id: 't2' },
          attempts: [{ outcome: 'acked', at: at(999) }],
        },
      ],
    }),
  ],
  [
    'a cancel that was acked and not stored',
    'lost',
    /a cancel was acked and not stored/,
    evidence({
      payloads: [
        command,
        {
          ...command,
          payload: { ...command.payload, trigger_id: 't2' },
          attempts: [{ outcome: 'acked', at: at(999), ack: { text: 'To be cancelled: *one*' } }],
        },
      ],
    }),
  ],
  [
    'an ack in words that the judge does not know',
    'other',
    /unknown ack: Off we go/,
    evidence({
      payloads: [
        { ...command, attempts: [{ outcome: 'acked', at: at(999), ack: { text: 'Off we go.' } }] },
      ],
    }),
  ],
  [
    'a press that was acked and not stored',
    'lost',
    /a press of rerun was acked and not stored/,
    evidence({ payloads: [command, pressOf('rerun', 999)] }),
  ],
  [
    'a cancel pressed while there was something to cancel, acked and not stored',
    'lost',
    /a press of cancel was acked and not stored/,
    evidence({ payloads: [command, pressOf('cancel', 1_000)] }),
  ],
  [
    'an ack that names another launch',
    'other',
    /was acked as another/,
    evidence({ rows: { launches: [{ ...launch, handle: 'wxyz' }] } }),
  ],
  [
    'a second live root',
    'repeated',
    /2 live roots/,
    evidence({ messages: [...all, { ...root, ts: '1000.000002', delivery: 'd9' }] }),
  ],
  ['no root', 'lost', /has no root/, evidence({ messages: but(root) })],
  [
    'a root that the bot lost',
    'lost',
    /nobody deleted it/,
    evidence({ messages: but(root, { ...root, deleted: true }) }),
  ],
  [
    'an update that was never sent',
    'lost',
    /never sent/,
    evidence({
      rows: { updates: [tellLaunched, tellRunning, { ...tellSucceeded, sent_ts: null }] },
    }),
  ],
  [
    'an update whose message is not there',
    'lost',
    /does not exist/,
    evidence({ messages: but(running) }),
  ],
  [
    'an update that is not in its message',
    'lost',
    /is not in its message/,
    evidence({ messages: but(running, { ...running, rendered: 'Hello.' }) }),
  ],
  [
    'an update below another root',
    'other',
    /stands in another place/,
    evidence({ messages: but(running, { ...running, thread_ts: '999.000001' }) }),
  ],
  [
    'an update in the message of another delivery',
    'other',
    /another delivery/,
    evidence({ messages: but(running, { ...running, delivery: 'd9' }) }),
  ],
  [
    'a delivery that was posted twice',
    'repeated',
    /delivery d2 was posted 2 times/,
    evidence({ messages: [...all, { ...running, ts: '1003.000009' }] }),
  ],
  [
    'a message that nothing explains',
    'repeated',
    /no update explains/,
    evidence({ messages: [...all, { ...running, ts: '1003.000009', delivery: 'd9' }] }),
  ],
  [
    'replies out of order',
    'other',
    /stands above the one before it/,
    evidence({
      messages: but(succeeded, { ...succeeded, ts: '1002.000001', second: 1_004 }),
      rows: { updates: [tellLaunched, tellRunning, { ...tellSucceeded, sent_ts: '1002.000001' }] },
    }),
  ],
  [
    'an end that is not told',
    'lost',
    /SUCCEEDED is not told/,
    evidence({ messages: but(succeeded), rows: { updates: [tellLaunched, tellRunning] } }),
  ],
  [
    'an end that is told twice',
    'repeated',
    /ends more than once/,
    evidence({ messages: [...all, { ...succeeded, ts: '1005.000001', delivery: 'd9' }] }),
  ],
  [
    'a state that is told twice and was once',
    'repeated',
    /is told as RUNNING RUNNING SUCCEEDED/,
    evidence({ messages: [...all, { ...running, ts: '1003.000009', delivery: 'd9' }] }),
  ],
  [
    'a state that never was',
    'other',
    /is told as RUNNING CANCELLED/,
    evidence({
      messages: but(succeeded, { ...succeeded, rendered: 'Cancelled: ran 1 s.' }),
    }),
  ],
  [
    'an end that is said too early',
    'other',
    /said to be SUCCEEDED before it is/,
    evidence({ messages: but(succeeded, { ...succeeded, second: 1_002 }) }),
  ],
  [
    'a card that was ahead of the truth',
    'other',
    /said to be CANCELLED before it is/,
    evidence({
      messages: but(root, {
        ...root,
        edits: [{ at: at(1_005), before: { rendered: card('CANCELLED') } }],
      }),
    }),
  ],
  [
    'a card that is not true in the end',
    'other',
    /the card of abcd shows RUNNING/,
    evidence({ messages: but(root, { ...root, rendered: card('RUNNING') }) }),
  ],
  [
    'a deletion that never was',
    'other',
    /said to be deleted, and is not/,
    evidence({
      messages: but(succeeded, { ...succeeded, rendered: '@ana The job was deleted at Google' }),
    }),
  ],
  [
    'states of a launch that never was a job',
    'other',
    /never was a job/,
    evidence({ jobs: [], rows: { launches: [{ ...launch, state: 'failed', job_id: null }] } }),
  ],
  ['an act without an audit row', 'lost', /in no audit row/, evidence({ rows: { audit: [] } })],
  [
    'an act with two audit rows',
    'repeated',
    /in 2 audit rows/,
    evidence({ rows: { audit: [audit, audit] } }),
  ],
  [
    'an audit row without an end',
    'other',
    /has no end/,
    evidence({ rows: { audit: [{ ...audit, completed_at: null }] } }),
  ],
  [
    'an audit row of nobody',
    'other',
    /nobody asked for/,
    evidence({ rows: { audit: [audit, { ...audit, key: 'k', verb: 'cancel' }] } }),
  ],
  [
    'a cancel without an audit row',
    'lost',
    /cancel of abcd \(done\) is in no audit row/,
    evidence({
      rows: {
        cancels: [{ id: 'c1', request_key: 'k1', state: 'done', handle: 'abcd', launch_id: 'l1' }],
      },
    }),
  ],
  [
    'a bot that ended by itself',
    'other',
    /a bot ended with 1/,
    evidence({ badExits: [{ code: 1, said: 'oops' }] }),
  ],
];

describe('the judge', () => {
  test('finds nothing where all is well, and counts', () => {
    expect(judge(evidence())).toEqual({
      findings: [],
      expected: 3,
      toldOnce: 3,
      possiblyRepeated: 0,
      withdrawn: 0,
    });
  });

  test.each(spoiled)('finds %s', (_, kind, what, spoiledEvidence) => {
    const { findings } = judge(spoiledEvidence);
    const found = findings.filter((one) => one.kind === kind && what.test(one.what));
    expect(found, JSON.stringify(findings)).toHaveLength(1);
  });

  test('finds what had not come to its end', () => {
    expect(judge(evidence(), ['launch abcd is doubt']).findings).toEqual([
      { kind: 'other', what: 'not over: launch abcd is doubt' },
    ]);
  });

  test('takes the refusal of a press for its answer', () => {
    const refusal = { ...audit, key: 'button:t2:rerun:abcd:U0ANA:refused' };
    const payloads = [command, pressOf('rerun', 999)];
    expect(judge(evidence({ payloads, rows: { audit: [audit, refusal] } })).findings).toEqual([]);
  });

  test('knows that what a bot died over is on record, and told when it is given up', () => {
    const pledges = [{ request_key: 'button:t2:rerun:abcd:U0ANA' }];
    const payloads = [command, pressOf('rerun', 999)];
    expect(judge(evidence({ payloads, rows: { pledges } })).findings).toEqual([]);
  });

  describe('of a launch from a template that is saved meanwhile', () => {
    const early = {
      ...command,
      payload: {
        ...command.payload,
        channel_id: thread.channel,
        text: 'launch house tag=one',
        trigger_id: 't2',
      },
      attempts: [{ outcome: 'acked', at: at(999) }],
    };
    const payloads = [command, early];
    const answer = { ts: '1000.5', rendered: 'There is no template `house`.' };

    test.each([
      ['was answered', { answers: [answer] }],
      ['is on record', { rows: { pledges: [{ request_key: 'command:t2' }] } }],
      ['may have lost its answer with its bot', { disruptions: [1_001_000] }],
    ])('takes it for fine when it %s', (_, more) => {
      expect(judge(evidence({ payloads, ...more })).findings).toEqual([]);
    });

    test('finds that nothing came of it', () => {
      const before = { ...answer, ts: '990.5' };
      const { findings } = judge(evidence({ payloads, answers: [before], disruptions: [900_000] }));
      expect(findings).toMatchObject([{ kind: 'lost' }]);
    });
  });

  test('takes a press of a button that was refused before for an act of its own', () => {
    const key = 'button:t2:cancel:abcd:U0ANA';
    const keys = [key, `${key}+`];
    const rows = {
      cancels: keys.map((request_key) => ({
        id: request_key,
        request_key,
        state: 'refused',
        handle: 'abcd',
        launch_id: 'l1',
      })),
      audit: [audit, ...keys.map((one) => ({ ...audit, key: one, verb: 'cancel' }))],
    };
    const payloads = [command, pressOf('cancel', 1_000)];
    expect(judge(evidence({ payloads, rows })).findings).toEqual([]);
  });

  test('knows that a press comes too late for what has ended', () => {
    const payloads = [command, pressOf('cancel', 1_004)];
    expect(judge(evidence({ payloads })).findings).toEqual([]);
  });

  test('counts apart what was posted again and taken away', () => {
    const again = { ...running, ts: '1003.500001', deleted: true };
    const verdict = judge(evidence({ messages: but(running, running, again) }));
    expect(verdict).toMatchObject({ findings: [], withdrawn: 1 });
  });

  test('counts apart what was posted twice and says so', () => {
    const again = { ...running, ts: '1003.000009', rendered: running.rendered + repeatedMark };
    const rows = {
      updates: [tellLaunched, { ...tellRunning, sent_ts: again.ts }, tellSucceeded],
    };
    const verdict = judge(evidence({ messages: [...all, again], rows }));
    expect(verdict).toEqual({
      findings: [],
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
    expect(judge(evidence({ messages, rows, deletedRoots })).findings).toEqual([]);
  });

  test('counts a root apart whose mark an edit has taken away since', () => {
    const edits = [{ at: at(1_005), before: { rendered: card('STARTING') + repeatedMark } }];
    const again = { ...root, ts: '1000.000009', edits };
    const below = [launched, running, succeeded].map((one) => ({ ...one, thread_ts: again.ts }));
    const rows = { threads: [{ ...thread, root_ts: again.ts }] };
    const verdict = judge(evidence({ messages: [root, again, ...below], rows }));
    expect(verdict).toMatchObject({ findings: [], possiblyRepeated: 1 });
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
    expect(judge(evidence({ messages, rows, deletedRoots: [gone.ts] })).findings).toEqual([]);
  });

  test('lets a root that somebody deleted before it was confirmed be posted again', () => {
    const first = { ...root, ts: '999.000001', rendered: card('STARTING'), edits: [] };
    const found = (deletedRoots: readonly string[], live: boolean) =>
      judge(evidence({ messages: [{ ...first, deleted: !live }, ...all], deletedRoots })).findings;
    expect(found([first.ts], false)).toEqual([]);
    expect(found([], true)).not.toEqual([]);
  });

  test('lets a digest tell an end instead of its thread', () => {
    const messages = [root, launched, running, digest];
    expect(judge(evidence({ messages, rows: collected })).findings).toEqual([]);
  });

  test('finds a notice in the direct messages of whom it tells', () => {
    const rows = { threads: [thread, noticeThread] };
    expect(judge(evidence({ direct: [notice], rows })).findings).toEqual([]);
  });

  test('lets a late reason stand in the reply it completes', () => {
    const failedJob = {
      ...job,
      state: 'FAILED',
      history: [...job.history.slice(0, 3), { state: 'FAILED', at: at(1_003.5) }],
    };
    const failed = reply('1004.000001', '@ana Failed: ran 1 s.\nexit 1', 'd3');
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
    expect(judge(evidence({ messages, jobs: [failedJob], rows })).findings).toEqual([]);
  });
});
