// Decides what an error from Slack means for a message. Invariant: "certainly not there" holds only
// if Slack refused in words or nothing left the machine. Anything else may have arrived.

import { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { z } from 'zod';
import type { Failure } from '../../domain/error/failure.ts';
import { kinds, type Refusal } from './error-codes.ts';

/** Slack refuses this app: a person has to fix the configuration. */
export class SlackRefusedError extends Error {
  override readonly name = 'SlackRefusedError';
}

/** Slack can't be reached, or answers strangely: worth trying again. */
export class SlackUnreachableError extends Error {
  override readonly name = 'SlackUnreachableError';
  /** How long Slack asked to wait, if it did. */
  readonly retryAfterMs: number | undefined;
  constructor(message: string, retryAfterMs?: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** What an error thrown by a WebClient call means for the message or look-up. */
export function classify(error: unknown): Refusal {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'in-doubt', why: 'ratelimited', retryAfterMs: error.retryAfter * 1_000 };
  }
  if (error instanceof WebAPIPlatformError) return classifyRefusal(error);
  if (error instanceof WebAPIRequestError && neverLeft(error.original)) {
    return { kind: 'not-sent', why: `Slack can’t be reached (${causeCode(error.original)})` };
  }
  // Timeouts, resets, 5xx, a 429 without Retry-After, a truncated answer.
  return { kind: 'in-doubt', why: describe(error) };
}

function classifyRefusal(error: WebAPIPlatformError): Refusal {
  const { data } = error;
  const code = data.error;
  // The client also puts an answer that isn't JSON under `error`. Slack didn't say that, so nothing
  // is known.
  if (!/^[a-z][a-z0-9_]*$/.test(code)) {
    return { kind: 'in-doubt', why: 'an answer that is not from Slack' };
  }
  const retryAfter = data.response_metadata?.retryAfter;
  const retryAfterMs = retryAfter === undefined ? undefined : retryAfter * 1_000;
  const kind = kinds.get(code);
  switch (kind) {
    case 'root-gone':
      return { kind };
    case 'in-doubt':
    case undefined:
      return { kind: kind ?? 'not-sent', why: code, retryAfterMs };
    case 'app-refused':
      return { kind, why: code + needs(error) };
    case 'channel-refused':
    case 'message-refused':
      return { kind, why: code };
  }
}

/** ` (needs users:read)` for a `missing_scope` that names one; otherwise empty. */
function needs(error: unknown): string {
  const scope = neededScope(error);
  return scope === undefined ? '' : ` (needs ${scope})`;
}

/** The scope that a `missing_scope` names, if it does. */
export function neededScope(error: unknown): string | undefined {
  const parsed = missingScope.safeParse(error);
  return parsed.success ? parsed.data.data.needed : undefined;
}

const missingScope = z.looseObject({ data: z.looseObject({ needed: z.string() }) });

/** The code of an `ok:false` answer; undefined for other errors. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** A failed look-up (safe to repeat) as a failure for use cases. */
export function readFailure(what: string, error: unknown): Failure {
  const refusal = classify(error);
  if (refusal.kind === 'root-gone') {
    return { kind: 'transient', message: `${what}: Slack does not know the message.` };
  }
  const message = `${what}: ${refusal.why}.`;
  return refusal.kind === 'app-refused'
    ? { kind: 'permanent', message }
    : {
        kind: 'transient',
        message,
        retryAfterMs: 'retryAfterMs' in refusal ? refusal.retryAfterMs : undefined,
      };
}

const systemError = z.looseObject({ code: z.string().optional(), syscall: z.string().optional() });

// fetch wraps the system's error, sometimes more than once.
function rootCause(error: unknown): z.infer<typeof systemError> {
  let cause = error;
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause;
  // One error per address of the host, all alike.
  if (cause instanceof AggregateError) cause = cause.errors[0];
  const parsed = systemError.safeParse(cause);
  return parsed.success ? parsed.data : {};
}

/** Failed during name resolution or connecting, before any byte of the request left. */
function neverLeft(error: unknown): boolean {
  const { code, syscall } = rootCause(error);
  return syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT';
}

function causeCode(error: unknown): string {
  return rootCause(error).code ?? 'no connection';
}

/** An error in words, without bodies and headers, which may contain what must not be logged. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown error';
  const { code } = rootCause(error);
  return code === undefined ? `${error.name}: ${error.message}` : `${error.message} (${code})`;
}
