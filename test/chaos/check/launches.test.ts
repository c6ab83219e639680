import { expect, test, describe } from 'vitest';
import { checkRun } from './check-run.ts';
import { expectViolation, type Case } from './cases.ts';
import { buildEvidence } from '../evidence/build-evidence.ts';
import { at, audit, command, job, launch, pressOf, thread } from '../evidence/samples.ts';

const cases: readonly Case[] = [
  [
    'a second job of one launch',
    'twice',
    /abcd made 2 jobs/,
    buildEvidence({ jobs: [job, { ...job, id: '2' }] }),
  ],
  [
    'a job without a launch',
    'twice',
    /belongs to no launch/,
    buildEvidence({ jobs: [job, { ...job, id: '2', labels: {} }] }),
  ],
  ['a bound job that does not exist', 'other', /does not exist/, buildEvidence({ jobs: [] })],
  [
    'a job that nobody follows',
    'lost',
    /its job runs unfollowed/,
    buildEvidence({ rows: { launches: [{ ...launch, state: 'unknown', job_id: null }] } }),
  ],
  [
    'an unknown launch that nobody was asked about',
    'lost',
    /nobody was asked/,
    buildEvidence({
      jobs: [],
      rows: { launches: [{ ...launch, state: 'unknown', job_id: null }] },
    }),
  ],
  [
    'a launch acked as cancelled that runs',
    'other',
    /acked as cancelled and is not/,
    buildEvidence({
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
    'a launch that nobody requested',
    'other',
    /launched by nobody/,
    buildEvidence({
      payloads: [
        {
          ...command,
          acked: false,
          attempts: [],
          payload: { ...command.payload, trigger_id: 't2' },
        },
      ],
    }),
  ],
  [
    'a launch that was acked and not stored',
    'lost',
    /a launch was acked and not stored/,
    buildEvidence({
      payloads: [command, { ...command, payload: { ...command.payload, trigger_id: 't2' } }],
    }),
  ],
  [
    'a launch with an empty ack that was not stored',
    'lost',
    /a launch was acked and not stored/,
    buildEvidence({
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
    buildEvidence({
      payloads: [
        command,
        {
          ...command,
          payload: { ...command.payload, trigger_id: 't2' },
          attempts: [{ outcome: 'acked', at: at(999), ack: { text: 'Cancel requested: *one*' } }],
        },
      ],
    }),
  ],
  [
    'an ack in unknown words',
    'other',
    /unknown ack: Off we go/,
    buildEvidence({
      payloads: [
        { ...command, attempts: [{ outcome: 'acked', at: at(999), ack: { text: 'Off we go.' } }] },
      ],
    }),
  ],
  [
    'a press that was acked and not stored',
    'lost',
    /a press of rerun was acked and not stored/,
    buildEvidence({ payloads: [command, pressOf('rerun', 999)] }),
  ],
  [
    'a press of Cancel on a live job that was acked and not stored',
    'lost',
    /a press of cancel was acked and not stored/,
    buildEvidence({ payloads: [command, pressOf('cancel', 1_000)] }),
  ],
  [
    'an ack that names another launch',
    'other',
    /was acked as another/,
    buildEvidence({ rows: { launches: [{ ...launch, handle: 'wxyz' }] } }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});

test('takes the refusal of a press for its answer', () => {
  const refusal = { ...audit, key: 'button:t2:rerun:abcd:U0ANA:refused' };
  const payloads = [command, pressOf('rerun', 999)];
  expect(
    checkRun(buildEvidence({ payloads, rows: { audit: [audit, refusal] } })).violations,
  ).toEqual([]);
});

test('knows that what a bot died over is on record, and told when it is given up', () => {
  const pledges = [{ request_key: 'button:t2:rerun:abcd:U0ANA' }];
  const payloads = [command, pressOf('rerun', 999)];
  expect(checkRun(buildEvidence({ payloads, rows: { pledges } })).violations).toEqual([]);
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
    expect(checkRun(buildEvidence({ payloads, ...more })).violations).toEqual([]);
  });

  test('finds that nothing came of it', () => {
    const before = { ...answer, ts: '990.5' };
    const { violations } = checkRun(
      buildEvidence({ payloads, answers: [before], disruptions: [900_000] }),
    );
    expect(violations).toMatchObject([{ kind: 'lost' }]);
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
  expect(checkRun(buildEvidence({ payloads, rows })).violations).toEqual([]);
});

test('knows that a press comes too late for what has ended', () => {
  const payloads = [command, pressOf('cancel', 1_004)];
  expect(checkRun(buildEvidence({ payloads })).violations).toEqual([]);
});

describe.each([
  'There is no template `chaos`.',
  '🔒 Nothing was launched: launches of chaos are locked by <@U0ROOT>: the data moves',
])('A command that was answered %j', (text) => {
  test('afterwards was forgotten', () => {
    const attempts = [
      { outcome: 'acked', at: at(999) },
      { outcome: 'acked', at: at(1_000), ack: { text } },
    ];
    expectViolation(
      buildEvidence({ payloads: [{ ...command, attempts }] }),
      'other',
      /unknown ack: (?:There is no template|🔒 Nothing was launched)/u,
    );
  });

  test('before may launch once that is over', () => {
    const attempts = [
      { outcome: 'acked', at: at(999), ack: { text } },
      { outcome: 'acked', at: at(1_000) },
    ];
    expect(checkRun(buildEvidence({ payloads: [{ ...command, attempts }] })).violations).toEqual(
      [],
    );
  });
});
