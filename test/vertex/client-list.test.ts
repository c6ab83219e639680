import { describe, expect, test } from 'vitest';
import { endedFilter, unfinishedFilter } from '../../app/vertex/filters.ts';
import {
  google,
  inTurn,
  json,
  key,
  kindOf,
  reset,
  start,
  target,
  unavailable,
  wire,
} from './harness.ts';

describe('listing', () => {
  const pageOf = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...wire,
      name: wire.name.replace(/\d+$/, String(from + index)),
    }));
  const dated = (body: unknown, time: string) =>
    json(200, body, { date: `Tue, 24 Nov 2026 ${time} GMT` });

  test('follows pages, asks for no more than it needs, and tells Google’s clock', async () => {
    const { vertex, seen } = await start(
      inTurn(
        dated({ customJobs: pageOf(1, 2), nextPageToken: 'p2' }, '12:00:00'),
        dated({ nextPageToken: 'p+3' }, '12:00:05'),
        dated({ customJobs: pageOf(2, 2) }, '12:00:09'),
      ),
    );
    const listed = await vertex.listUnfinished(target, Date.UTC(2026, 10, 24));
    // Job 2 is on two pages, but one job.
    expect(listed.ok && listed.value.jobs.map((job) => job.key.id)).toEqual(['1', '2', '3']);
    expect(listed).toMatchObject({ value: { serverTime: Date.UTC(2026, 10, 24, 12) } });
    expect(seen.map(({ url }) => url.searchParams.get('pageToken'))).toEqual([null, 'p2', 'p+3']);
    const query = seen[2]?.url.searchParams;
    expect(query?.get('pageSize')).toBe('100');
    expect(query?.get('filter')).toBe(unfinishedFilter(Date.UTC(2026, 10, 24)));
    expect(query?.get('fields')).toMatch(/^customJobs\(name,.*state,.*labels\),nextPageToken$/);
    expect(seen[0]?.url.search).not.toContain('+');
  });

  test('tells how far Google’s clock is from ours, by the last answer that was Google’s', async () => {
    const { vertex } = await start(
      inTurn(dated({}, '12:59:58'), (_, response) => {
        response.writeHead(502, { date: 'Tue, 24 Nov 2020 12:00:00 GMT' }).end('<h1>no</h1>');
      }),
    );
    expect(vertex.clockSkewMs()).toBeUndefined();
    await vertex.listUnfinished(target, 0);
    expect(vertex.clockSkewMs()).toBe(-1_500);
    await vertex.cancel(key);
    expect(vertex.clockSkewMs()).toBe(-1_500);
  });

  test('of finished jobs asks for a page only when it is wanted, and ends with a failure', async () => {
    const { vertex, seen } = await start(
      inTurn(
        dated({ customJobs: [...pageOf(1, 2), 7], nextPageToken: 'p2' }, '12:00:00'),
        json(200, { error: {} }),
      ),
    );
    const span = { from: Date.UTC(2026, 10, 24), to: Date.UTC(2026, 10, 24, 1) };
    const pages = vertex.listEnded(target, span)[Symbol.asyncIterator]();
    expect(await pages.next()).toMatchObject({
      value: { ok: true, value: [{ key: { id: '1' } }, { key: { id: '2' } }] },
    });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url.searchParams.get('filter')).toBe(endedFilter(span));
    expect(await pages.next()).toMatchObject({ value: { ok: false } });
    expect(seen[1]?.url.searchParams.get('pageToken')).toBe('p2');
    expect(await pages.next()).toMatchObject({ done: true });
    expect(vertex.takeReads(target)).toBe(2);
  });

  test('the filter of finished jobs holds the whole millisecond at both ends', () => {
    expect(endedFilter({ from: Date.UTC(2026, 10, 24), to: Date.UTC(2026, 10, 24, 1) })).toBe(
      'create_time>="2026-11-24T00:00:00.000Z" AND create_time<="2026-11-24T01:00:00.001Z" AND (state="JOB_STATE_SUCCEEDED" OR state="JOB_STATE_FAILED" OR state="JOB_STATE_CANCELLED" OR state="JOB_STATE_EXPIRED" OR state="JOB_STATE_PARTIALLY_SUCCEEDED")',
    );
  });

  test('the filter excludes what is finished and keeps what was created since', () => {
    expect(unfinishedFilter(Date.UTC(2026, 10, 24))).toBe(
      '(state!="JOB_STATE_SUCCEEDED" AND state!="JOB_STATE_FAILED" AND state!="JOB_STATE_CANCELLED" AND state!="JOB_STATE_EXPIRED" AND state!="JOB_STATE_PARTIALLY_SUCCEEDED") OR create_time>"2026-11-24T00:00:00.000Z"',
    );
  });

  test('finds a launch by its label', async () => {
    const { vertex, seen } = await start(json(200, {}));
    expect(await vertex.findLaunch(target, 'l1')).toMatchObject({ ok: true, value: { jobs: [] } });
    expect(seen[0]?.url.searchParams.get('filter')).toBe('labels.launch-id="l1"');
  });

  test('a page that fails once is read again, not the pages before it', async () => {
    const { vertex, seen } = await start(
      inTurn(
        json(200, { customJobs: pageOf(1, 1), nextPageToken: 'p2' }),
        reset,
        json(200, { customJobs: pageOf(2, 1) }),
      ),
    );
    const listed = await vertex.listUnfinished(target, 0);
    expect(listed.ok && listed.value.jobs).toHaveLength(2);
    expect(seen.map(({ url }) => url.searchParams.get('pageToken'))).toEqual([null, 'p2', 'p2']);
  });

  test('an entry that can’t be read is counted and named, and the others go on', async () => {
    const odd = [{ ...wire, name: `who? ${'x'.repeat(20_000)}` }, { displayName: 'x' }, 7, null];
    const { vertex } = await start(
      inTurn(
        json(200, { customJobs: [...odd, ...pageOf(1, 1)], nextPageToken: 'p2' }),
        json(200, { customJobs: pageOf(2, 1) }),
      ),
    );
    const listed = await vertex.listUnfinished(target, 0);
    expect(listed.ok && listed.value.jobs.map((job) => job.key.id)).toEqual(['1', '2']);
    expect(listed.ok && listed.value.odd).toEqual({
      count: 4,
      names: [`who? ${'x'.repeat(194)}…`, 'one without a name', 'one without a name'],
    });
  });

  test.each([
    ['a later page that stays away', [{ customJobs: pageOf(1, 1), nextPageToken: 'p2' }, 503]],
    [
      'a token that comes again',
      [{ nextPageToken: 'a' }, { nextPageToken: 'b' }, { nextPageToken: 'a' }],
    ],
    ['no list at all', [{ customJobs: 7 }]],
    ['an error under a 200', [google(200, 'X', 'x')]],
    ['no JSON object', [[]]],
  ])('%s fails the whole: a list is never silently shorter', async (_, pages) => {
    const [first, ...others] = pages.map((page) => (page === 503 ? unavailable : json(200, page)));
    const { vertex } = await start(inTurn(first ?? unavailable, ...others));
    expect(kindOf(await vertex.listUnfinished(target, 0))).toBe('transient');
  });
});
