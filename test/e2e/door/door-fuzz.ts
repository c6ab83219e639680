// Malformed requests, from a seed.

import { connect, type Socket } from 'node:net';
import { sign } from '../../../app/sandbox/slack/transport/http-transport.ts';
import type { Random } from '../../chaos/plan/random.ts';

/** `ends`: nothing can follow on its connection, because the server closes it or waits for the rest. */
type Malformed = { readonly bytes: Buffer; readonly ends: boolean };

type Target = {
  readonly port: number;
  readonly random: Random;
  /** Without it, no signed requests are sent. */
  readonly signingSecret: string | undefined;
};

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

const targets = [
  ...[
    '//',
    '/\\',
    '///',
    '//[',
    'http://[',
    'http://',
    '*',
    '/%',
    '/%00',
    '/%zz',
    '/..//..',
    '?',
    '#',
  ],
  ...[
    '/health/live',
    '/health/ready',
    '/metrics',
    '/slack/events',
    '//slack/events',
    '/slack/events/',
  ],
  ...[
    'http://x:99999/',
    'javascript:1',
    '\x7f',
    '/\xff\xfe',
    `/${'a'.repeat(3_000)}`,
    'http://u:p@h/metrics',
  ],
] as const;
const methods = ['GET', 'HEAD', 'POST', 'OPTIONS', 'TRACE', 'DELETE', 'PROPFIND', 'GET'] as const;
const headers = [
  ...[
    'x: y',
    'content-type: application/json',
    'content-type: \xff',
    'expect: 100-continue',
    'cookie: a',
  ],
  ...[
    'x-slack-signature: v0=',
    'x-slack-request-timestamp: NaN',
    'x-slack-signature: v0=\xfc',
    'upgrade: h2c',
  ],
  ...['x-slack-request-timestamp: 99999999999999999999', 'forwarded: for=_', 'range: bytes=0-'],
] as const;

/** Well-formed HTTP, with a target, a method or a body that the bot doesn't serve. */
function strange(random: Random): Malformed {
  const body = random.chance(0.3) ? 'x'.repeat(random.int(1, 300)) : '';
  const lines = [
    `${random.pick(methods)} ${random.pick(targets)} HTTP/1.1`,
    'Host: x',
    ...Array.from({ length: random.int(0, 3) }, () => random.pick(headers)),
    `Content-Length: ${body.length}`,
  ];
  return { bytes: latin(`${lines.join('\r\n')}\r\n\r\n${body}`), ends: false };
}

const notHttp = [
  'GET / HTTP/9.9\r\n\r\n',
  'get / HTTP/1.1\r\n\r\n',
  'GET /\r\n\r\n',
  'GET / HTTP/1.1\r\nContent-Length: 1e3\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
  'POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n',
  'POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n',
  `GET / HTTP/1.1\r\nHost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`,
  'GET / HTTP/1.1\r\nHost: x\r\nx\x00y: z\r\n\r\n',
  'CONNECT //[ HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
] as const;

/** No HTTP, or a request that is cut off. */
function broken(random: Random): Malformed {
  const cut = (bytes: Buffer) => bytes.subarray(0, random.int(0, bytes.length));
  const bytes = random.pick([
    () => latin(random.pick(notHttp)),
    () => Buffer.from(Array.from({ length: random.int(1, 200) }, () => random.int(0, 255))),
    () => cut(strange(random).bytes),
    () => cut(latin(random.pick(notHttp))),
  ])();
  return { bytes, ends: true };
}

