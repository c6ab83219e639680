// One HTTP request to Vertex, sent once: the answer's JSON, or what its absence means.

import { failed, succeeded, type Failure, type Result } from '../domain/error/failure.ts';
import type { TokenSource } from './auth.ts';
import {
  failureOfAnswer,
  failureOfException,
  parseJson,
  stopped,
  type CallKind,
} from './errors.ts';

export type RequestDeps = {
  readonly auth: TokenSource;
  readonly fetch: typeof globalThis.fetch;
  /** How long one call may take in all: token, request and answer. A caller's lease counts on it. */
  readonly timeoutMs: number;
  readonly clock: () => number;
  /** Told Google's clock less ours (ms) with each answer that says the time. */
  readonly heardTime?: ((skewMs: number) => void) | undefined;
  /** Aborted when the bot stops: what has not left stays, reads end, and a write that is on its way goes on to its own end. */
  readonly signal?: AbortSignal | undefined;
};

export type Call = {
  readonly kind: CallKind;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: unknown;
  /** Who is asked, in sentences; Vertex if nothing is said. */
  readonly service?: string | undefined;
};

export type Reply = {
  readonly body: unknown;
  /** Google's clock (the Date header), Unix ms; ours when it sent none. */
  readonly serverTime: number;
};

type Limits = {
  /** The call's time. */
  readonly time: AbortSignal;
  /** The call's time, or the bot's stop. */
  readonly timeOrStop: AbortSignal;
};

/**
 * Sends one request. A JSON 401 had no effect, whatever was asked, so the request goes out once more with a fresh token: a
 * cached one may have been revoked. Nothing else is repeated here.
 */
export async function request(deps: RequestDeps, call: Call): Promise<Result<Reply>> {
  const time = AbortSignal.timeout(deps.timeoutMs);
  const timeOrStop = deps.signal === undefined ? time : AbortSignal.any([time, deps.signal]);
  const token = await deps.auth.headers(call.url, timeOrStop);
  if (!token.ok) return token;
  const first = await send(deps, call, token.value, { time, timeOrStop });
  // What is not Vertex's own answer has no httpStatus.
  if (first.ok || first.failure.httpStatus !== 401) return first;
  const refused = token.value.get('authorization') ?? undefined;
  const fresh = await deps.auth.headers(call.url, timeOrStop, refused);
  return fresh.ok ? send(deps, call, fresh.value, { time, timeOrStop }) : fresh;
}

async function send(
  deps: RequestDeps,
  call: Call,
  authorization: Headers,
  { time, timeOrStop }: Limits,
): Promise<Result<Reply>> {
  if (timeOrStop.aborted) return failed(deps.signal?.aborted === true ? stopped : tooLate);
  const headers = new Headers(authorization);
  headers.set('accept', 'application/json');
  if (call.body !== undefined) headers.set('content-type', 'application/json');
  try {
    const response = await deps.fetch(call.url, {
      method: call.method,
      headers,
      signal: call.kind === 'read' ? timeOrStop : time,
      // A redirect could repeat a POST, and no method here redirects.
      redirect: 'error',
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    return read(deps, call, response, await response.text());
  } catch (error) {
    return failed(failureOfException(call.kind, error, call.service));
  }
}

const tooLate: Failure = {
  kind: 'not-sent',
  message: 'Google’s token server was too slow to send the request in time.',
};

function read(
  { clock, heardTime }: RequestDeps,
  { kind, service }: Call,
  { ok, status, headers }: Response,
  text: string,
): Result<Reply> {
  const date = Date.parse(headers.get('date') ?? '');
  const serverTime = Number.isNaN(date) ? clock() : date;
  const body = parseJson(text);
  // The header is cut to the second: in the middle of it is the best guess. What is no JSON may be a proxy's, and its clock.
  if (!Number.isNaN(date) && body !== undefined) heardTime?.(date + 500 - clock());
  return ok && body !== undefined
    ? succeeded({ body, serverTime })
    : failed(failureOfAnswer(kind, { status, headers, text }, serverTime, service));
}
