// One HTTP request to Vertex, sent once: the answer's JSON, or what its absence means.

import { failed, succeeded, type Result } from '../domain/failure.ts';
import type { TokenSource } from './auth.ts';
import { failureOfAnswer, failureOfException, parseJson, type CallKind } from './errors.ts';

export type RequestDeps = {
  readonly auth: TokenSource;
  readonly fetch: typeof globalThis.fetch;
  /** How long one request may take, tokens aside. */
  readonly timeoutMs: number;
  readonly clock: () => number;
  /** Aborted when the bot stops: reads end, writes go on to their own end. */
  readonly signal?: AbortSignal | undefined;
};

export type Call = {
  readonly kind: CallKind;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: unknown;
};

export type Reply = {
  readonly body: unknown;
  /** Google's clock (the Date header), Unix ms; ours when it sent none. */
  readonly serverTime: number;
};

/**
 * Sends one request. A JSON 401 had no effect, whatever was asked, so it is sent once more with a fresh token: a cached
 * one may have been revoked.
 */
export async function request(deps: RequestDeps, call: Call): Promise<Result<Reply>> {
  const first = await send(deps, call, false);
  const refused =
    !first.ok && first.failure.httpStatus === 401 && first.failure.kind === 'permanent';
  return refused ? send(deps, call, true) : first;
}

async function send(deps: RequestDeps, call: Call, fresh: boolean): Promise<Result<Reply>> {
  const token = await deps.auth.headers(call.url, fresh);
  if (!token.ok) return token;
  const headers = new Headers(token.value);
  headers.set('accept', 'application/json');
  if (call.body !== undefined) headers.set('content-type', 'application/json');
  try {
    const response = await deps.fetch(call.url, {
      method: call.method,
      headers,
      signal: signalFor(deps, call.kind),
      // A redirect could repeat a POST, and no method here redirects.
      redirect: 'error',
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const text = await response.text();
    return read(deps, call.kind, response, text);
  } catch (error) {
    return failed(failureOfException(call.kind, error));
  }
}

function signalFor({ timeoutMs, signal }: RequestDeps, kind: CallKind): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return kind === 'read' && signal !== undefined ? AbortSignal.any([timeout, signal]) : timeout;
}

function read(
  { clock }: RequestDeps,
  kind: CallKind,
  { ok, status, headers }: Response,
  text: string,
): Result<Reply> {
  const body = parseJson(text);
  if (!ok || body === undefined) {
    return failed(failureOfAnswer(kind, { status, headers, text: ok ? '' : text }, clock()));
  }
  const date = Date.parse(headers.get('date') ?? '');
  return succeeded({ body, serverTime: Number.isNaN(date) ? clock() : date });
}
