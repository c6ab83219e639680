import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { mlJobs, start, until, type Client } from '../harness.ts';

const post = { channel: mlJobs, text: 'x' };

/** Sets a fault on chat.postMessage, then posts once; undefined when the connection broke or the caller gave up. */
async function meet(
  { server, control }: Client,
  fault: object,
  patience?: AbortSignal,
): Promise<{ status: number; text: string; headers: Headers } | undefined> {
  const set = await control('POST', 'faults', {
    match: { method: 'chat\\.postMessage' },
    ...fault,
  });
  expect(set.status).toBe(200);
  try {
    const response = await fetch(`${server.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.botToken}` },
      body: new URLSearchParams(post),
      signal: patience ?? null,
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  } catch {
    return undefined;
  }
}

/** Calls and gives up as soon as the server has the call. Undefined: there was no answer. */
async function abandoned(client: Client, fault: object): ReturnType<typeof meet> {
  const caller = new AbortController();
  const answer = meet(client, fault, caller.signal);
  await until(async () => (await client.records()).calls.length === 1);
  caller.abort();
  return await answer;
}

const posted = async ({ messages }: Client): Promise<number> => (await messages()).length;

const kinds: Readonly<Record<string, { fault: object; posts: number; status?: number }>> = {
  'close-before': { fault: { kind: 'close-before' }, posts: 0 },
  'record-then-close': { fault: { kind: 'record-then-close' }, posts: 1 },
  'a 429 that posted not': {
    fault: { kind: 'status', status: 429, retryAfterSeconds: 1 },
    posts: 0,
    status: 429,
  },
  'a 429 that posted': {
    fault: { kind: 'status', status: 429, retryAfterSeconds: 1, record: true },
    posts: 1,
    status: 429,
  },
  'a 503 that posted': {
    fault: { kind: 'status', status: 503, body: 'html', record: true },
    posts: 1,
    status: 503,
  },
  'an empty 500': { fault: { kind: 'status', status: 500, body: 'empty' }, posts: 0, status: 500 },
  'fatal_error that posted': {
    fault: { kind: 'error', error: 'fatal_error', record: true },
    posts: 1,
    status: 200,
  },
  delay: { fault: { kind: 'delay', ms: 20 }, posts: 1, status: 200 },
  truncate: { fault: { kind: 'truncate' }, posts: 1 },
  garbage: { fault: { kind: 'garbage' }, posts: 1, status: 200 },
};

describe('each kind of fault', () => {
  it.each(Object.entries(kinds))('%s', async (_, { fault, posts, status }) => {
    const client = await start();
    const answer = await meet(client, fault);
    expect(answer?.status).toBe(status);
    expect(await posted(client)).toBe(posts);
    // The next call is served normally.
    expect(await client.call('chat.postMessage', post)).toMatchObject({ ok: true });
    expect((await client.records()).calls[0]).toMatchObject({ recorded: posts === 1 });
  });

  it('sends Retry-After', async () => {
    const answer = await meet(await start(), { kind: 'status', status: 429, retryAfterSeconds: 7 });
    expect(answer?.headers.get('retry-after')).toBe('7');
  });

  it('record-then-hang: posts, and the caller gets no answer', async () => {
    const client = await start();
    expect(await abandoned(client, { kind: 'record-then-hang' })).toBeUndefined();
    expect(await posted(client)).toBe(1);
  });

  it('hang-then-record-late: posts after the caller has gone', async () => {
    const client = await start();
    expect(await abandoned(client, { kind: 'hang-then-record-late', ms: 400 })).toBeUndefined();
    expect(await posted(client)).toBe(0);
    await until(async () => (await posted(client)) === 1);
  });

  it('reorder: answers after another call was answered', async () => {
    const client = await start();
    const order: string[] = [];
    const first = meet(client, { kind: 'reorder' }).then(() => order.push('first'));
    await until(async () => (await posted(client)) === 1);
    await client.call('auth.test');
    order.push('second');
    await first;
    expect(order).toEqual(['second', 'first']);
  });

  it.each([
    ['before-record', 0],
    ['after-record', 1],
  ] as const)('kill %s', async (when, posts) => {
    const client = await start();
    const victim = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const gone = once(victim, 'exit');
    expect(await meet(client, { kind: 'kill', pid: victim.pid, when })).toBeUndefined();
    expect(await gone).toEqual([null, 'SIGKILL']);
    expect(await posted(client)).toBe(posts);
  });

  it('revoke: refuses the token until it is restored', async () => {
    const client = await start();
    expect((await meet(client, { kind: 'revoke' }))?.text).toContain('token_revoked');
    expect(await client.call('auth.test')).toMatchObject({ error: 'token_revoked' });
    await client.control('POST', 'token/restore');
    expect(await client.call('auth.test')).toMatchObject({ ok: true });
    expect(await posted(client)).toBe(0);
  });

  it('down: refuses everything for a while', async () => {
    const client = await start();
    expect(await meet(client, { kind: 'down', ms: 60_000 })).toBeUndefined();
    await expect(client.call('auth.test')).rejects.toThrow();
    await client.control('POST', 'outage', { ms: 0 });
    expect(await client.call('auth.test')).toMatchObject({ ok: true });
  });
});

it('strikes the matching calls, as many as its count says', async () => {
  const { call, control } = await start();
  await control('POST', 'faults', {
    match: { method: '^chat\\.', channel: 'D0ANA', args: 'hit' },
    kind: 'error',
    error: 'internal_error',
    after: 1,
    count: 2,
  });
  const send = async (channel: string, text: string) =>
    (await call('chat.postMessage', { channel, text })).error;
  expect(await send(mlJobs, 'hit')).toBeUndefined();
  expect(await send('D0ANA', 'miss')).toBeUndefined();
  const hits = [await send('D0ANA', 'hit'), await send('D0ANA', 'hit'), await send('D0ANA', 'hit')];
  expect(hits).toEqual([undefined, 'internal_error', 'internal_error']);
  expect(await send('D0ANA', 'hit 4')).toBeUndefined();
  expect(await (await control('GET', 'faults')).json()).toMatchObject({
    faults: [{ seen: 4, hit: 2 }],
  });
});

it('refuses an invalid rule, with the path of the mistake', async () => {
  const { control } = await start();
  const answer = await control('POST', 'faults', { kind: 'delay', ms: -1 });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ path: 'ms' });
  expect((await control('POST', 'faults', { kind: 'unknown' })).status).toBe(400);
});
