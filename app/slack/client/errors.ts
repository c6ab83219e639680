// Decides what an error from Slack means for a message. Invariant: "certainly not there" holds only
// if Slack refused in words or nothing left the machine. Anything else may have arrived.

import { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { z } from 'zod';
import type { Failure } from '../../domain/error/failure.ts';
import type { DeliveryOutcome } from '../../usecase/ports/slack.ts';

/** A failed call, in the outbox's terms. `message-refused` is handled before it gets there. */
export type Refusal =
  | Exclude<DeliveryOutcome, { readonly kind: 'accepted' }>
  /** Slack refused the message's form (blocks, length): certainly not there. */
  | { readonly kind: 'message-refused'; readonly why: string };

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

/**
 * Error codes of the methods in use, from the reference pages of chat.postMessage, chat.update,
 * chat.postEphemeral and conversations.*. An unlisted code is still a refusal in words: not there,
 * and worth another try.
 */
const codes = {
  'channel-refused': [
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'is_inactive',
    'restricted_action',
    'restricted_action_non_threadable_channel',
    'restricted_action_read_only_channel',
    'restricted_action_thread_locked',
    'restricted_action_thread_only_channel',
    'channel_is_limited_access',
    'posting_to_channel_denied',
    'external_channel_migrating',
    'messages_tab_disabled',
    'method_not_supported_for_channel_type',
    'user_not_in_channel',
    'user_not_found',
    'user_not_visible',
    'user_disabled',
    'users_not_found',
    'cannot_dm_bot',
  ],
  'app-refused': [
    'invalid_auth',
    'not_authed',
    'token_revoked',
    'token_expired',
    'account_inactive',
    'user_removed_from_team',
    'team_disabled',
    'team_not_found',
    'team_access_not_granted',
    'missing_scope',
    'no_permission',
    'not_allowed_token_type',
    'access_denied',
    'app_access_restricted',
    'ekm_access_denied',
    'org_login_required',
    'two_factor_setup_required',
    'enterprise_is_restricted',
    'forbidden_team',
  ],
  // A root that can't be edited any more is replaced like a deleted one.
  'root-gone': [
    'message_not_found',
    'thread_not_found',
    'cannot_reply_to_message',
    'cant_update_message',
    'edit_window_closed',
  ],
  'message-refused': [
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_blocks_too_long',
    'msg_too_long',
    'no_text',
    'block_mismatch',
    'invalid_attachments',
    'too_many_attachments',
    'attachment_payload_limit_exceeded',
    'metadata_too_large',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'markdown_text_conflict',
  ],
  // "May have partly succeeded", or said by a server in front of the one that stores messages.
  'in-doubt': [
    'fatal_error',
    'internal_error',
    'service_unavailable',
    'request_timeout',
    'update_failed',
    'ratelimited',
    'rate_limited',
  ],
} as const satisfies Partial<Record<Refusal['kind'], readonly string[]>>;

const kinds: ReadonlyMap<string, keyof typeof codes> = new Map(
  (['channel-refused', 'app-refused', 'root-gone', 'message-refused', 'in-doubt'] as const).flatMap(
    (kind) => codes[kind].map((code) => [code, kind] as const),
  ),
);

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
