// The real reader against the sandbox's catalog over real HTTP, and against servers that misbehave.

import { afterEach, describe, expect, test } from 'vitest';
import { estimateCost } from '../../app/domain/cost/estimate.ts';
import { succeeded } from '../../app/domain/error/failure.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import type { PriceList } from '../../app/domain/cost/price-list.ts';
import { startVertexServer, type VertexServer } from '../../app/sandbox/vertex/server.ts';
import { createPriceBook, type PriceDeps } from '../../app/vertex/prices.ts';
import { google, html, inTurn, json, now, nowhere, reset, serve, tokens } from './harness.ts';

const started: VertexServer[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

const longMs = 15_000;

/** A price book that runs. `next` ends its long pause and tells how long that was; `idle` waits for the next one. */
function open(endpoint: string, options: Partial<PriceDeps> = {}) {
  const warnings: string[] = [];
  let resume: (() => void) | undefined;
  let paused = Promise.withResolvers<number>();
  const stop = new AbortController();
  const book = createPriceBook({
    endpoint,
    timeoutMs: 20_000,
    auth: tokens,
    fetch: globalThis.fetch,
    random: () => 0.5,
    clock: () => now,
    locations: ['us-central1', 'europe-west4'],
    signal: stop.signal,
    log: {
      info: () => undefined,
      warn: (_, fields) => void warnings.push(String(fields?.['why'])),
    },
    async pause(ms) {
      if (ms < longMs) return;
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      resume = () => resolve(undefined);
      if (stop.signal.aborted) throw new Error('stopped');
      stop.signal.addEventListener('abort', () => reject(new Error('stopped')));
      paused.resolve(ms);
      await promise;
    },
    ...options,
  });
  const done = book.run();
  return {
    book,
    warnings,
    done,
    stop: () => stop.abort(),
    idle: () => paused.promise,
    next: () => {
      paused = Promise.withResolvers<number>();
      resume?.();
      return paused.promise;
    },
  };
}

async function sandbox() {
  const server = await startVertexServer();
  started.push(server);
  const control = async (path: string, body: unknown) => {
    const init = { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${server.url}/sandbox/${path}`, init);
    if (!response.ok) throw new Error(await response.text());
  };
  const auth = {
    headers: () =>
      Promise.resolve(succeeded(new Headers({ authorization: `Bearer ${server.token}` }))),
  };
  return { url: server.url, auth, control };
}

const dayMs = 24 * 3_600_000;

function said(
  list: PriceList | undefined,
  machineSpec: object,
  { strategy = 'STANDARD', region = 'us-central1', replicas = '1' } = {},
): string {
  const { total } = estimateCost(
    {
      workerPoolSpecs: [{ machineSpec, replicaCount: replicas, containerSpec: { imageUri: 'i' } }],
      scheduling: { strategy },
    },
    region,
    list,
  );
  return total.known ? formatUsd(total.hourly) : total.why;
}

const l4 = { machineType: 'g2-standard-8', acceleratorType: 'NVIDIA_L4', acceleratorCount: 1 };
const h100 = { machineType: 'a3-highgpu-8g' };

describe('the price book at the sandbox', () => {
  test('reads what the sample templates need, by page, strategy and region', async () => {
    const { url, auth, control } = await sandbox();
    await control('page-size', { max: 7 });
    const { book, idle, warnings } = open(url, { auth });
    expect(book.current()).toBeUndefined();
    expect(await idle()).toBe(dayMs);
    expect(warnings).toEqual([]);
    const list = book.current();
    expect(said(list, l4)).toBe('$1.01');
    expect(said(list, l4, { region: 'europe-west4' })).toBe('$1.11');
    expect(said(list, l4, { strategy: 'SPOT' })).toBe('$0.50');
    expect(said(list, h100)).toBe('$101.03');
    expect(said(list, h100, { strategy: 'FLEX_START' })).toBe('$57.45');
    expect(said(list, { machineType: 'n1-standard-4' })).toBe('$0.25');
    expect(said(list, l4, { region: 'me-west1' })).toContain('in me-west1 is on the list');
  });

  test('goes on with the last good list while the catalog is out, and looks again soon', async () => {
    const { url, auth, control } = await sandbox();
    const { book, idle, next, warnings } = open(url, { auth });
    await idle();
    await control('outage', { locations: ['billing'] });
    expect(await next()).toBe(15_000);
    expect(warnings).toHaveLength(2);
    expect(said(book.current(), l4)).toBe('$1.01');
    await control('outage', { locations: [] });
    expect(await next()).toBe(dayMs);
  });

  test('repeats a page that failed for a passing reason', async () => {
    const { url, auth, control } = await sandbox();
    await control('faults', [
      { kind: 'status', status: 502, body: 'html', match: { call: 'skus' } },
      { kind: 'truncate', match: { call: 'skus' } },
    ]);
    const { book, idle } = open(url, { auth });
    expect(await idle()).toBe(dayMs);
    expect(said(book.current(), l4)).toBe('$1.01');
  });

  test('a service whose list can’t be read leaves the other’s prices', async () => {
    const { url, auth, control } = await sandbox();
    await control('faults', {
      kind: 'status',
      status: 403,
      count: null,
      match: { path: '6F81-5844-456A' },
    });
    const { book, idle } = open(url, { auth });
    expect(await idle()).toBe(15_000);
    expect(said(book.current(), l4)).toBe('$1.01');
    expect(said(book.current(), l4, { strategy: 'SPOT' })).toContain('no Spot price');
  });
});

describe('the price book at a server that misbehaves', () => {
  const endless = json(200, { skus: [], nextPageToken: 'again' });
  test.each([
    ['refuses', json(403, google(403, 'PERMISSION_DENIED', 'API disabled')), 'API disabled'],
    ['resets', reset, 'lost'],
    ['is none', html(200), 'HTML'],
    ['never ends its list', endless, 'did not end'],
    ['answers an error under a 200', json(200, { error: { code: 500 } }), 'can’t read'],
    [
      'loses the second page',
      inTurn(json(200, { skus: [], nextPageToken: 'p2' }), html(404)),
      'HTML',
    ],
  ])('which %s: nothing is known, and it looks again', async (_, handler, why) => {
    const { url } = await serve(handler);
    const { book, idle, next, warnings } = open(url);
    expect(await idle()).toBe(15_000);
    expect(book.current()).toBeUndefined();
    expect(warnings[0]).toContain(why);
    // Twice as long each time, and no longer than ten minutes.
    const pauses: number[] = [];
    for (let nth = 0; nth < 7; nth++) pauses.push(await next());
    expect(pauses).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
  });

  test('asks for dollars and for no more than it reads, with a token', async () => {
    const { url, seen } = await serve(json(200, {}));
    await open(`${url}/`).idle();
    const [first] = seen;
    expect(first?.url.pathname).toBe('/v1/services/C7E2-9256-1C43/skus');
    expect(first?.url.searchParams.get('currencyCode')).toBe('USD');
    expect(first?.url.searchParams.get('fields')).toContain('nextPageToken');
    expect(first?.authorization).toBe('Bearer old');
  });

  test('ends with the bot, in a pause or in a call', async () => {
    const resting = open(await nowhere());
    await resting.idle();
    resting.stop();
    await resting.done;
    const asked = Promise.withResolvers<undefined>();
    const { url } = await serve(() => asked.resolve(undefined));
    const calling = open(url);
    await asked.promise;
    calling.stop();
    await calling.done;
    expect(calling.warnings).toEqual([]);
  });
});
