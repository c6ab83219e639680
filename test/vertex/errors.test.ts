import { describe, expect, test } from 'vitest';
import { mayPass } from '../../app/domain/error/failure.ts';
import { failureOfAnswer, failureOfException, readRetryAfterMs } from '../../app/vertex/errors.ts';
import { google, now } from './harness.ts';

const answer = (status: number, text: string, headers: Record<string, string> = {}) => ({
  status,
  text,
  headers: new Headers(headers),
});

describe('what an answer means', () => {
  test('Google’s own words are kept, up to a length', () => {
    const long = '🎈'.repeat(3000);
    const { message } = failureOfAnswer(
      'read',
      answer(400, JSON.stringify(google(400, 'INVALID_ARGUMENT', long))),
      now,
    );
    expect(Array.from(message)).toHaveLength(2000);
    expect(message.endsWith('🎈…')).toBe(true);
  });

  test('an error in an array, with details of all kinds, or with almost nothing', () => {
    const body = [
      {
        error: {
          code: 403,
          message: 'Permission denied.',
          status: 'PERMISSION_DENIED',
          details: [{ links: [] }, { reason: 'SERVICE_DISABLED', domain: 'googleapis.com' }],
        },
      },
    ];
    expect(failureOfAnswer('write', answer(403, JSON.stringify(body)), now)).toMatchObject({
      kind: 'permanent',
      reason: 'SERVICE_DISABLED',
      status: 'PERMISSION_DENIED',
    });
    const bare = { error: { message: 5, status: 7, details: 'x' } };
    expect(failureOfAnswer('write', answer(400, JSON.stringify(bare)), now)).toMatchObject({
      kind: 'user',
      message: 'Vertex answered HTTP 400.',
    });
  });

  test.each([
    ['<html>secret</html>', 'text/html', 'HTML'],
    ['', 'application/json', 'empty'],
    ['{"error":{"code', 'application/json; charset=UTF-8', 'broken JSON'],
    ['Bad gateway', 'text/plain', 'no JSON'],
  ])('%j is not quoted', (text, type, form) => {
    expect(failureOfAnswer('read', answer(502, text, { 'content-type': type }), now)).toEqual({
      kind: 'transient',
      message: `Vertex’s address answered HTTP 502 (${form}).`,
    });
  });
});

test.each([
  [null, undefined],
  ['7', 7000],
  ['0.5', 500],
  ['Tue, 24 Nov 2026 13:00:30 GMT', 30_000],
  ['Tue, 24 Nov 2026 12:00:00 GMT', 0],
  ['soon', undefined],
])('Retry-After %j is %j ms', (header, ms) => {
  expect(readRetryAfterMs(header, now)).toBe(ms);
});

describe('what an exception means for a write', () => {
  const failing = (cause: unknown) => new TypeError('fetch failed', { cause });
  const system = (code: string, syscall?: string) =>
    Object.assign(new Error(`${code} 10.0.0.1`), { code, ...(syscall && { syscall }) });

  test.each([
    ['a refused connection', system('ECONNREFUSED', 'connect')],
    ['an unknown host', system('ENOTFOUND', 'getaddrinfo')],
    ['no connection in time', system('ETIMEDOUT', 'connect')],
    ['undici’s time limit for connecting', system('UND_ERR_CONNECT_TIMEOUT')],
    ['a certificate turned away', system('CERT_HAS_EXPIRED')],
    [
      'no connection to any address',
      Object.assign(new AggregateError([system('ETIMEDOUT', 'connect')]), { code: 'ETIMEDOUT' }),
    ],
  ])('%s: not sent', (_, cause) => {
    expect(failureOfException('write', failing(cause)).kind).toBe('not-sent');
  });

  test.each([
    ['a reset', system('ECONNRESET', 'read')],
    ['silence of the network', system('ETIMEDOUT', 'read')],
    ['the other side’s end', system('UND_ERR_SOCKET')],
    ['nothing known', new Error('?')],
    ['no error', 'x'],
  ])('%s: in doubt', (_, cause) => {
    expect(failureOfException('write', failing(cause)).kind).toBe('in-doubt');
    expect(failureOfException('read', failing(cause)).kind).toBe('transient');
  });

  test('no answer in time: in doubt, and no address in the sentence', () => {
    expect(failureOfException('write', AbortSignal.abort().reason)).toMatchObject({
      kind: 'in-doubt',
    });
    expect(failureOfException('write', new DOMException('x', 'TimeoutError'))).toEqual({
      kind: 'in-doubt',
      message: 'Vertex’s answer was lost (no answer in time).',
    });
    expect(failureOfException('read', failing(system('ECONNRESET', 'read'))).message).toBe(
      'Vertex’s answer was lost (ECONNRESET).',
    );
  });
});

test('what may pass', () => {
  const of = (httpStatus: number, message = 'x') =>
    mayPass(
      failureOfAnswer(
        'read',
        answer(httpStatus, JSON.stringify(google(httpStatus, 'X', message))),
        now,
      ),
    );
  expect([400, 401, 403, 404, 409].map((status) => of(status))).not.toContain(true);
  expect([408, 429, 500, 502, 503, 504].map((status) => of(status))).not.toContain(false);
  expect(of(429, 'The following quota metrics exceed quota limits: y')).toBe(false);
});
