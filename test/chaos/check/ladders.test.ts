import { expect, test } from 'vitest';
import { buildEvidence } from '../evidence/build-evidence.ts';
import {
  at,
  auditOf,
  job,
  launch,
  launched,
  reply,
  root,
  thread,
  update,
  type RawMessage,
} from '../evidence/samples.ts';
import { expectViolation, type Case } from './cases.ts';
import { checkRun } from './check-run.ts';

const next = reply(
  '1020.000001',
  'It waited for too long in sandbox-project/us-central1 and was cancelled. Next I try attempt 2 of 4: x.',
  'd4',
);
const again = reply('1021.000001', 'Launched by @ana from chaos as job 2', 'd5');
const ended = reply('1024.000001', 'Succeeded after 1 s after 1 s in queue.', 'd6');
const card = {
  ...root,
  edits: (root.edits ?? []).map((edit) => ({ ...edit, at: at(1_024) })),
};
const pools = (machineType: string) => [{ machineSpec: { machineType } }];

const first = {
  ...job,
  location: 'us-central1',
  jobSpec: { workerPoolSpecs: pools('n1-standard-4') },
  state: 'CANCELLED',
  history: [
    { state: 'QUEUED', at: at(1_000) },
    { state: 'CANCELLING', at: at(1_018) },
    { state: 'CANCELLED', at: at(1_019) },
  ],
};
const other = {
  ...first,
  id: '2',
  labels: { 'launch-id': 'l1r2' },
  location: 'europe-west4',
  state: 'SUCCEEDED',
  history: [
    { state: 'QUEUED', at: at(1_020.5) },
    { state: 'RUNNING', at: at(1_022) },
    { state: 'SUCCEEDED', at: at(1_023) },
  ],
};
const stockout = { code: 8, message: 'Resources are insufficient in region: us-central1.' };
const failed = {
  ...first,
  state: 'FAILED',
  error: stockout,
  history: [first.history[0], { state: 'FAILED', at: at(1_019) }],
};

const missed = { launchId: 'l1', why: 'waited', at: 1_019_500 };
const makesWay = {
  ...{ id: 'c1', request_key: 'l1:make-way', state: 'done', handle: 'abcd', launch_id: 'l1' },
  ...{ asker_user: 'guard', requested_at: 1_017_000 },
};
const guards = auditOf('l1:make-way', 'cancel', { actor: 'guard' });
const people = {
  ...makesWay,
  ...{ id: 'c2', request_key: 'command:t9', asker_user: 'U0ANA', requested_at: 1_018_000 },
};
const cancelCommand = {
  ...{ id: 'p9', kind: 'slash_commands', acked: true },
  payload: { command: '/job', trigger_id: 't9', user_id: 'U0ANA', text: 'cancel abcd' },
  attempts: [{ outcome: 'acked', at: at(1_018), ack: { text: 'Cancel requested: one' } }],
};
const launchCommand = {
  ...{ id: 'p1', kind: 'slash_commands', acked: true },
  payload: { command: '/job', trigger_id: 't1', user_id: 'U0ANA', text: 'launch laddered tag=one' },
  attempts: [{ outcome: 'acked', at: at(999), ack: { text: 'Launching *one* as `abcd`.' } }],
};

const told = (seq: number, payload: object, sent: { readonly ts: string }, delivery_id: string) =>
  update({ seq, payload: { ...payload }, delivery_id, sent_ts: sent.ts });
const change = { kind: 'state', to: 'SUCCEEDED' };
const updates = [
  told(1, { kind: 'launched' }, launched, 'd1'),
  told(2, { kind: 'next-rung', attempt: 2 }, next, 'd4'),
  told(3, { kind: 'launched' }, again, 'd5'),
  told(4, { kind: 'job', change }, ended, 'd6'),
];
const create = (status: number | null = 200, fault: string | null = null) => ({
  ...{ call: 'create', status, fault },
});
const refuse = (status: number, message: string, id = 'l1', fault: string | null = null) => ({
  ...create(status, fault),
  refused: { labels: { 'launch-id': id }, message },
});

type Changes = {
  readonly jobs?: readonly object[];
  readonly requests?: readonly object[];
  readonly missed?: object;
  /** Which attempt the newest says it is. */
  readonly at?: number;
  /** In the row of the attempt that is over, and of the one that followed. */
  readonly over?: object;
  readonly newest?: object;
  readonly cancels?: readonly object[];
  readonly updates?: readonly object[];
  readonly messages?: readonly RawMessage[];
};

const ladder = (nth: number, before: readonly object[]) =>
  JSON.stringify({ at: nth, rungs: [{}, {}, {}, {}], missed: before });

