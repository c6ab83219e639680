import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createJobLogs, logFilter } from '../../app/vertex/logs.ts';
import {
  google,
  html,
  inTurn,
  json,
  kindOf,
  now,
  reset,
  serve,
  silence,
  target,
  tokens,
  unavailable,
  type Handler,
} from './harness.ts';

const query = { target, jobId: '9007199254740993123', since: Date.UTC(2026, 10, 24, 12), most: 3 };
const line = (second: string, message: string, more: object = {}) => ({
  insertId: message,
  timestamp: `2026-11-24T12:00:${second}Z`,
  severity: 'INFO',
  textPayload: message,
  resource: { type: 'ml_job', labels: { task_name: 'workerpool0-0' } },
  ...more,
});
const request = z.object({
  resourceNames: z.array(z.string()),
  filter: z.string(),
  orderBy: z.string(),
  pageSize: z.number(),
  pageToken: z.string().optional(),
});

/** The real reader and a server that notes what it is asked. */
async function start(handler: Handler, timeoutMs = 20_000) {
  const bodies: Promise<string>[] = [];
  const noted = (incoming: IncomingMessage) => void bodies.push(text(incoming).catch(() => ''));
  const server = await serve((incoming, response, count) => {
    noted(incoming);
    handler(incoming, response, count);
  });
  const logs = createJobLogs({
    endpoint: `${server.url}/`,
    timeoutMs,
    auth: tokens,
    fetch: globalThis.fetch,
    random: () => 0,
    pause: () => Promise.resolve(),
    clock: () => now,
  });
  const asked = async () =>
    (await Promise.all(bodies)).map((body) => request.parse(JSON.parse(body)));
  return { logs, asked, seen: server.seen };
}

describe('reading', () => {
  test('asks for the newest entries of one job, and gives them oldest first', async () => {
    const { logs, asked, seen } = await start(
      json(200, {
        entries: [
          line('05.5', 'd', { severity: 'ERROR' }),
          line('05', 'c'),
          line('05', 'b'),
          line('04.123456789', 'a'),
        ],
        nextPageToken: 'p2',
      }),
    );
    const read = await logs.read({ ...query, most: 4 });
    expect(read).toMatchObject({
      value: {
        entries: [{ text: 'a' }, { text: 'b' }, { text: 'c' }, { text: 'd', severity: 'ERROR' }],
        more: true,
        cutShort: false,
      },
    });
    expect(read.ok && read.value.entries[0]).toEqual({
      at: Date.UTC(2026, 10, 24, 12, 0, 4, 123),
      severity: 'INFO',
      replica: 'workerpool0-0',
      text: 'a',
    });
    expect(seen[0]).toMatchObject({ method: 'POST', authorization: 'Bearer old' });
    expect(seen[0]?.url.pathname).toBe('/v2/entries:list');
    expect(await asked()).toEqual([
      {
        resourceNames: ['projects/ml-prod'],
        filter: logFilter(query),
        orderBy: 'timestamp desc',
        pageSize: 4,
      },
    ]);
  });

  test('the filter names the job, where nothing older begins, and the replica that is asked for', () => {
    expect(logFilter(query)).toBe(
      'resource.type="ml_job" AND resource.labels.job_id="9007199254740993123" AND timestamp>="2026-11-24T12:00:00.000Z"',
    );
    expect(logFilter({ ...query, replica: 'workerpool1-0' })).toContain(
      ' AND resource.labels.task_name="workerpool1-0" AND ',
    );
  });

  test('goes on through empty pages, with nothing but the token changed', async () => {
    const { logs, asked } = await start(
      inTurn(
        json(200, { nextPageToken: 'p2' }),
        json(200, { entries: [line('05', 'b')], nextPageToken: 'p3' }),
        json(200, { entries: [], nextPageToken: 'p4' }),
        json(200, { entries: [line('04', 'a')] }),
      ),
    );
    expect(await logs.read(query)).toMatchObject({
      value: { entries: [{ text: 'a' }, { text: 'b' }], more: false, cutShort: false },
    });
    const [first, ...rest] = await asked();
    expect(rest).toEqual(['p2', 'p3', 'p4'].map((pageToken) => ({ ...first, pageToken })));
  });

  test('ends when there are enough, or no end', async () => {
    const some = await start(
      json(200, { entries: ['09', '08', '07', '06'].map((at) => line(at, at)) }),
    );
    expect(await some.logs.read(query)).toMatchObject({
      value: { entries: [{ text: '07' }, { text: '08' }, { text: '09' }], more: true },
    });
    const endless = await start(json(200, { nextPageToken: 'again' }));
    expect(await endless.logs.read(query)).toMatchObject({
      value: { entries: [], more: true, cutShort: true },
    });
    expect(endless.seen).toHaveLength(20);
  });

  test('an entry is read for what it has', async () => {
    const { logs } = await start(
      json(200, {
        entries: [
          line('06', '', { textPayload: undefined, jsonPayload: { message: 'said', rank: 0 } }),
          line('05', '', { textPayload: undefined, jsonPayload: { loss: 0.5 } }),
          line('04', '', { textPayload: undefined, protoPayload: { '@type': 'x' } }),
          { timestamp: 'never', severity: 7, resource: 'none', textPayload: { odd: true } },
          'not an entry',
        ],
      }),
    );
    const read = await logs.read({ ...query, most: 10 });
    expect(read.ok && read.value.entries.map((one) => one.text)).toEqual([
      '{"@type":"x"}',
      '{"loss":0.5}',
      'said',
      '',
    ]);
    expect(read.ok && read.value.entries.at(-1)).toEqual({
      at: undefined,
      severity: 'DEFAULT',
      replica: '',
      text: '',
    });
  });
});

