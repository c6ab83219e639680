import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { request as openRequest } from 'node:http';
import { App, type ReceiverEvent } from '@slack/bolt';
import { beforeEach, describe, expect, test } from 'vitest';
import { ackAll } from '../../../app/slack/listeners/ack-all.ts';
import { createHttpDoor, onceKnown } from '../../../app/slack/transport/http-door.ts';
import { libraryLogger } from '../../../app/slack/client/log.ts';
import { createHttpServer } from '../../../app/http/server.ts';
import { memoryLog } from '../values.ts';

const secret = 'signing-secret';
const now = Date.UTC(2026, 10, 28, 12);
const form = 'application/x-www-form-urlencoded';

let log: ReturnType<typeof memoryLog>;
let port: number;
let handled: ReceiverEvent['body'][];

beforeEach(async ({ onTestFinished }) => {
  log = memoryLog();
  handled = [];
  const door = createHttpDoor({ signingSecret: secret, log, clock: () => now });
  const app = new App({
    receiver: door.receiver,
    logger: libraryLogger(log),
    authorize: () => Promise.resolve({ botToken: 'xoxb-test', botUserId: 'UBOT' }),
  });
  app.command('/job', async ({ body, ack }) => {
    handled.push(body);
    await ack('done');
  });
  app.event('app_mention', ({ body }) => {
    handled.push(body);
    return Promise.resolve();
  });
  ackAll(app, log);
  const server = createHttpServer({ port: 0, log });
  server.serve([onceKnown(() => true, door.handler)]);
  onTestFinished(() => server.stop());
  port = await server.listen();
});

type Post = {
  readonly type?: string | undefined;
  readonly at?: number;
  readonly signature?: string;
};

async function post(body: string | Buffer, { type, at = now, signature }: Post = {}) {
  const timestamp = String(Math.floor(at / 1_000));
  const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body);
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    body: Buffer.from(body),
    headers: {
      ...(type === undefined ? {} : { 'content-type': type }),
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature ?? `v0=${hmac.digest('hex')}`,
    },
  });
  return { status: response.status, text: await response.text() };
}

/** While Slack waits: three seconds. */
async function atOnce<T>(work: Promise<T>): Promise<T> {
  const begun = performance.now();
  const done = await work;
  expect(performance.now() - begun).toBeLessThan(3_000);
  return done;
}

const payload = (value: unknown) =>
  new URLSearchParams({ payload: JSON.stringify(value) }).toString();