const names = [
  ...[
    'type',
    'event',
    'event_id',
    'team_id',
    'team',
    'user',
    'channel',
    'channel_id',
    'actions',
    'view',
    'item',
  ],
  ...[
    'container',
    'state',
    'message',
    'callback_id',
    'response_url',
    'response_urls',
    'name',
    'authorizations',
  ],
  ...[
    'private_metadata',
    'hash',
    'id',
    'files',
    'ts',
    'thread_ts',
    'tab',
    'is_enterprise_install',
    '__proto__',
  ],
] as const;
const types = [
  ...[
    'event_callback',
    'url_verification',
    'app_rate_limited',
    'block_actions',
    'block_suggestion',
    'view_closed',
  ],
  ...[
    'view_submission',
    'message_action',
    'shortcut',
    'dialog_submission',
    'interactive_message',
    'app_mention',
  ],
  ...[
    'app_home_opened',
    'member_joined_channel',
    'message',
    'function_executed',
    'tokens_revoked',
    'brand_new',
  ],
] as const;

/** A value of any shape with the names of Slack's payloads. Without `text` and `trigger_id`, it can't be a valid request by chance. */
function anyValue(random: Random, depth = 0): unknown {
  const simple = [null, true, 0, -1, 1e308, '', 'x', '\u0000', '💥', 'C0MLJOBS', [], {}] as const;
  if (depth > 3 || random.chance(0.4)) return random.pick(simple);
  if (random.chance(0.2))
    return Array.from({ length: random.int(0, 3) }, () => anyValue(random, depth + 1));
  const count = random.int(0, 6);
  return Object.fromEntries([
    ...(random.chance(0.6) ? [['type', random.pick(types)]] : []),
    ...Array.from({ length: count }, () => [random.pick(names), anyValue(random, depth + 1)]),
  ]) as unknown;
}

const form = 'application/x-www-form-urlencoded';

/** A body that Slack would never send, with a valid signature. */
function signedMalformed(random: Random, secret: string): Malformed {
  const value = JSON.stringify(anyValue(random));
  const [body, type] = random.pick([
    () => [value, 'application/json'] as const,
    () => [value.slice(0, random.int(0, value.length)), 'application/json'] as const,
    () => [new URLSearchParams({ payload: value }).toString(), form] as const,
    () =>
      [
        `command=%2Fjob&${random.pick(['text=x', 'user_id=U', 'payload=1', 'command=%2Fjob'])}`,
        form,
      ] as const,
    () => [value, random.pick(['text/plain', '', form, 'multipart/form-data'])] as const,
  ])();
  const signed = sign(secret, body, type, Date.now());
  const lines = Object.entries(signed.headers).map(([name, content]) => `${name}: ${content}`);
  const length = Buffer.byteLength(body);
  const head = ['POST /slack/events HTTP/1.1', 'Host: x', ...lines, `Content-Length: ${length}`];
  return { bytes: Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`), ends: false };
}

/** Sends at least `count` requests over many connections; resolves when each of these is closed. */
export async function sendMalformed(door: Target, count: number): Promise<void> {
  let left = count;
  const connection = async (): Promise<void> => {
    while (left > 0) {
      const batch = makeBatch(door);
      left -= batch.length;
      await send(door, batch);
    }
  };
  await Promise.all(Array.from({ length: 40 }, connection));
}

function makeBatch({ random, signingSecret }: Target): readonly Malformed[] {
  const batch: Malformed[] = [];
  const most = random.int(1, 40);
  while (batch.length < most && batch.at(-1)?.ends !== true) {
    if (random.chance(0.06)) batch.push(broken(random));
    else if (signingSecret !== undefined && random.chance(0.5)) {
      batch.push(signedMalformed(random, signingSecret));
    } else batch.push(strange(random));
  }
  return batch;
}

/** Sends the requests over one connection, then closes or resets it. */
async function send({ port, random }: Target, batch: readonly Malformed[]): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const { promise, resolve } = Promise.withResolvers<undefined>();
  socket.on('error', () => undefined).on('close', () => resolve(undefined));
  const resets = random.chance(0.2);
  const finish = (): Socket => (resets ? socket.resetAndDestroy() : socket.end());
  if (!resets) socket.resume();
  socket.write(Buffer.concat(batch.map(({ bytes }) => bytes)), finish);
  await promise;
}
