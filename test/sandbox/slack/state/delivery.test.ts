import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { startHttpApp } from '../bolt-app.ts';
import { ana, connections, like, mlJobs, start, until, type Client } from '../harness.ts';

const frameSchema = z.looseObject({
  type: z.string(),
  envelope_id: z.string().optional(),
  retry_attempt: z.number().optional(),
  reason: z.string().optional(),
  payload: z.looseObject({}).optional(),
});
type Frame = z.output<typeof frameSchema>;

/** A bare Socket Mode connection, which acks with what `ack` returns. */
async function connect(
  { server }: Client,
  ack: (frame: Frame) => boolean = () => true,
): Promise<{ frames: Frame[]; socket: WebSocket }> {
  const response = await fetch(`${server.apiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.appToken}` },
  });
  const { url } = z.looseObject({ url: z.string() }).parse(await response.json());
  const socket = new WebSocket(url);
  const frames: Frame[] = [];
  socket.on('message', (data) => {
    const text = z.instanceof(Buffer).parse(data).toString('utf8');
    const frame = frameSchema.parse(JSON.parse(text));
    frames.push(frame);
    if (frame.envelope_id === undefined || !ack(frame)) return;
    socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload: {} }));
  });
  await until(() => frames.length > 0);
  return { frames, socket };
}

const list = { user: 'ana', channel: 'ml-jobs', text: '/job list' };

it('sends each payload on one of several connections', async () => {
  const client = await start();
  const one = await connect(client);
  const two = await connect(client);
  expect(one.frames[0]).toMatchObject({ type: 'hello', num_connections: 1 });
  expect(two.frames[0]).toMatchObject({ type: 'hello', num_connections: 2 });
  for (let round = 0; round < 4; round += 1) await client.act('command', list);
  const commands = [one, two].map(({ frames }) =>
    frames.filter((one) => one.type === 'slash_commands'),
  );
  expect(commands.map((frames) => frames.length)).toEqual([2, 2]);
  expect(commands[0]?.[0]).toMatchObject({ accepts_response_payload: true });
});

it('accepts a ticket only once, and no connection without one', async () => {
  const client = await start();
  const { socket } = await connect(client);
  for (const url of [socket.url, socket.url.replace(/ticket=\w+/, 'ticket=made-up')]) {
    const thrown: unknown[] = await once(new WebSocket(url), 'error');
    expect(String(thrown[0])).toContain('403');
  }
});

it('fails a command at once when nobody is connected', async () => {
  const { act } = await start();
  expect(await act('command', list)).toMatchObject({
    outcome: 'dispatch_failed',
    notice: '/job failed with the error "dispatch_failed"',
  });
});