describe('a signed body', () => {
  test.for<[string, string | Buffer, string | undefined]>([
    ['nothing', '', undefined],
    ['text', 'hello', 'text/plain'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]), 'application/json'],
    ['broken JSON', '{"type":"event_callback"', 'application/json'],
    ['null', 'null', 'application/json'],
    ['a list', '[]', 'application/json'],
    ['a number', '1', 'application/json'],
    ['an object of no type', '{}', 'application/json'],
    ['a type that Slack does not send', '{"type":"nonsense"}', 'application/json'],
    ['an endless list', '['.repeat(500_000), 'application/json'],
    ['an empty form', '', form],
    ['a form of no command', 'a=b', form],
    ['a payload that is no JSON', 'payload=%7B', form],
    ['a payload that is null', 'payload=null', form],
    ['a payload of no type', 'payload=%7B%7D', form],
    ['two payloads', 'payload=1&payload=2', form],
    ['a challenge of no text', '{"type":"url_verification"}', 'application/json'],
  ])('that is %s is refused at once', async ([, body, type]) => {
    expect(await atOnce(post(body, { type }))).toEqual({ status: 400, text: '' });
    expect(handled).toEqual([]);
  });

  test.for<[string, unknown]>([
    ['none', undefined],
    ['null', null],
    ['text', 'x'],
    ['of no type', {}],
    ['of a type that is a number', { type: 7 }],
    ['unknown', { type: 'brand_new' }],
    ['with no channel', { type: 'member_joined_channel', channel: null }],
    ['with an odd item', { type: 'reaction_added', item: 'x' }],
    ['a mention of nothing', { type: 'app_mention' }],
    ['of a step', { type: 'function_executed' }],
  ])('that is an event, %s, is 200', async ([, event]) => {
    const body = JSON.stringify({ type: 'event_callback', team_id: 'T1', event });
    expect(await atOnce(post(body, { type: 'application/json' }))).toMatchObject({ status: 200 });
  });

  test.for<[string, unknown]>([
    ['of an unknown type', { type: 'brand_new' }],
    ['of presses of nothing', { type: 'block_actions' }],
    ['of presses that are no list', { type: 'block_actions', actions: {} }],
    ['of presses that are null', { type: 'block_actions', actions: null }],
    ['of an empty press', { type: 'block_actions', actions: [] }],
    ['of a view without a view', { type: 'view_submission' }],
    ['of a channel that is null', { type: 'message_action', channel: null }],
    ['of options', { type: 'block_suggestion' }],
    ['that looks like an event', { type: 'block_actions', event: null }],
  ])('that is an interaction %s is 200 and logged', async ([, value]) => {
    const got = await atOnce(post(payload(value), { type: form }));
    expect(got.status).toBe(200);
    expect(log.lines).toContainEqual(
      expect.objectContaining({ message: 'an interaction nobody handles' }),
    );
  });

  test('that says events were left out is 200 and logged', async () => {
    const body = '{"type":"app_rate_limited","minute_rate_limited":1}';
    expect(await post(body, { type: 'application/json' })).toMatchObject({ status: 200 });
    expect(JSON.stringify(log.lines)).toContain('app_rate_limited');
  });

  test('that is a command of another name is 200 and logged', async () => {
    expect(await atOnce(post('command=job', { type: form }))).toMatchObject({ status: 200 });
    expect(log.lines).toContainEqual(
      expect.objectContaining({ message: 'an interaction nobody handles' }),
    );
  });

  test('is a command, a mention or a challenge, whatever is added to its content type', async () => {
    const charset = `${form.toUpperCase()}; charset=utf-8`;
    expect(await post('command=%2Fjob&text=x', { type: charset })).toEqual({
      status: 200,
      text: 'done',
    });
    const event = { type: 'app_mention', channel: 'C1' };
    await post(JSON.stringify({ type: 'event_callback', event }), { type: 'application/json' });
    expect(handled).toMatchObject([{ text: 'x' }, { event }]);
    const challenge = '{"type":"url_verification","challenge":"abc"}';
    expect(await post(challenge, { type: 'application/json' })).toEqual({
      status: 200,
      text: '{"challenge":"abc"}',
    });
  });
});

describe('what Slack did not sign', () => {
  const command = 'command=%2Fjob';
  test.for<[string, Post]>([
    ['no signature', { signature: '' }],
    ['another signature', { signature: `v0=${'0'.repeat(64)}` }],
    ['a signature of odd letters', { signature: `v0=${'ü'.repeat(64)}` }],
    ['a signature of six minutes ago', { at: now - 6 * 60_000 }],
  ])('is refused: %s', async ([, how]) => {
    expect((await post(command, { type: form, ...how })).status).toBe(401);
    expect(handled).toEqual([]);
  });

  test('is answered only where it asks for the certificate', async () => {
    expect((await post('token=x&ssl_check=1', { type: form, signature: 'x' })).status).toBe(200);
    const smuggled = `ssl_check=1&${command}`;
    expect((await post(smuggled, { type: form, signature: 'x' })).status).toBe(200);
    expect(handled).toEqual([]);
  });

  test('is no lever on the log: a line at once, then one in ten seconds', async () => {
    for (let n = 0; n < 20; n += 1) await post(command, { type: form, signature: 'x' });
    expect(log.lines.filter(({ message }) => message.includes('did not sign'))).toHaveLength(1);
  });
});

describe('a body that is too much', () => {
  test('is refused above 1 MB, before it is whole', async () => {
    const outgoing = openRequest({ port, method: 'POST', path: '/slack/events' });
    outgoing.on('error', () => undefined);
    outgoing.write(Buffer.alloc((1 << 20) + 1, 'a'));
    const [response] = (await once(outgoing, 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(413);
    outgoing.destroy();
  });

  test('of many at once makes the oldest go, and the newest is read', async ({
    onTestFinished,
  }) => {
    const slow = Array.from({ length: 65 }, () => {
      const outgoing = openRequest({ port, method: 'POST', path: '/slack/events' });
      outgoing.on('error', () => undefined);
      onTestFinished(() => void outgoing.destroy());
      outgoing.write(Buffer.alloc(1 << 20, 'a'));
      return outgoing;
    });
    const [first] = slow;
    if (first === undefined) throw new Error('none');
    const [response] = (await once(first, 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(503);
    expect((await post('command=%2Fjob', { type: form })).text).toBe('done');
  });
});
