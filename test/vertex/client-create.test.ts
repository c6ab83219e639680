import { describe, expect, test } from 'vitest';
import { pauseUntil } from '../../app/vertex/retry.ts';
import {
  clientOf,
  google,
  html,
  inTurn,
  json,
  key,
  kindOf,
  noTokens,
  nowhere,
  redirect,
  reset,
  silence,
  start,
  target,
  truncated,
  wire,
} from './harness.ts';

const body = { displayName: 'resnet', jobSpec: {} };

describe('creating', () => {
  test('sends one POST and takes the job', async () => {
    const { vertex, seen } = await start(json(200, wire));
    expect(await vertex.create(target, body)).toMatchObject({ ok: true, value: { key } });
    expect(seen.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
      'POST /v1beta1/projects/ml-prod/locations/us-central1/customJobs',
    ]);
  });

  test.each([
    [400, 'user'],
    [404, 'user'],
    [409, 'user'],
    [412, 'user'],
    [403, 'permanent'],
    [408, 'in-doubt'],
    [429, 'in-doubt'],
    [500, 'in-doubt'],
    [503, 'in-doubt'],
  ])('a JSON %d is %s, and nothing is sent again', async (status, kind) => {
    const { vertex, seen } = await start(json(status, google(status, 'X', 'why')));
    expect(await vertex.create(target, body)).toMatchObject({
      failure: { kind, httpStatus: status, message: 'why' },
    });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['silence', silence],
    ['a reset', reset],
    ['a truncated 200', truncated],
    ['an HTML 401', html(401)],
    ['an HTML 403', html(403)],
    ['an HTML 200', html(200)],
    ['a 400 that is JSON, but not Google’s', json(400, { message: 'blocked' })],
    ['a 200 that names no job', json(200, {})],
    ['a redirect', redirect],
  ])('after %s it is in doubt, and nothing is sent again', async (_, trouble) => {
    const { vertex, seen } = await start(trouble, { timeoutMs: 1_500 });
    expect(kindOf(await vertex.create(target, body))).toBe('in-doubt');
    expect(seen).toHaveLength(1);
  });

  test('a quota that is short is a refusal in words, and final', async () => {
    const text = 'The following quota metrics exceed quota limits: x';
    const { vertex } = await start(json(429, google(429, 'RESOURCE_EXHAUSTED', text)));
    expect(await vertex.create(target, body)).toMatchObject({
      failure: { kind: 'user', message: text },
    });
  });

  test('what met no server, or no such host, was not sent', async () => {
    const refused = await clientOf(await nowhere()).vertex.create(target, body);
    expect(refused).toEqual({
      ok: false,
      failure: { kind: 'not-sent', message: 'Vertex can’t be reached (ECONNREFUSED).' },
    });
    const lost = await clientOf('http://vertex.invalid').vertex.create(target, body);
    expect(kindOf(lost)).toBe('not-sent');
  });

  test('what got no token was not sent', async () => {
    const failure = { kind: 'not-sent', message: 'No token.' } as const;
    const { vertex, seen } = await start(json(200, wire), { auth: noTokens(failure) });
    expect(await vertex.create(target, body)).toEqual({ ok: false, failure });
    expect(seen).toEqual([]);
  });

  test('a JSON 401 had no effect: it goes out once more with a fresh token, and only once', async () => {
    const expired = json(401, google(401, 'UNAUTHENTICATED', 'expired'));
    const mended = await start(inTurn(expired, json(200, wire)));
    expect(await mended.vertex.create(target, body)).toMatchObject({ ok: true });
    expect(mended.seen.map(({ authorization }) => authorization)).toEqual([
      'Bearer old',
      'Bearer new',
    ]);
    const refused = await start(expired);
    expect(kindOf(await refused.vertex.create(target, body))).toBe('permanent');
    expect(refused.seen).toHaveLength(2);
  });

  test('the token’s time and the request’s are one time limit', async () => {
    const { vertex } = await start(silence, {
      timeoutMs: 1_000,
      auth: {
        headers: async () => {
          await pauseUntil(undefined)(900);
          return { ok: true, value: new Headers() };
        },
      },
    });
    const startedAt = Date.now();
    expect(kindOf(await vertex.create(target, body))).toBe('in-doubt');
    expect(Date.now() - startedAt).toBeLessThan(1_800);
  });

  test('when the bot stops, what is on its way is waited for, and nothing new leaves', async () => {
    const stop = new AbortController();
    const { vertex, seen } = await start(
      (request, response, count) => {
        stop.abort();
        setTimeout(() => {
          json(200, wire)(request, response, count);
        }, 30);
      },
      { signal: stop.signal },
    );
    expect(await vertex.create(target, body)).toMatchObject({ ok: true });
    expect(await vertex.create(target, body)).toEqual({
      ok: false,
      failure: { kind: 'not-sent', message: 'The bot is stopping.' },
    });
    expect(seen).toHaveLength(1);
  });
});
