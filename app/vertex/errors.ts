// What an error response, or none, means: one of the classes in domain/error/failure.ts.

import { z } from 'zod';
import type { Failure } from '../domain/error/failure.ts';

/**
 * `write`: create and cancel, whose effect may be unknown. `read`: get and list, which change
 * nothing.
 */
export type CallKind = 'read' | 'write';

/** Who answered, in sentences. */
const vertex = 'Vertex';
/** Google's messages are cut to this length. */
const longestText = 2_000;

// {"error": {code, message, status, details[]}}; some gateways wrap it in an array.
const errorBody = z.preprocess(
  (body) => (Array.isArray(body) ? (body as readonly unknown[])[0] : body),
  z.looseObject({
    error: z.looseObject({
      message: z.string().catch(''),
      status: z.string().optional().catch(undefined),
      details: z.array(z.looseObject({ reason: z.string().optional().catch(undefined) })).catch([]),
    }),
  }),
);

type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

/** The call was given up because the bot is stopping. */
export const stopped: Failure = { kind: 'not-sent', message: 'The bot is stopping.' };

/**
 * Classifies an error response. `answeredAt` is the server's time, Unix ms. A JSON refusal (400,
 * 401, 403, 404, 409…) is final. Otherwise a write is in doubt: a 429 or 5xx may come after the
 * work was done, and anything but Google's JSON comes from something in between. The latter has no
 * `httpStatus`, so a proxy's 404 never counts as a missing job.
 */
export function failureOfAnswer(
  kind: CallKind,
  answer: Answer,
  answeredAt: number,
  service = vertex,
): Failure {
  const { status: httpStatus, headers } = answer;
  const body = errorBody.safeParse(parseJson(answer.text));
  const retryAfterMs = readRetryAfterMs(headers.get('retry-after'), answeredAt);
  if (!body.success) {
    return {
      kind: kind === 'write' ? 'in-doubt' : 'transient',
      message: `${service}’s address answered HTTP ${httpStatus} (${formOf(answer)}).`,
      retryAfterMs,
    };
  }
  const { message, status, details } = body.data.error;
  return {
    kind: isQuotaRefusal(httpStatus, message) ? 'user' : classOf(kind, httpStatus),
    message:
      message.trim() === ''
        ? `${service} answered HTTP ${httpStatus}.`
        : clip(message, longestText),
    httpStatus,
    status,
    reason: details.find(({ reason }) => reason !== undefined)?.reason,
    retryAfterMs,
  };
}

// In the bot's own words: a gateway's page is no help.
function formOf({ text, headers }: Answer): string {
  const type = headers.get('content-type') ?? '';
  if (text.trim() === '') return 'empty';
  if (/html/i.test(type)) return 'HTML';
  return /json/i.test(type) ? 'broken JSON' : 'no JSON';
}

function classOf(kind: CallKind, httpStatus: number): Failure['kind'] {
  if (httpStatus === 401 || httpStatus === 403) return 'permanent';
  const passing = [408, 429, 499].includes(httpStatus) || httpStatus >= 500;
  if (!passing && httpStatus >= 400) return 'user';
  return kind === 'write' ? 'in-doubt' : 'transient';
}

/**
 * A 429 about resource quota isn't throttling: the job was refused, and asking again doesn't help.
 */
function isQuotaRefusal(httpStatus: number, message: string): boolean {
  return httpStatus === 429 && /quota metrics exceed/i.test(message);
}

// Before a connection exists, nothing was sent: undici's connect timeout, and rejected
// certificates.
const neverConnected = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Classifies an exception during a request. */
export function failureOfException(kind: CallKind, error: unknown, service = vertex): Failure {
  const code = errorCode(error);
  if (causes(error).some(isBeforeSending)) {
    return {
      kind: 'not-sent',
      message: `${service} can’t be reached (${code ?? 'no connection'}).`,
    };
  }
  const name = error instanceof Error ? error.name : '';
  if (name === 'AbortError' && kind === 'read') return stopped;
  const why = name === 'TimeoutError' ? 'no answer in time' : (code ?? 'the connection broke');
  return {
    kind: kind === 'write' ? 'in-doubt' : 'transient',
    message: `${service}’s answer was lost (${why}).`,
  };
}

function isBeforeSending(error: Error): boolean {
  if ('syscall' in error) return error.syscall === 'connect' || error.syscall === 'getaddrinfo';
  return 'code' in error && typeof error.code === 'string' && neverConnected.has(error.code);
}

/** The code of the outermost cause that has one. fetch wraps the socket's error. */
export function errorCode(error: unknown): string | undefined {
  for (const cause of causes(error)) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return undefined;
}

// A host with several addresses fails with one error each; the first is used.
function causes(error: unknown): readonly Error[] {
  if (!(error instanceof Error)) return [];
  const next: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return [error, ...causes(next)];
}

/**
 * Retry-After, in seconds or as a date, as ms from `answeredAt`; undefined if missing or invalid.
 */
export function readRetryAfterMs(header: string | null, answeredAt: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(header.trim())) return Math.ceil(Number(header) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - answeredAt);
}

/** Parses JSON; undefined if it is invalid (truncated, HTML, empty). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function clip(text: string, most: number): string {
  const points = Array.from(text);
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}
