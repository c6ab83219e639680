// How a call to the outside can end badly, in the few classes that decide what to do next.

/**
 * - `not-sent`: the request never left (no token, connection refused): repeating is safe.
 * - `user`: what was asked for is wrong (400, 404, 409…): final, the person can mend it.
 * - `permanent`: refused for a reason the person can't mend by typing (401, 403…): final.
 * - `transient`: a read that failed although retried, or a write known to have had no effect: later.
 * - `in-doubt`: a write whose effect is unknown (lost answer, timeout, 429, 5xx): never repeated blindly.
 */
export type FailureKind = 'not-sent' | 'user' | 'permanent' | 'transient' | 'in-doubt';

export type Failure = {
  readonly kind: FailureKind;
  /** One sentence, foreign text included: escape it when shown. Never holds a token. */
  readonly message: string;
  /** HTTP status of the answer, when it was the service's own and not a proxy's: a 404 here means that the thing is not there. */
  readonly httpStatus?: number | undefined;
  /** google.rpc status word, e.g. `RESOURCE_EXHAUSTED`. */
  readonly status?: string | undefined;
  /** ErrorInfo reason, e.g. `IAM_PERMISSION_DENIED`. */
  readonly reason?: string | undefined;
  /** How long the other side asked us to wait. */
  readonly retryAfterMs?: number | undefined;
};

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export const succeeded = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = (failure: Failure): Result<never> => ({ ok: false, failure });