/** A launch whose first attempt waited for too long, and whose second succeeded, but for `changes`. */
function climbed(changes: Changes = {}) {
  const over = {
    ...{ ...launch, handle: 'abcdr1', request_key: 'command:t1#1', superseded_by: 'l1r2' },
    ...{ ladder: ladder(0, []), submitted_at: 1_000_000, ...changes.over },
  };
  const newest = {
    ...{ ...launch, id: 'l1r2', job_id: '2', submitted_at: 1_020_000 },
    ladder: ladder(changes.at ?? 1, [{ ...missed, ...changes.missed }]),
    ...changes.newest,
  };
  const cancels = changes.cancels ?? [makesWay];
  return buildEvidence({
    messages: changes.messages ?? [card, launched, next, again, ended],
    payloads: [launchCommand, ...(cancels.includes(people) ? [cancelCommand] : [])],
    requests: changes.requests ?? [create(), create()],
    jobs: changes.jobs ?? [first, other],
    rows: {
      launches: [over, newest],
      jobs: [
        { id: '1', launch_id: 'l1', state: 'CANCELLED', gone: 0, open: 0 },
        { id: '2', launch_id: 'l1r2', state: 'SUCCEEDED', gone: 0, open: 0 },
      ],
      threads: [{ ...thread, launch_id: 'l1r2' }],
      updates: changes.updates ?? updates,
      cancels,
      audit: [
        ...[auditOf('command:t1', 'launch'), auditOf('command:t1#1', 'launch'), guards],
        ...(cancels.includes(people) ? [auditOf('command:t9', 'cancel', { at: 1_018_000 })] : []),
      ],
    },
  });
}

/** Its first attempt is over for another reason. */
const refused = { jobs: [other], over: { state: 'failed', job_id: null } };
const [queued] = first.history;
const overlapping = { ...first, history: [queued, { state: 'CANCELLED', at: at(1_021) }] };
const ran = { ...first, history: [queued, { state: 'RUNNING', at: at(1_010) }, first.history[2]] };

/** Its second attempt made way, and nothing followed. */
const left = { jobs: [first, { ...failed, id: '2', labels: other.labels }] };
const givenUp = (ms: number) =>
  update({
    ...{ seq: 5, payload: { kind: 'launch-dropped', at: ms, by: 'U0ANA' } },
    ...{ delivery_id: 'd8', sent_ts: null },
  });