describe('trouble', () => {
  test('that passes is waited out', async () => {
    const { logs, seen } = await start(
      inTurn(
        unavailable,
        json(429, google(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for quota metric')),
        reset,
        json(200, { entries: [line('05', 'a')] }),
      ),
    );
    expect(await logs.read(query)).toMatchObject({ value: { entries: [{ text: 'a' }] } });
    expect(seen).toHaveLength(4);
  });

  test('that lasts is a failure that names who failed; what was found before is kept', async () => {
    const down = await start(html(502));
    expect(await down.logs.read(query)).toMatchObject({
      failure: { message: 'Cloud Logging’s address answered HTTP 502 (HTML).' },
    });
    const later = await start(
      inTurn(json(200, { entries: [line('05', 'a')], nextPageToken: 'p2' }), unavailable),
    );
    expect(await later.logs.read(query)).toMatchObject({
      value: { entries: [{ text: 'a' }], more: true, cutShort: true },
    });
    const mute = await start(silence, 100);
    expect(await mute.logs.read(query)).toMatchObject({
      failure: { message: 'Cloud Logging’s answer was lost (no answer in time).' },
    });
  });

  test('of permission is final, and a token that was revoked is renewed', async () => {
    const refused = await start(
      json(403, google(403, 'PERMISSION_DENIED', 'no', 'IAM_PERMISSION_DENIED')),
    );
    expect(await refused.logs.read(query)).toMatchObject({
      failure: { kind: 'permanent', httpStatus: 403 },
    });
    expect(refused.seen).toHaveLength(1);
    const renewed = await start(
      inTurn(json(401, google(401, 'UNAUTHENTICATED', 'old')), json(200, {})),
    );
    expect(await renewed.logs.read(query)).toMatchObject({ value: { entries: [], more: false } });
    expect(renewed.seen.map(({ authorization }) => authorization)).toEqual([
      'Bearer old',
      'Bearer new',
    ]);
  });

  test('in an answer of another form is told, not taken for an empty log', async () => {
    for (const body of [{ error: { message: 'x' } }, { entries: 'x' }, []]) {
      const { logs } = await start(json(200, body));
      expect(kindOf(await logs.read(query))).toBe('transient');
    }
  });
});
