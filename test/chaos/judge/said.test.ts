import { describe, expect, test } from 'vitest';
import { judge, type Finding } from './judge.ts';
import {
  at,
  audit,
  command,
  evidence,
  launch,
  launchKey,
  type RawMessage,
} from '../evidence/samples.ts';

type Raw = NonNullable<Parameters<typeof evidence>[0]>;

const place = 'C0MLJOBS:990.000001';
const key = `message:${place}`;
const edited = { user: 'U0ANA', ts: '992.0' };
const order = 'launch chaos tag=one scenario=success';

/** An event as the records have it; `from` the seconds of its deliveries. */
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
const heard = { key, done: 1 };

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
/** One launch, under this key. */
const launchedBy = (request_key: string, more: object = {}) => ({
  launches: [{ ...launch, request_key, body, ...more }],
  audit: [{ ...audit, key: request_key }],
  said: [heard],
});
const answer = (rendered: string, second: number, more: Partial<RawMessage> = {}): RawMessage => ({
  ts: `${second}.000007`,
  rendered,
  second,
  ...more,
});
const launching = (second: number) =>
  answer('Launching *one* as `abcd`. Its card follows.', second);
const told = (second: number) => answer('I don’t act on edited messages. To run …', second);
const edits = [say(order), { ...say(`${order} more=1`, { edited }, 992), id: 'm2' }];
const heardBoth = { ...launchedBy(key), said: [heard, { key: `edited:${place}`, done: 1 }] };
const once: Raw = { payloads: [said], rows: launchedBy(key), answers: [launching(991)] };

const fine: readonly (readonly [string, Raw])[] = [
  ['a launch that was said', once],
  ['one that was unfurled', { ...once, payloads: [said, { ...said, id: 'm2' }] }],
  ['one that was edited, and told so', { payloads: edits, rows: heardBoth, answers: [told(993)] }],
  [
    'one that was edited, where Slack failed',
    {
      payloads: edits,
      rows: heardBoth,
      calls: [{ method: 'users.info', fault: 'garbage', at: at(993) }],
    },
  ],
  [
    'an answer that was sent again for want of a confirmation',
    { ...once, answers: [launching(991), launching(993)] },
  ],
  [
    'an answer of a bot that died over it',
    { ...once, answers: [launching(991), launching(991.2)], disruptions: [991_100] },
  ],
  [
    'an answer of each of two bots that had it in hand',
    {
      ...once,
      payloads: [say('status one', {}, 990, 990.1)],
      rows: { said: [heard], launches: [], audit: [] },
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
    'what is brought late, and had no answer',
    { ...once, late: { at: 990_500, unanswered: [key] } },
  ],
];

const spoiled: readonly (readonly [string, Finding['kind'], RegExp, Raw])[] = [
  [
    'a launch by an edit',
    'other',
    /abcd was launched by nobody: edited:/,
    { payloads: edits, rows: { ...heardBoth, ...launchedBy(`edited:${place}`) } },
  ],
  [
    'a launch by what was edited into one',
    'other',
    /abcd is not what was said: status last/,
    { payloads: [say('status last'), { ...say(order, { edited }), id: 'm2' }], rows: heardBoth },
  ],
  [
    'a launch by prose',
    'other',
    /abcd was launched by nobody: message:/,
    { payloads: [mention(`stop worrying, <@U0VERTEXJOBS> ${order}`)], rows: launchedBy(key) },
  ],
  [
    'prose that was heard',
    'other',
    /heard what was not said to the bot: message:/,
    { payloads: [command, mention('so says <@U0VERTEXJOBS>')], rows: { said: [heard] } },
  ],
  [
    'a message that is known by its delivery',
    'other',
    /abcd was launched by nobody: message:.*:2$/,
    { ...once, rows: launchedBy(`${key}:2`) },
  ],
  [
    'a message that launches twice',
    'twice',
    /one was asked for 1 times, and launched 2/,
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
    'a launch that was said, acked and not stored',
    'lost',
    /a launch was acked and not stored: message:/,
    { payloads: [command, said], rows: { said: [heard] } },
  ],
  [
    'a message that was acked and not heard',
    'lost',
    /a message was acked and not heard: message:/,
    { payloads: [command, say('status last')] },
  ],
  [
    'a cancel by a message that nobody confirmed',
    'other',
    /abcd is cancelled by a message/,
    {
      payloads: [command, say('cancel abcd')],
      rows: {
        said: [heard],
        audit: [audit, { ...audit, key, verb: 'cancel' }],
        cancels: [{ id: 'c', request_key: key, state: 'done', handle: 'abcd', launch_id: 'l1' }],
      },
    },
  ],
  [
    'an edit that is told twice',
    'repeated',
    /an edit of U0ANA in C0MLJOBS was answered 2 times, and asked 1/,
    { payloads: edits, rows: heardBoth, answers: [told(993), told(993.2)] },
  ],
  [
    'an edit that is not told',
    'lost',
    /an edit of U0ANA in C0MLJOBS was answered 0 times, and asked 1/,
    { payloads: edits, rows: heardBoth },
  ],
  [
    'an answer that nobody asked for',
    'repeated',
    /talk of U0ANA in C0MLJOBS was answered 1 times, and asked 0/,
    { payloads: [command], answers: [answer('I don’t understand thanks.', 991)], rows: {} },
  ],
  [
    'a launch that is told twice',
    'repeated',
    /that abcd is launched is told 2 times/,
    { ...once, answers: [launching(991), launching(991.2)] },
  ],
  [
    'a form that is told more often than it was submitted',
    'repeated',
    /that abcd is launched is told 2 times/,
    {
      payloads: [form(stored, 990)],
      rows: { ...launchedBy('view:V1'), said: [] },
      answers: [launching(991), launching(991.2)],
    },
  ],
  [
    'an answer to what was brought late',
    'repeated',
    /brought late, answered again: Launching/,
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

describe('what is said, edited and filled in', () => {
  test.each(fine)('%s is fine', (_, raw) => {
    expect(judge(evidence(raw)).findings).toEqual([]);
  });

  test.each(spoiled)('finds %s', (_, kind, what, raw) => {
    const { findings } = judge(evidence(raw));
    const found = findings.filter((one) => one.kind === kind && what.test(one.what));
    expect(found, JSON.stringify(findings)).toHaveLength(1);
  });
});