const cases: readonly Case[] = [
  [
    'two live jobs',
    'twice',
    /abcd made job 2 while its job 1 was alive/,
    climbed({ jobs: [overlapping, other] }),
  ],
  [
    'a job that is never over',
    'twice',
    /abcd made job 2 while its job 1 was alive/,
    climbed({ jobs: [{ ...first, state: 'QUEUED', history: [queued] }, other] }),
  ],
  [
    'two jobs of one attempt',
    'twice',
    /abcdr1 made 2 jobs/,
    climbed({ jobs: [first, { ...first, id: '3' }, other] }),
  ],
  [
    'a create that is sent again',
    'twice',
    /2 launches were sent by 3 creates/,
    climbed({ requests: [create(), create(503, 'status'), create()] }),
  ],
  [
    'an attempt that begins before the end of the one before',
    'other',
    /abcdr1 made way before its end/,
    climbed({ missed: { at: 1_018_500 } }),
  ],
  ['an attempt after one that started', 'other', /had started/, climbed({ jobs: [ran, other] })],
  [
    'an attempt after one that succeeded',
    'other',
    /made way as waited, and is SUCCEEDED/,
    climbed({ jobs: [{ ...first, state: 'SUCCEEDED' }, other] }),
  ],
  [
    'an attempt after a failure of another kind',
    'other',
    /made way as ended, and is FAILED/,
    climbed({
      jobs: [{ ...failed, error: { code: 3, message: 'exit code 1' } }, other],
      missed: { why: 'ended' },
    }),
  ],
  [
    'an attempt after a refusal that was none',
    'other',
    /abcdr1 made way as refused, and Vertex refused nothing/,
    climbed({ ...refused, missed: { why: 'refused' } }),
  ],
  [
    'an attempt after a refusal of another kind',
    'other',
    /abcdr1 made way after the refusal “Not supported.”/,
    climbed({
      ...{ ...refused, missed: { why: 'refused' } },
      requests: [refuse(400, 'Not supported.'), create()],
    }),
  ],
  [
    'an attempt after an internal error',
    'other',
    /abcdr1 made way as refused, and Vertex refused nothing/,
    climbed({
      ...{ ...refused, missed: { why: 'refused' } },
      requests: [create(500, 'status'), create()],
    }),
  ],
  [
    'an attempt after a refusal of another launch',
    'other',
    /abcdr1 made way as refused, and Vertex refused nothing/,
    climbed({
      ...{ ...refused, missed: { why: 'refused' } },
      requests: [create(400), refuse(400, stockout.message, 'l7'), create()],
    }),
  ],
  [
    'an attempt after a refusal whose answer was lost',
    'other',
    /abcdr1 made way as refused, and Vertex refused nothing/,
    climbed({
      ...{ ...refused, missed: { why: 'refused' } },
      requests: [refuse(503, stockout.message, 'l1', 'status'), create()],
    }),
  ],
  [
    'an attempt that nothing blocked',
    'other',
    /abcdr1 made way as blocked, and had no job/,
    climbed({ ...refused, missed: { why: 'blocked' } }),
  ],
  [
    'an attempt after a create in doubt',
    'other',
    /abcdr1 made way as refused/,
    climbed({
      ...{ jobs: [other], over: { state: 'doubt', job_id: null }, missed: { why: 'refused' } },
      requests: [create(400), create()],
    }),
  ],
  [
    'a cancel to make way before the limit',
    'other',
    /abcdr1 was cancelled to make way after 1000 ms/,
    climbed({ cancels: [{ ...makesWay, requested_at: 1_001_000 }] }),
  ],
  [
    'an attempt that makes way without a cancel',
    'other',
    /made way as waited, and is CANCELLED/,
    climbed({ cancels: [] }),
  ],
  [
    'an attempt that begins after a person’s cancel',
    'other',
    /attempt 2 of abcd began 1500 ms after its cancel/,
    climbed({ cancels: [makesWay, people] }),
  ],
  [
    'an attempt that begins after a person gave the launch up',
    'other',
    /attempt 2 of abcd began 500 ms after a person gave it up/,
    climbed({ updates: [...updates, givenUp(1_019_000)] }),
  ],
  ['an attempt that is skipped', 'other', /is stored as 2/, climbed({ at: 2 })],
  [
    'an attempt that is sent as another',
    'other',
    /attempt 2 of abcd was sent as us-central1,n1-standard-4/,
    climbed({ jobs: [first, { ...other, location: 'us-central1' }] }),
  ],
  [
    'an attempt that follows another launch',
    'other',
    /the next one names another/,
    climbed({ missed: { launchId: 'l7' } }),
  ],
  [
    'an attempt of another request',
    'other',
    /is of another request/,
    climbed({ over: { request_key: 'command:t7#1' } }),
  ],
  [
    'an attempt that nobody stored',
    'lost',
    /abcdr1 made way for an attempt that is not stored/,
    climbed({ over: { superseded_by: 'l9' } }),
  ],
  [
    'an attempt that should have been followed',
    'lost',
    /abcd ended at attempt 2 of 4, and the next was due/,
    climbed(left),
  ],
  [
    'a refusal that should have been followed',
    'lost',
    /abcd ended at attempt 2 of 4, and the next was due/,
    climbed({
      ...{ jobs: [first], requests: [create(), refuse(400, stockout.message, 'l1r2')] },
      newest: { state: 'failed', job_id: null },
    }),
  ],
  [
    'an attempt that should have been followed, since Vertex refused the cancel',
    'lost',
    /abcd ended at attempt 2 of 4, and the next was due/,
    climbed({ ...left, cancels: [makesWay, { ...people, state: 'refused' }] }),
  ],
  [
    'an attempt that is not told',
    'lost',
    /abcd went on to attempts 2, and is told none/,
    climbed({ updates: updates.filter(({ seq }) => seq !== 2) }),
  ],
  [
    'an attempt whose begin is in no message',
    'lost',
    /abcd had 2 attempts, and is told 1/,
    climbed({ messages: [card, launched, again, ended] }),
  ],
  [
    'an end of an attempt that made way',
    'other',
    /abcdr1 made way, and is told as CANCELLED/,
    climbed({
      messages: [
        ...[card, launched, next, again, ended],
        reply('1019.000001', 'Cancelled after 19 s without running.', 'd7'),
      ],
    }),
  ],
  [
    'a state of the attempt before',
    'other',
    /abcd is told as CANCELLING SUCCEEDED, and was QUEUED RUNNING SUCCEEDED/,
    climbed({
      messages: [
        ...[card, launched, next, again, ended],
        reply('1022.000001', 'Cancelling. It may.', 'd7'),
      ],
    }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});

test.each([
  ['waited for too long', climbed()],
  ['failed for want of capacity', climbed({ jobs: [failed, other], missed: { why: 'ended' } })],
  [
    'was refused',
    climbed({
      ...refused,
      missed: { why: 'refused' },
      requests: [refuse(429, stockout.message), create()],
    }),
  ],
])('lets a launch pass whose first attempt %s', (_, evidence) => {
  expect(checkRun(evidence).violations).toEqual([]);
});
