// The classes of failed outside calls. The class decides what happens next.

/**
 * - `not-sent`: the request never left (no token, connection refused). Safe to repeat.
 * - `user`: the request is wrong (400, 404, 409…). Final; the requester can fix it.
 * - `permanent`: refused for a reason the requester can't fix (401, 403…). Final.
 * - `transient`: a read that failed despite retries, or a write known to have had no effect. Try
 *   again later.
 * - `in-doubt`: a write whose effect is unknown (lost answer, timeout, 429, 5xx). Never repeated
 *   blindly.
 */
export type FailureKind = 'not-sent' | 'user' | 'permanent' | 'transient' | 'in-doubt';

export type Failure = {
  readonly kind: FailureKind;
  /** One sentence that may contain foreign text: escape it when shown. Never contains a token. */
  readonly message: string;
  /**
   * HTTP status, only if the service itself answered and not a proxy: a 404 then means that the
   * resource doesn't exist.
   */
  readonly httpStatus?: number | undefined;
  /** google.rpc status word, e.g. `RESOURCE_EXHAUSTED`. */
  readonly status?: string | undefined;
  /** ErrorInfo reason, e.g. `IAM_PERMISSION_DENIED`. */
  readonly reason?: string | undefined;
  /** How long the service asked to wait. */
  readonly retryAfterMs?: number | undefined;
};

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Whether repeating the call may help. */
export function mayPass({ kind }: Failure): boolean {
  return kind === 'transient' || kind === 'not-sent' || kind === 'in-doubt';
}

/** A successful result. */
export const succeeded = <T>(value: T): Result<T> => ({ ok: true, value });
/** A failed result. */
export const failed = (failure: Failure): Result<never> => ({ ok: false, failure });
