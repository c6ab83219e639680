import { expect, test } from 'vitest';
import { expectViolation } from './cases.ts';
import { checkRun, type Violation } from './check-run.ts';
import { buildEvidence } from '../evidence/build-evidence.ts';
import { type RawMessage, at, audit, command, launch, launchKey } from '../evidence/samples.ts';

type Raw = NonNullable<Parameters<typeof buildEvidence>[0]>;

const place = 'C0MLJOBS:990.000001';
const key = `message:${place}`;
const edited = { user: 'U0ANA', ts: '992.0' };
const order = 'launch chaos tag=one scenario=success';

/** An event as the Slack server records it, delivered at these seconds. */
function mention(text: string, more: object = {}, ...from: readonly number[]) {
  const event = { type: 'app_mention', user: 'U0ANA', channel: 'C0MLJOBS', ts: '990.000001' };
  return {
    id: 'm1',
    kind: 'events_api',
    acked: true,
    payload: { type: 'event_callback', event: { ...event, text, ...more } },
    attempts: (from.length === 0 ? [990] : from).map((one) => ({ outcome: 'acked', at: at(one) })),
  };
}
const say = (text: string, more: object = {}, ...from: readonly number[]) =>
  mention(`<@U0VERTEXJOBS> ${text}`, more, ...from);
const said = say(order);
const taken = { key, done: 1 };

/** A form with one field, submitted at these seconds. */
function form(ack: unknown, ...from: readonly number[]) {
  const values = { 'parameter:chaos@1:tag': { value: { type: 'plain_text_input', value: 'one' } } };
  return {
    id: 'v1',
    kind: 'interactive',
    acked: true,
    payload: {
      type: 'view_submission',
      user: { id: 'U0ANA' },
      view: { id: 'V1', callback_id: 'launch-form', state: { values } },
    },
    attempts: from.map((one) => ({ outcome: 'acked', at: at(one), ack })),
  };
}
const stored = { response_action: 'clear' };

const body = JSON.stringify({ displayName: 'one', env: [{ value: 'success' }] });
/** The rows of one launch with this request key. */
const launchedBy = (request_key: string, more: object = {}) => ({
  launches: [{ ...launch, request_key, body, ...more }],
  audit: [{ ...audit, key: request_key }],
  said: [taken],
});
const answer = (rendered: string, second: number, more: Partial<RawMessage> = {}): RawMessage => ({
  ts: `${second}.000007`,
  rendered,
  second,
  ...more,
});
const launching = (second: number) =>
  answer('Launching *one* as `abcd`. I’ll post it here.', second);
const editAnswer = (second: number) => answer('I don’t act on edited messages. To run …', second);
const edits = [say(order), { ...say(`${order} more=1`, { edited }, 992), id: 'm2' }];
const bothTaken = { ...launchedBy(key), said: [taken, { key: `edited:${place}`, done: 1 }] };
const once: Raw = { payloads: [said], rows: launchedBy(key), answers: [launching(991)] };

const fine: readonly (readonly [string, Raw])[] = [
  ['a launch by message', once],
  ['a launch whose message was unfurled', { ...once, payloads: [said, { ...said, id: 'm2' }] }],
  [
    'a launch whose message was edited, with an answer',
    { payloads: edits, rows: bothTaken, answers: [editAnswer(993)] },
  ],
  [
    'a launch whose message was edited while Slack failed',
    {
      payloads: edits,
      rows: bothTaken,
      calls: [{ method: 'users.info', fault: 'garbage', at: at(993) }],
    },
  ],
  [
    'an answer repeated after a missing confirmation',
    { ...once, answers: [launching(991), launching(993)] },
  ],
  [
    'an answer repeated after the bot died',
    { ...once, answers: [launching(991), launching(991.2)], disruptions: [991_100] },
  ],
  [
    'a launch whose message two bots had at once, and confirmed',
    {
      ...once,
      bots: 2,
      payloads: [{ ...said, attempts: [...said.attempts, ...said.attempts] }],
      answers: [launching(991), launching(991.2)],
    },
  ],
  [
    'an answer by each of two bots',
    {
      ...once,
      payloads: [say('status one', {}, 990, 990.1)],
      rows: { said: [taken], launches: [], audit: [] },
      answers: [
        answer('one\nsandbox-project/us-central1 was read 1 s ago.', 991),
        answer('one\nsandbox-project/us-central1 was not read yet.', 991.1),
      ],
      bots: 2,
      messages: [],
      jobs: [],
    },
  ],
  ['a form', { payloads: [form(stored, 990)], rows: { ...launchedBy('view:V1'), said: [] } }],
  [
    'a form that was submitted twice, and answered twice',
    {
      payloads: [form(stored, 990, 991)],
      rows: { ...launchedBy('view:V1'), said: [] },
      answers: [launching(991), launching(991.1)],
    },
  ],
  [
    'a form with an error in it',
    { payloads: [command, form({ response_action: 'errors', errors: { a: 'b' } }, 990)] },
  ],
  [
    'a late redelivery of an unanswered message',
    { ...once, late: { at: 990_500, unanswered: [key] } },
  ],
];

