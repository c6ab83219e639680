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
  reset,
  silence,
  start,
  truncated,
  unavailable,
  wire,
} from './harness.ts';

describe('reading a job', () => {
  test('asks for it by its project’s number, in its own region', async () => {
    const { vertex, seen } = await start(json(200, wire));
    expect(await vertex.get(key)).toMatchObject({ ok: true, value: { key, state: 'RUNNING' } });
    expect(seen.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
      `GET /v1beta1/${wire.name}`,
    ]);
    const urls: string[] = [];
    const { vertex: real } = clientOf('https://{location}-aiplatform.googleapis.com', {
      fetch: (url) => {
        urls.push(typeof url === 'string' ? url : '');
        return Promise.resolve(Response.json(wire));
      },
    });
    await real.get(key);
    expect(urls).toEqual([`https://us-central1-aiplatform.googleapis.com/v1beta1/${wire.name}`]);
  });

  test.each([
    ['404', 404, 'NOT_FOUND', undefined, 'user'],
    ['403', 403, 'PERMISSION_DENIED', 'IAM_PERMISSION_DENIED', 'permanent'],
  ])('a JSON %s is final at once', async (_, httpStatus, status, reason, kind) => {
    const { vertex, seen } = await start(
      json(httpStatus, google(httpStatus, status, 'No such luck.', reason)),
    );
    expect(await vertex.get(key)).toEqual({
      ok: false,
      failure: { kind, httpStatus, status, reason, message: 'No such luck.' },
    });
    expect(seen).toHaveLength(1);
  });

  test('a proxy’s 404 is no missing job', async () => {
    const { vertex } = await start(html(404));
    expect(await vertex.get(key)).toEqual({
      ok: false,
      failure: { kind: 'transient', message: 'Vertex’s address answered HTTP 404 (HTML).' },
    });
  });

  test.each([
    ['408', json(408, google(408, 'UNKNOWN', 'slow'))],
    ['429', json(429, google(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for quota metric'))],
    ['500', json(500, google(500, 'INTERNAL', 'oops'))],
    ['503', unavailable],
    ['504', json(504, google(504, 'DEADLINE_EXCEEDED', 'slow'))],
    ['an HTML 502', html(502)],
    ['a reset', reset],
    ['a truncated body', truncated],
    ['another’s JSON', json(200, { hello: 'there' })],
  ])('is tried again after %s', async (_, trouble) => {
    const { vertex, pauses } = await start(inTurn(trouble, trouble, json(200, wire)));
    expect(await vertex.get(key)).toMatchObject({ ok: true });
    expect(pauses).toEqual([500, 1000]);
  });

  test('is tried again after silence, and no longer than it has patience', async () => {
    const { vertex, seen } = await start(inTurn(silence, json(200, wire)), {
      timeoutMs: 1_500,
      random: () => 0,
    });
    expect(await vertex.get(key)).toMatchObject({ ok: true });
    expect(seen).toHaveLength(2);
    const hanging = await start(silence, { timeoutMs: 60, random: () => 0, clock: Date.now });
    expect(await hanging.vertex.get(key)).toEqual({
      ok: false,
      failure: { kind: 'transient', message: 'Vertex’s answer was lost (no answer in time).' },
    });
    expect(hanging.seen.length).toBeLessThanOrEqual(3);
  });

  test('gives up after four, and tells how long Vertex asked for', async () => {
    const { vertex, pauses, seen } = await start(
      json(503, google(503, 'UNAVAILABLE', 'later'), { 'retry-after': '3' }),
    );
    expect(await vertex.get(key)).toMatchObject({
      failure: { kind: 'transient', httpStatus: 503, retryAfterMs: 3000 },
    });
    expect(pauses).toEqual([3000, 3000, 3000]);
    expect(seen).toHaveLength(4);
  });

  test('a 429 about resource quota is not tried again', async () => {
    const text = 'The following quota metrics exceed quota limits: x';
    const { vertex, seen } = await start(json(429, google(429, 'RESOURCE_EXHAUSTED', text)));
    expect(await vertex.get(key)).toMatchObject({ failure: { httpStatus: 429, message: text } });
    expect(seen).toHaveLength(1);
  });

  test('a 401 is answered with a fresh token, once', async () => {
    const expired = json(401, google(401, 'UNAUTHENTICATED', 'expired'));
    const once = await start(inTurn(expired, json(200, wire)));
    expect(await once.vertex.get(key)).toMatchObject({ ok: true });
    expect(once.seen.map(({ authorization }) => authorization)).toEqual([
      'Bearer old',
      'Bearer new',
    ]);
    const always = await start(expired);
    expect(await always.vertex.get(key)).toMatchObject({
      failure: { kind: 'permanent', httpStatus: 401 },
    });
    expect(always.seen).toHaveLength(2);
  });

  test.each([
    ['an answer', silence],
    ['the next attempt', unavailable],
  ])('ends at once when the bot stops while it waits for %s', async (_, trouble) => {
    const stop = new AbortController();
    const { vertex, seen } = await start(
      (request, response, count) => {
        trouble(request, response, count);
        setTimeout(() => {
          stop.abort();
        }, 30);
      },
      { signal: stop.signal, pause: pauseUntil(stop.signal), random: () => 1 },
    );
    const startedAt = Date.now();
    expect(await vertex.get(key)).toMatchObject({ ok: false });
    expect(Date.now() - startedAt).toBeLessThan(800);
    expect(seen).toHaveLength(1);
  });
});

describe('cancelling', () => {
  test('posts to :cancel', async () => {
    const { vertex, seen } = await start(json(200, {}));
    expect(await vertex.cancel(key)).toEqual({ ok: true, value: undefined });
    expect(seen.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
      `POST /v1beta1/${wire.name}:cancel`,
    ]);
  });

  test.each([
    ['a job that has ended', json(400, google(400, 'FAILED_PRECONDITION', 'too late')), 'user'],
    ['a job that is gone', json(404, google(404, 'NOT_FOUND', 'gone')), 'user'],
    ['no permission', json(403, google(403, 'PERMISSION_DENIED', 'no')), 'permanent'],
    ['a 429', json(429, google(429, 'RESOURCE_EXHAUSTED', 'slow down')), 'in-doubt'],
    ['a 503', unavailable, 'in-doubt'],
    ['a lost answer', reset, 'in-doubt'],
  ])('%s', async (_, trouble, kind) => {
    const { vertex, seen } = await start(trouble);
    expect(kindOf(await vertex.cancel(key))).toBe(kind);
    expect(seen).toHaveLength(1);
  });
});

describe('reads', () => {
  const target = { project: 'ml-prod', location: 'us-central1' };

  test('are counted by target, each repetition and each page of a list', async () => {
    const page = (nextPageToken: string) => json(200, { customJobs: [wire], nextPageToken });
    const { vertex } = await start(inTurn(page('2'), unavailable, page('')));
    await vertex.listUnfinished(target, 0);
    expect(vertex.takeReads({ ...target, location: 'europe-west4' })).toBe(0);
    expect(vertex.takeReads(target)).toBe(3);
    expect(vertex.takeReads(target)).toBe(0);
  });

  test('of single jobs count where a list has told the project’s number', async () => {
    const { vertex } = await start(
      inTurn(json(200, wire), json(200, { customJobs: [wire] }), json(200, wire)),
    );
    await vertex.get(key);
    expect(vertex.takeReads(target)).toBe(0);
    await vertex.listUnfinished(target, 0);
    expect(vertex.takeReads(target)).toBe(2);
    await vertex.get(key);
    await vertex.get({ ...key, location: 'europe-west4' });
    expect(vertex.takeReads(target)).toBe(1);
  });

  test('are all that counts: creates and cancels have limits of their own', async () => {
    const { vertex } = await start(json(200, wire));
    await vertex.create(target, { displayName: 'x', jobSpec: {} });
    await vertex.cancel({ ...key, projectNumber: target.project });
    expect(vertex.takeReads(target)).toBe(0);
  });
});