it('disconnects: a warning keeps the connection, a refresh ends it', async () => {
  const client = await start();
  const { frames, socket } = await connect(client);
  await client.control('POST', 'socket/disconnect', { reason: 'warning' });
  await until(() => frames.length === 2);
  expect(frames[1]).toMatchObject({ type: 'disconnect', reason: 'warning' });
  expect(await client.act('command', list)).toMatchObject({ outcome: 'acked' });
  const closed = once(socket, 'close');
  await client.control('POST', 'socket/disconnect', {});
  await closed;
  expect(frames.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
  await until(async () => (await connections(client)) === 0);
});

it('cuts the socket in an outage and accepts no other', async () => {
  const client = await start();
  const { socket } = await connect(client);
  const closed = once(socket, 'close');
  await client.control('POST', 'outage', { ms: null });
  await closed;
  await expect(connect(client)).rejects.toThrow();
  await client.control('POST', 'outage', { ms: 0 });
  await connect(client);
});

it('retries an event that was not acked, with the retry number', async () => {
  const client = await start();
  await client.control('POST', 'settings', { ackTimeoutMs: 30, eventRetryMs: [0, 10, 10] });
  const { frames } = await connect(client, (frame) => frame.retry_attempt === 2);
  await client.control('POST', 'act/invite', { channel: 'research' });
  await until(() => frames.length === 4);
  const events = frames.slice(1);
  expect(events.map((one) => one.retry_attempt)).toEqual([0, 1, 2]);
  expect(events.every((one) => one.accepts_response_payload === false)).toBe(true);
  expect(events.map((one) => one.retry_reason)).toEqual(['', 'timeout', 'timeout']);
  expect(new Set(events.map((one) => one.envelope_id)).size).toBe(1);
  await until(async () => (await client.records()).payloads[0]?.acked === true);
  expect((await client.records()).payloads[0]?.attempts).toHaveLength(3);
});

it('redelivers an event like a retry on request', async () => {
  const client = await start();
  const { frames } = await connect(client);
  await client.control('POST', 'act/invite', { channel: 'research' });
  await until(() => frames.length === 2);
  const [{ id } = { id: '' }] = (await client.records()).payloads;
  await client.control('POST', 'redeliver', { id, retry: { number: 3, reason: 'timeout' } });
  await until(() => frames.length === 3);
  expect(frames[2]).toMatchObject({ envelope_id: id, retry_attempt: 3, retry_reason: 'timeout' });
  expect(frames[2]?.payload).toEqual(frames[1]?.payload);
});

it('sends no event that the manifest does not subscribe to', async () => {
  const client = await start();
  const { frames } = await connect(client);
  await client.control('POST', 'act/archive', { channel: 'secret-lab' });
  await client.control('POST', 'act/archive', { channel: 'ml-jobs' });
  await until(() => frames.length === 2);
  expect(frames[1]).toMatchObject({
    payload: { event: { type: 'channel_archive', channel: mlJobs } },
  });
});

it('refuses what a person can’t do', async () => {
  const { control } = await start();
  const refusal = async (act: string, body: object) => {
    const answer = await control('POST', `act/${act}`, body);
    expect(answer.status).toBe(400);
    return z.object({ error: z.string() }).parse(await answer.json()).error;
  };
  expect(await refusal('command', { ...list, text: '/other x' })).toContain(
    '/other is not a command',
  );
  expect(await refusal('command', { ...list, channel: 'C0OLD' })).toContain('archived');
  expect(await refusal('command', { ...list, user: 'guest', channel: 'research' })).toContain(
    'is not in',
  );
  expect(
    await refusal('click', { user: 'ana', channel: mlJobs, ts: '1', action_id: 'x' }),
  ).toContain('sees no');
  expect(await refusal('command', { ...list, user: 'nobody' })).toContain('Nobody here is called');
});

it('lets a trigger open a view once, and only for a while', async () => {
  const client = await start();
  const { frames } = await connect(client);
  const view = {
    type: 'modal',
    title: { type: 'plain_text', text: 'x' },
    blocks: [{ type: 'divider' }],
  };
  const trigger = async (): Promise<string> => {
    await client.act('command', list);
    return z.object({ trigger_id: z.string() }).parse(frames.at(-1)?.payload).trigger_id;
  };
  const open = (trigger_id: string) => client.call('views.open', { trigger_id, view });
  const first = await trigger();
  expect(await open(first)).toMatchObject({ ok: true, view: { type: 'modal', hash: like(/\./) } });
  expect(await open(first)).toMatchObject({ error: 'exchanged_trigger_id' });
  expect(await open('1.2.3')).toMatchObject({ error: 'invalid_trigger_id' });
  await client.control('POST', 'settings', { triggerLifeMs: 1 });
  const second = await trigger();
  await new Promise((resolve) => setTimeout(resolve, 2));
  expect(await open(second)).toMatchObject({ error: 'expired_trigger_id' });
});

it('updates a view only with the current hash', async () => {
  const client = await start();
  const view = { type: 'home', blocks: [{ type: 'divider' }] };
  const first = z
    .looseObject({ view: z.looseObject({ id: z.string(), hash: z.string() }) })
    .parse(await client.call('views.publish', { user_id: ana, view }));
  const { hash } = first.view;
  expect(await client.call('views.publish', { user_id: ana, view, hash })).toMatchObject({
    ok: true,
  });
  expect(await client.call('views.publish', { user_id: ana, view, hash })).toMatchObject({
    error: 'hash_conflict',
  });
});

it('accepts five answers at a response_url, then none', async () => {
  const client = await start();
  await client.control('POST', 'settings', { rates: { enabled: false } });
  const { frames } = await connect(client);
  await client.act('command', list);
  const { response_url } = z.object({ response_url: z.string() }).parse(frames.at(-1)?.payload);
  const answer = (body: object, url = response_url) =>
    fetch(url, { method: 'POST', body: JSON.stringify(body) });
  expect((await answer({ blocks: [{ type: 'marquee' }] })).status).toBe(400);
  for (let use = 1; use <= 5; use += 1) {
    expect((await answer({ text: `use ${use}` })).status).toBe(200);
  }
  const sixth = await answer({ text: 'use 6' });
  expect([sixth.status, await sixth.json()]).toEqual([404, { ok: false, error: 'used_url' }]);
  expect((await answer({ text: 'x' }, `${response_url}x`)).status).toBe(404);
  expect((await client.records()).ephemerals).toHaveLength(5);
  expect(
    (await client.records()).calls.filter((one) => one.method === 'response_url'),
  ).toHaveLength(8);
});

it('replaces and deletes the message that was clicked', async () => {
  const client = await start();
  const { frames } = await connect(client);
  const elements = [{ type: 'button', text: { type: 'plain_text', text: 'Go' }, action_id: 'go' }];
  await client.call('chat.postEphemeral', {
    channel: mlJobs,
    user: ana,
    text: 'x',
    blocks: [{ type: 'actions', elements }],
  });
  const { ts } = await client.wait({ kind: 'ephemeral', user: ana });
  await client.act('click', { user: ana, channel: mlJobs, ts, action_id: 'go' });
  const payload = z
    .looseObject({ response_url: z.string(), container: z.looseObject({}) })
    .parse(frames.at(-1)?.payload);
  expect(payload.container).toMatchObject({ is_ephemeral: true, message_ts: ts });
  expect(payload).not.toHaveProperty('message');
  const answer = (body: object) =>
    fetch(payload.response_url, { method: 'POST', body: JSON.stringify(body) });
  await answer({ text: 'gone', replace_original: true });
  expect(await client.text('?viewer=ana')).toContain('  gone');
  await answer({ delete_original: true });
  expect(await client.text('?viewer=ana')).not.toContain('gone');
});

it('checks a request URL, and distinguishes a refusal from silence', async () => {
  const client = await start({ mode: 'http' });
  await startHttpApp(client, () => undefined);
  expect(await (await client.control('POST', 'http/challenge')).json()).toMatchObject({
    verified: true,
  });
  expect(await (await client.control('POST', 'http/ssl-check')).json()).toMatchObject({
    status: 200,
  });

  const statuses = [500, 302];
  const server = createServer((_, response) => {
    const status = statuses.shift();
    if (status !== undefined) response.writeHead(status, { location: '/' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  await client.control('POST', 'request-url', { url: `http://127.0.0.1:${port}/` });
  await client.control('POST', 'settings', { ackTimeoutMs: 50 });
  const outcomes = [];
  for (let call = 0; call < 3; call += 1)
    outcomes.push((await client.act('command', list)).outcome);
  expect(outcomes).toEqual(['dispatch_failed', 'dispatch_failed', 'operation_timeout']);
});