const cases: readonly (readonly [string, Violation['kind'], RegExp, Raw])[] = [
  [
    'a launch by an edit',
    'other',
    /abcd was launched by nobody: edited:/,
    { payloads: edits, rows: { ...bothTaken, ...launchedBy(`edited:${place}`) } },
  ],
  [
    'a launch by an edit into one',
    'other',
    /abcd is not what the message requested: status last/,
    { payloads: [say('status last'), { ...say(order, { edited }), id: 'm2' }], rows: bothTaken },
  ],
  [
    'a launch by prose',
    'other',
    /abcd was launched by nobody: message:/,
    { payloads: [mention(`stop worrying, <@U0VERTEXJOBS> ${order}`)], rows: launchedBy(key) },
  ],
  [
    'prose that was taken',
    'other',
    /took a message that is not for the bot: message:/,
    { payloads: [command, mention('so says <@U0VERTEXJOBS>')], rows: { said: [taken] } },
  ],
  [
    'a request key made from the delivery',
    'other',
    /abcd was launched by nobody: message:.*:2$/,
    { ...once, rows: launchedBy(`${key}:2`) },
  ],
  [
    'a message that launches twice',
    'twice',
    /one was requested 1 times, and launched 2/,
    {
      ...once,
      rows: {
        ...launchedBy(key),
        launches: [key, launchKey].map((one, place) => ({
          ...launch,
          id: `l${place + 1}`,
          handle: place === 0 ? 'abcd' : 'wxyz',
          request_key: one,
          state: place === 0 ? 'bound' : 'held',
          body,
        })),
      },
    },
  ],
  [
    'a form that launches twice',
    'other',
    /abcd was launched by nobody: view:V1:t2/,
    { payloads: [form(stored, 990, 991)], rows: launchedBy('view:V1:t2') },
  ],
  [
    'a form that was acked and not stored',
    'lost',
    /a launch was acked and not stored: view:V1/,
    { payloads: [command, form(stored, 990)] },
  ],
  [
    'a launch by message that was acked and not stored',
    'lost',
    /a launch was acked and not stored: message:/,
    { payloads: [command, said], rows: { said: [taken] } },
  ],
  [
    'a message that was acked and not taken',
    'lost',
    /a message was acked and not taken: message:/,
    { payloads: [command, say('status last')] },
  ],
  [
    'a cancel by a message that nobody confirmed',
    'other',
    /abcd is cancelled by a message/,
    {
      payloads: [command, say('cancel abcd')],
      rows: {
        said: [taken],
        audit: [audit, { ...audit, key, verb: 'cancel' }],
        cancels: [{ id: 'c', request_key: key, state: 'done', handle: 'abcd', launch_id: 'l1' }],
      },
    },
  ],
  [
    'an edit that was answered twice',
    'repeated',
    /an edit of U0ANA in C0MLJOBS was answered 2 times, and asked 1/,
    { payloads: edits, rows: bothTaken, answers: [editAnswer(993), editAnswer(993.2)] },
  ],
  [
    'an edit that was not answered',
    'lost',
    /an edit of U0ANA in C0MLJOBS was answered 0 times, and asked 1/,
    { payloads: edits, rows: bothTaken },
  ],
  [
    'an answer without a request',
    'repeated',
    /talk of U0ANA in C0MLJOBS was answered 1 times, and asked 0/,
    { payloads: [command], answers: [answer('I don’t understand thanks.', 991)], rows: {} },
  ],
  [
    'a launch that was confirmed twice',
    'repeated',
    /the launch of abcd is confirmed 2 times/,
    { ...once, answers: [launching(991), launching(991.2)] },
  ],
  [
    'a form that was confirmed more often than submitted',
    'repeated',
    /the launch of abcd is confirmed 2 times/,
    {
      payloads: [form(stored, 990)],
      rows: { ...launchedBy('view:V1'), said: [] },
      answers: [launching(991), launching(991.2)],
    },
  ],
  [
    'an answer to a late redelivery',
    'repeated',
    /redelivered late, answered again: Launching/,
    { ...once, answers: [launching(991)], late: { at: 990_500, unanswered: [] } },
  ],
  [
    'a confirmed cancel that was acked and not stored',
    'lost',
    /a press of confirm-cancel was acked and not stored/,
    {
      payloads: [
        command,
        {
          id: 'p2',
          kind: 'interactive',
          acked: true,
          payload: {
            user: { id: 'U0ANA' },
            actions: [{ action_id: 'confirm-cancel', value: 'abcd:t2' }],
          },
          attempts: [{ outcome: 'acked', at: at(1_000) }],
        },
      ],
    },
  ],
];

test.each(fine)('finds nothing in %s', (_, raw) => {
  expect(checkRun(buildEvidence(raw)).violations).toEqual([]);
});

test.each(cases)('finds %s', (_, kind, what, raw) => {
  expectViolation(buildEvidence(raw), kind, what);
});
