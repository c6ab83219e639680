import { expect, it } from 'vitest';
import { z } from 'zod';
import { allScopes, ana, like, manifest, mlJobs, research, start } from '../harness.ts';

const metadata = { event_type: 'job_update', event_payload: { delivery_id: 'd1' } };
const history = z.looseObject({
  messages: z.array(z.looseObject({ ts: z.string(), text: z.string() })),
  has_more: z.boolean(),
  response_metadata: z.object({ next_cursor: z.string() }).optional(),
});

it('authenticates callers', async () => {
  const { server, call } = await start();
  expect(await call('auth.test')).toMatchObject({
    ok: true,
    team_id: 'T0SANDBOX',
    user_id: 'U0VERTEXJOBS',
    bot_id: 'B0VERTEXJOBS',
    user: 'testbot',
  });
  const ask = async (method: string, headers: Record<string, string>, body = '') =>
    (await fetch(`${server.apiUrl}${method}`, { method: 'POST', headers, body })).json();
  expect(await ask('auth.test', {})).toEqual({ ok: false, error: 'not_authed' });
  expect(await ask('auth.test', { authorization: 'Bearer xoxb-1' })).toMatchObject({
    error: 'invalid_auth',
  });
  const asApp = { authorization: `Bearer ${server.appToken}` };
  expect(await ask('auth.test', asApp)).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await ask('apps.connections.open', asApp)).toMatchObject({ url: like(/^ws:\/\//) });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  expect(await ask('auth.test', form, `token=${server.botToken}`)).toMatchObject({ ok: true });
  expect(await call('apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await call('chat.shout')).toMatchObject({ error: 'unknown_method' });
});

it('accepts JSON too, and refuses other bodies', async () => {
  const { server, messages } = await start();
  const ask = async (type: string, body: string) => {
    const headers = { authorization: `Bearer ${server.botToken}`, 'content-type': type };
    return (
      await fetch(`${server.apiUrl}chat.postMessage`, { method: 'POST', headers, body })
    ).json();
  };
  expect(
    await ask('application/json; charset=utf-8', JSON.stringify({ channel: mlJobs, text: 'hi' })),
  ).toMatchObject({ ok: true });
  expect((await messages()).map((one) => one.text)).toEqual(['hi']);
  expect(await ask('application/json', '{')).toMatchObject({ error: 'invalid_json' });
  expect(await ask('text/plain', 'hi')).toMatchObject({ error: 'invalid_post_type' });
});

it('grants only the manifest’s scopes', async () => {
  const { call } = await start({ manifest: manifest({ scopes: ['commands', 'channels:read'] }) });
  expect(await call('chat.postMessage', { channel: mlJobs, text: 'x' })).toMatchObject({
    ok: false,
    error: 'missing_scope',
    needed: 'chat:write',
    provided: 'commands,channels:read',
  });
  expect(await call('conversations.info', { channel: mlJobs })).toMatchObject({ ok: true });
  expect(await call('conversations.info', { channel: 'C0SECRET' })).toMatchObject({
    error: 'missing_scope',
    needed: 'groups:read',
  });
  expect(await call('conversations.history', { channel: mlJobs })).toMatchObject({
    error: 'missing_scope',
  });
});

it('tells who is in a user group, with the scope for it', async () => {
  const without = await start();
  expect(await without.call('usergroups.users.list', { usergroup: 'S0MLOPS' })).toMatchObject({
    error: 'missing_scope',
    needed: 'usergroups:read',
  });
  const { call, control } = await start({
    manifest: manifest({ scopes: [...allScopes, 'usergroups:read'] }),
  });
  const list = (usergroup: string, more = {}) =>
    call('usergroups.users.list', { usergroup, ...more });
  expect(await list('S0MLOPS')).toEqual({ ok: true, users: ['U0BO', 'U0GUEST'] });
  await control('POST', 'act/group', { group: '@ml-ops', users: ['ana'] });
  expect(await list('S0MLOPS')).toEqual({ ok: true, users: ['U0ANA'] });
  const none = { ok: false, error: 'no_such_subteam' };
  expect(await list('S0NOWHERE')).toEqual(none);
  expect(await call('usergroups.users.list')).toEqual(none);
  expect(await list('S0MLOLD')).toEqual(none);
  expect(await list('S0MLOLD', { include_disabled: true })).toMatchObject({ users: ['U0BO'] });
  const answer = await control('POST', 'act/group', { group: 'nobody' });
  expect(answer.status).toBe(400);
});

it('wants optional scopes to be listed with the others, as Slack does', async () => {
  const wanted = (bot: readonly string[]) => ({
    display_information: { name: 'Test App' },
    oauth_config: { scopes: { bot, bot_optional: ['usergroups:read'] } },
  });
  await expect(start({ manifest: wanted(['chat:write']) })).rejects.toThrow('bot_optional');
  const { call } = await start({ manifest: wanted(['usergroups:read']) });
  expect(await call('usergroups.users.list', { usergroup: 'S0MLLEADS' })).toMatchObject({
    ok: true,
  });
});

it('keeps the bot out of channels it is not in', async () => {
  const { call, control } = await start();
  const postTo = async (channel: string) =>
    (await call('chat.postMessage', { channel, text: 'x' })).error;
  expect(await postTo(research)).toBe('not_in_channel');
  expect(await postTo('C0HIDDEN')).toBe('channel_not_found');
  expect(await postTo('C0NOWHERE')).toBe('channel_not_found');
  expect(await postTo('C0OLD')).toBe('is_archived');
  expect(await postTo('C0SECRET')).toBeUndefined();
  expect(await postTo('D0ANA')).toBeUndefined();
  expect(await call('conversations.join', { channel: research })).toMatchObject({
    ok: true,
    channel: { is_member: true },
  });
  expect(await postTo(research)).toBeUndefined();
  expect(await call('conversations.join', { channel: 'C0SECRET' })).toMatchObject({
    error: 'method_not_supported_for_channel_type',
  });
  await control('POST', 'act/kick', { channel: 'ml-jobs' });
  expect(await postTo(mlJobs)).toBe('not_in_channel');
  await control('POST', 'act/invite', { channel: 'ml-jobs' });
  await control('POST', 'act/archive', { channel: 'ml-jobs' });
  expect(await postTo(mlJobs)).toBe('is_archived');
  await control('POST', 'act/unarchive', { channel: 'ml-jobs' });
  expect(await postTo(mlJobs)).toBeUndefined();
});

it('posts to everybody in a public channel with chat:write.public', async () => {
  const { call } = await start({
    manifest: manifest({ scopes: ['chat:write', 'chat:write.public'] }),
  });
  expect(await call('chat.postMessage', { channel: research, text: 'x' })).toMatchObject({
    ok: true,
  });
});

it('reads back what was posted, with its metadata', async () => {
  const { call, post } = await start();
  const root = await post({ text: 'root', metadata });
  await post({ text: 'reply', thread_ts: root, metadata });
  const args = { channel: mlJobs, include_all_metadata: true };
  expect(await call('conversations.history', args)).toMatchObject({
    messages: [{ ts: root, bot_id: 'B0VERTEXJOBS', metadata, reply_count: 1, thread_ts: root }],
  });
  expect(await call('conversations.replies', { ...args, ts: root })).toMatchObject({
    messages: [{ ts: root }, { text: 'reply', metadata, thread_ts: root }],
  });
  const bare = history.parse(await call('conversations.history', { channel: mlJobs }));
  expect(bare.messages[0]).not.toHaveProperty('metadata');
  expect(await call('conversations.replies', { ...args, ts: '1700000000.000000' })).toMatchObject({
    error: 'thread_not_found',
  });
});

it('returns a history in pages and in a time range', async () => {
  const { call, control, post } = await start();
  await control('POST', 'settings', { rates: { enabled: false } });
  const all: string[] = [];
  for (const text of ['1', '2', '3', '4', '5']) all.push(await post({ text }));
  expect(new Set(all).size).toBe(5);
  const read = async (args: Record<string, unknown>) =>
    history.parse(await call('conversations.history', { channel: mlJobs, ...args }));
  const first = await read({ limit: 2 });
  expect(first.messages.map((one) => one.text)).toEqual(['5', '4']);
  expect(first.has_more).toBe(true);
  const next = await read({ limit: 2, cursor: first.response_metadata?.next_cursor ?? '' });
  expect(next.messages.map((one) => one.text)).toEqual(['3', '2']);
  const bounds = { oldest: all[1], latest: all[3] };
  expect((await read(bounds)).messages.map((one) => one.text)).toEqual(['3']);
  const inclusive = await read({ ...bounds, inclusive: true });
  expect(inclusive.messages.map((one) => one.text)).toEqual(['4', '3', '2']);
  expect(await call('conversations.history', { channel: mlJobs, cursor: 'x' })).toMatchObject({
    error: 'invalid_cursor',
  });
});

it('edits only its own messages, and keeps their metadata', async () => {
  const { call, control, post, messages } = await start();
  const ts = await post({ text: 'one', metadata });
  const update = (args: Record<string, unknown>) =>
    call('chat.update', { channel: mlJobs, ts, ...args });
  expect(await update({ text: 'two' })).toMatchObject({ ok: true, ts, text: 'two' });
  expect((await messages())[0]).toMatchObject({
    text: 'two',
    metadata,
    edited: { user: 'U0VERTEXJOBS' },
    edits: [{ before: { text: 'one' } }],
  });
  expect(await update({ text: 'x'.repeat(4_001) })).toMatchObject({ error: 'msg_too_long' });
  expect(await update({})).toMatchObject({ error: 'no_text' });
  expect(await update({ ts: '1700000000.000000', text: 'x' })).toMatchObject({
    error: 'message_not_found',
  });
  await update({ text: 'three', metadata: {} });
  expect((await messages())[0]).not.toHaveProperty('metadata');
  const divider = [{ type: 'divider' }];
  await update({ text: 'four', blocks: divider });
  await update({ text: 'five' });
  expect((await messages())[0]).toMatchObject({ text: 'five', blocks: divider });
  await update({ text: 'six', blocks: [] });
  expect((await messages())[0]).not.toHaveProperty('blocks');
  const said = z
    .object({ ts: z.string() })
    .parse(
      await (await control('POST', 'act/say', { user: 'ana', channel: mlJobs, text: 'hi' })).json(),
    );
  expect(await update({ ts: said.ts, text: 'x' })).toMatchObject({ error: 'cant_update_message' });
});

it('checks text and metadata of a post', async () => {
  const { call, control, post, messages } = await start();
  await control('POST', 'settings', { rates: { enabled: false } });
  const send = async (args: Record<string, unknown>) =>
    (await call('chat.postMessage', { channel: mlJobs, ...args })).error;
  expect(await send({})).toBe('no_text');
  expect(await call('chat.postMessage', { text: 'x' })).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] missing required field: channel'] },
  });
  const nested = { event_type: 'a', event_payload: { deep: { er: { than: 1 } } } };
  expect(await send({ text: 'x', metadata: nested })).toBe('invalid_metadata_format');
  expect(await send({ text: 'x', metadata: 'no json' })).toBe('invalid_metadata_format');
  const large = { event_type: 'a', event_payload: { a: 'x'.repeat(3_001) } };
  expect(await send({ text: 'x', metadata: large })).toBe('metadata_too_large');
  expect(await send({ text: 'x', blocks: 'no json' })).toBe('invalid_blocks_format');
  await post({ text: 'x'.repeat(40_001) });
  expect((await messages())[0]?.text).toHaveLength(40_000);
});

it('leaves a tombstone for a root with replies, and un-threads replies to a root that left none', async () => {
  const { call, control, post, messages, text } = await start();
  await control('POST', 'settings', { rates: { enabled: false } });
  const root = await post({ text: 'root' });
  await post({ text: 'reply', thread_ts: root });
  await control('POST', 'act/delete', { channel: mlJobs, ts: root });
  expect(await call('chat.update', { channel: mlJobs, ts: root, text: 'x' })).toMatchObject({
    error: 'message_not_found',
  });
  expect(await call('conversations.replies', { channel: mlJobs, ts: root })).toMatchObject({
    messages: [{ subtype: 'tombstone', ts: root }, { text: 'reply' }],
  });
  const late = await post({ text: 'late', thread_ts: root });
  expect((await messages()).find((one) => one.ts === late)?.thread_ts).toBe(root);
  expect(await text()).toContain('(this message was deleted)\n    │ @testbot');

  const lonely = await post({ text: 'lonely' });
  await control('POST', 'act/delete', { channel: mlJobs, ts: lonely });
  expect(await call('conversations.history', { channel: mlJobs })).toMatchObject({
    messages: [{ subtype: 'tombstone', ts: root }],
  });
  const answer = await call('chat.postMessage', {
    channel: mlJobs,
    text: 'orphan',
    thread_ts: lonely,
  });
  expect(z.object({ message: z.looseObject({}) }).parse(answer).message).not.toHaveProperty(
    'thread_ts',
  );
  await control('POST', 'settings', { goneParent: 'refuse' });
  expect(
    await call('chat.postMessage', { channel: mlJobs, text: 'x', thread_ts: lonely }),
  ).toMatchObject({ error: 'thread_not_found' });
});

it('replies to the root even when given a reply', async () => {
  const { post, messages } = await start();
  const root = await post();
  const reply = await post({ thread_ts: root });
  const second = await post({ thread_ts: reply, reply_broadcast: true });
  expect((await messages()).find((one) => one.ts === second)).toMatchObject({
    thread_ts: root,
    subtype: 'thread_broadcast',
  });
});

it('shows a broadcast reply in its thread and in its channel, and broadcasts only replies', async () => {
  const { call, post } = await start();
  const root = await post();
  const ts = await post({ thread_ts: root, reply_broadcast: true, metadata });
  const range = { channel: mlJobs, include_all_metadata: true };
  const seen = async (method: string, more = {}) =>
    history
      .parse(await call(method, { ...range, ...more }))
      .messages.filter((one) => one.ts === ts);
  for (const messages of [
    await seen('conversations.history'),
    await seen('conversations.replies', { ts: root }),
  ]) {
    expect(messages).toMatchObject([{ subtype: 'thread_broadcast', thread_ts: root, metadata }]);
  }
  expect(
    await call('chat.postMessage', { channel: mlJobs, text: 'x', reply_broadcast: true }),
  ).toMatchObject({ error: 'invalid_arguments' });
});

it('tells people’s time zones', async () => {
  const { call } = await start();
  expect(await call('users.info', { user: ana })).toMatchObject({
    user: { tz: 'America/Sao_Paulo', tz_label: 'Brasilia Standard Time', tz_offset: -10_800 },
  });
});

it('shows an ephemeral message to one member only', async () => {
  const { call, records, text } = await start();
  const send = (user: string) =>
    call('chat.postEphemeral', { channel: mlJobs, user, text: 'psst' });
  expect(await send(ana)).toMatchObject({ ok: true, message_ts: like(/^\d{10}\.\d{6}$/) });
  expect(await send('U0NOBODY')).toMatchObject({ error: 'user_not_in_channel' });
  expect((await records()).ephemerals).toMatchObject([{ text: 'psst', visible_to: ana }]);
  expect(await text('?viewer=@ana')).toContain('psst');
  expect(await text('?viewer=@bo')).not.toContain('psst');
  expect(await call('conversations.history', { channel: mlJobs })).toMatchObject({ messages: [] });
});

it('describes people and follows changes of role', async () => {
  const { call, control } = await start();
  const who = async (user: string) => (await call('users.info', { user })).user;
  expect(await who('U0WANDA')).toMatchObject({ is_admin: true, is_restricted: false });
  expect(await who('U0GUEST')).toMatchObject({ is_restricted: true });
  expect(await who('U0EXT')).toMatchObject({ team_id: 'T0ELSEWHERE', is_stranger: true });
  expect(await who('U0OTHERBOT')).toMatchObject({ is_bot: true });
  await control('POST', 'act/role', { user: 'bo', role: 'guest' });
  expect(await who('U0BO')).toMatchObject({ is_restricted: true });
  expect(await call('users.info', { user: 'U0NOBODY' })).toMatchObject({ error: 'user_not_found' });
});

it('opens direct messages', async () => {
  const { call } = await start();
  expect(await call('conversations.open', { users: ana })).toMatchObject({
    channel: { id: 'D0ANA' },
  });
  const opened = z
    .looseObject({ channel: z.object({ id: z.string() }) })
    .parse(await call('conversations.open', { users: 'U0BO' }));
  expect(opened.channel.id).toMatch(/^D/);
  expect(await call('chat.postMessage', { channel: opened.channel.id, text: 'x' })).toMatchObject({
    ok: true,
  });
  expect(await call('conversations.open', { users: 'U0OTHERBOT' })).toMatchObject({
    error: 'cannot_dm_bot',
  });
  const scopes = allScopes.filter((scope) => scope !== 'im:write');
  const without = await start({ manifest: manifest({ scopes }) });
  expect(await without.call('conversations.open', { users: ana })).toMatchObject({
    error: 'missing_scope',
  });
});

it('lists the channels it can see, in pages', async () => {
  const { call, control } = await start();
  const listed = async (method: string, args: Record<string, unknown>) =>
    z
      .looseObject({ channels: z.array(z.looseObject({ id: z.string() })) })
      .parse(await call(method, args))
      .channels.map((one) => one.id);
  const types = 'public_channel,private_channel';
  expect(await listed('conversations.list', { types, exclude_archived: true })).toEqual([
    mlJobs,
    research,
    'C0SECRET',
  ]);
  expect(await listed('users.conversations', { types })).toEqual([mlJobs, 'C0SECRET', 'C0OLD']);
  // Another user's private channels are listed only where the app is a member too: @bo is in #hidden.
  const of = (user: string) => listed('users.conversations', { types: 'private_channel', user });
  expect(await of(ana)).toEqual(['C0SECRET']);
  expect(await of('U0BO')).toEqual([]);
  await control('POST', 'act/invite', { channel: 'secret-lab', user: '@bo' });
  expect(await of('U0BO')).toEqual(['C0SECRET']);
  const { channels } = await call('users.conversations', { types: 'private_channel' });
  expect(channels).toEqual([
    expect.not.objectContaining({ is_member: expect.anything() as unknown }),
  ]);
  expect(await call('users.conversations', { limit: 1_000 })).toMatchObject({
    error: 'invalid_limit',
  });
  expect(await listed('conversations.list', { types, limit: 1 })).toEqual([mlJobs]);
});

it('accepts reactions and files', async () => {
  const { server, call, post, records, text } = await start();
  const timestamp = await post();
  const react = { channel: mlJobs, timestamp, name: 'eyes' };
  expect(await call('reactions.add', react)).toMatchObject({ ok: true });
  expect(await call('reactions.add', react)).toMatchObject({ error: 'already_reacted' });
  expect(await text()).toContain(':eyes: 1');
  expect(await call('reactions.remove', react)).toMatchObject({ ok: true });
  expect(await call('reactions.remove', react)).toMatchObject({ error: 'no_reaction' });

  const file = z
    .looseObject({ upload_url: z.string(), file_id: z.string() })
    .parse(await call('files.getUploadURLExternal', { filename: 'log.txt', length: 4 }));
  const files = [{ id: file.file_id, title: 'Log' }];
  expect(await call('files.completeUploadExternal', { files })).toMatchObject({
    error: 'file_not_found',
  });
  expect((await fetch(file.upload_url, { method: 'POST', body: 'oops' })).status).toBe(200);
  expect(server.url).toBe(new URL(file.upload_url).origin);
  expect(
    await call('files.completeUploadExternal', { files, channel_id: mlJobs, thread_ts: timestamp }),
  ).toMatchObject({ files: [{ title: 'Log' }] });
  expect((await records()).files).toMatchObject([{ name: 'log.txt', shared: true, text: 'oops' }]);
});

it('writes no token into the records', async () => {
  const { server, call, records } = await start();
  await call('auth.test', { token: server.botToken });
  const { calls } = await records();
  expect(calls).toMatchObject([{ method: 'auth.test', recorded: true, status: 200 }]);
  expect(JSON.stringify(calls)).not.toContain('xoxb');
});
