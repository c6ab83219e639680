// One HTTP request to Google, sent once: the response's JSON, or what its absence means.

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
  /**
   * Time limit of one call in total: token, request and response. A caller's lease relies on it.
   */
  readonly timeoutMs: number;
  readonly clock: () => number;
  /** Called with Google's clock minus the bot's (ms) for each response with a time. */
  readonly heardTime?: ((skewMs: number) => void) | undefined;
  /** Called before each request is sent, also when it is sent again. */
  readonly sends?: (() => void) | undefined;
  /**
   * Aborted when the bot stops: unsent requests stay unsent, reads end, and a write in flight goes
   * on.
   */
  readonly signal?: AbortSignal | undefined;
};

type Call = {
  readonly kind: CallKind;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: unknown;
  /** The service's name in sentences; Vertex by default. */
  readonly service?: string | undefined;
};

type Reply = {
  readonly body: unknown;
  /** Google's clock (the Date header), Unix ms; the bot's if there is none. */
  readonly serverTime: number;
};

type Limits = {
  /** The call's time limit. */
  readonly time: AbortSignal;
  /** The call's time limit, or the bot's stop. */
  readonly timeOrStop: AbortSignal;
};

/**
 * Sends one request. A JSON 401 had no effect whatever was asked, so the request is sent again with
 * a fresh token, since a cached one may have been revoked. Nothing else is repeated here.
 */
export async function request(deps: RequestDeps, call: Call): Promise<Result<Reply>> {
  const time = AbortSignal.timeout(deps.timeoutMs);
  const timeOrStop = deps.signal === undefined ? time : AbortSignal.any([time, deps.signal]);
  const token = await deps.auth.headers(call.url, timeOrStop);
  if (!token.ok) return token;
  const first = await send(deps, call, token.value, { time, timeOrStop });
  // A response that isn't Google's own has no httpStatus.
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
  deps.sends?.();
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
  // The header has whole seconds, so the middle of the second is the best guess. A response without
  // JSON may be a proxy's, with another clock.
  if (!Number.isNaN(date) && body !== undefined) heardTime?.(date + 500 - clock());
  return ok && body !== undefined
    ? succeeded({ body, serverTime })
    : failed(failureOfAnswer(kind, { status, headers, text }, serverTime, service));
}
