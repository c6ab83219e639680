// What a bad answer, or none, means: one of the few classes of domain/failure.ts.

import { z } from 'zod';
import type { Failure } from '../domain/failure.ts';

/** `write`: create and cancel, whose effect may be unknown. `read`: get and list, which change nothing. */
export type CallKind = 'read' | 'write';

/** The longest text of Google's that is kept. */
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

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

/**
 * The class of an answer that is no success.
 * A JSON refusal (400, 401, 403, 404, 409…) is final. What is left of a write is in doubt: a 429 or 5xx may come from
 * something behind the one that did the work, and what is not JSON did not come from Vertex at all.
 */
export function failureOfAnswer(kind: CallKind, answer: Answer, nowMs: number): Failure {
  const { status: httpStatus, headers } = answer;
  const body = errorBody.safeParse(parseJson(answer.text));
  const retryAfterMs = readRetryAfterMs(headers.get('retry-after'), nowMs);
  if (!body.success) {
    const form = (headers.get('content-type') ?? 'no content type').split(';')[0] ?? '';
    return {
      kind: kind === 'write' ? 'in-doubt' : 'transient',
      message: `Vertex answered HTTP ${httpStatus} without its reason (${clip(form, 60)}).`,
      httpStatus,
      retryAfterMs,
    };
  }
  const { message, status, details } = body.data.error;
  return {
    kind: classOf(kind, httpStatus),
    message: clip(
      message.trim() === '' ? `Vertex answered HTTP ${httpStatus}.` : message,
      longestText,
    ),
    httpStatus,
    status,
    reason: details.find(({ reason }) => reason !== undefined)?.reason,
    retryAfterMs,
  };
}

function classOf(kind: CallKind, httpStatus: number): Failure['kind'] {
  if (httpStatus === 401 || httpStatus === 403) return 'permanent';
  const passing = [408, 429, 499].includes(httpStatus) || httpStatus >= 500;
  if (!passing && httpStatus >= 400) return 'user';
  return kind === 'write' ? 'in-doubt' : 'transient';
}

/** Whether reading again may help. A 429 about resource quota stays what it is, however often one asks. */
export function mayPass(failure: Failure): boolean {
  if (failure.httpStatus === 429) return !/quota metrics exceed/i.test(failure.message);
  return failure.kind === 'transient' || failure.kind === 'not-sent';
}

// Codes of node's sockets that come before the first byte of a request can have left.
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The class of an exception while a request was on its way. */
export function failureOfException(kind: CallKind, error: unknown): Failure {
  const code = errorCode(error);
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const why = timedOut ? 'no answer in time' : (code ?? 'the connection broke');
  if (code !== undefined && neverConnected.has(code)) {
    return { kind: 'not-sent', message: `Vertex can’t be reached (${code}).` };
  }
  return {
    kind: kind === 'write' ? 'in-doubt' : 'transient',
    message: `Vertex’s answer was lost (${why}).`,
  };
}

/** The code of the innermost cause that has one: fetch hides the socket's error below its own. */
export function errorCode(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at instanceof AggregateError) {
      const [first] = at.errors as readonly unknown[];
      return errorCode(first);
    }
  }
  return undefined;
}

/** Retry-After in seconds or as a date, as ms from now; undefined when there is none that can be read. */
export function readRetryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(header.trim())) return Math.ceil(Number(header) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

/** JSON, or undefined when it is none (truncated, HTML, empty). */
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
