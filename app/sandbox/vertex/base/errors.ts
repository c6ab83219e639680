// Google's errors: `{"error":{code,message,status,details[]}}`, where `code` is the HTTP status and `status` the gRPC code.

import { compact, type JsonObject } from '../../shared/json.ts';

const httpCodes = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ABORTED: 409,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
} as const;

export type Status = keyof typeof httpCodes;

/** A refusal, answered with Google's error body. */
export class ApiError extends Error {
  readonly status: Status;
  readonly details: readonly JsonObject[];

  constructor(status: Status, message: string, details: readonly JsonObject[] = []) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.details = details;
  }

  get httpStatus(): number {
    return httpCodes[this.status];
  }

  toJson(): JsonObject {
    const { httpStatus: code, message, status } = this;
    const details = this.details.length === 0 ? undefined : [...this.details];
    return { error: compact({ code, message, status, details }) };
  }
}

/** The gRPC code that goes with an HTTP status, for the answers of fault rules. */
export function statusOfHttp(code: number): string {
  return Object.entries(httpCodes).find(([, http]) => http === code)?.[0] ?? 'UNKNOWN';
}

export type Violation = { readonly field: string; readonly description: string };

function badRequest(violations: readonly Violation[]): JsonObject {
  return {
    '@type': 'type.googleapis.com/google.rpc.BadRequest',
    fieldViolations: violations.map(({ field, description }) => ({ field, description })),
  };
}

/** How Google's front end refuses a payload that does not match the proto: one line for each problem. */
export function malformed(violations: readonly Violation[]): ApiError {
  const message = violations.map(({ description }) => description).join('\n');
  return new ApiError('INVALID_ARGUMENT', message, [badRequest(violations)]);
}

/** How Vertex itself refuses a request that matches the proto: a numbered list with tabs, as in public reports. */
export function foundErrors(violations: readonly Violation[]): ApiError {
  const items = violations.map(
    ({ field, description }, index) => `${index + 1}.Field: ${field}; Message: ${description}\t`,
  );
  return new ApiError('INVALID_ARGUMENT', `List of found errors:\t${items.join('')}`, [
    badRequest(violations),
  ]);
}

/** An ErrorInfo detail. */
export function errorInfo(
  reason: string,
  domain: string,
  metadata: Readonly<Record<string, string>>,
): JsonObject {
  return {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason,
    domain,
    metadata: { ...metadata },
  };
}

/** 401. `missing`: the request has no bearer token; otherwise its token is unknown, revoked or expired. */
export function unauthenticated(missing: boolean): ApiError {
  const expected =
    'Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.';
  const problem = missing
    ? 'Request is missing required authentication credential.'
    : 'Request had invalid authentication credentials.';
  const reason = missing ? 'CREDENTIALS_MISSING' : 'ACCESS_TOKEN_EXPIRED';
  return new ApiError('UNAUTHENTICATED', `${problem} ${expected}`, [
    errorInfo(reason, 'googleapis.com', { service: 'aiplatform.googleapis.com' }),
  ]);
}

/** 403 for a permission that the caller lacks. */
export function permissionDenied(permission: string, resource: string): ApiError {
  return new ApiError(
    'PERMISSION_DENIED',
    `Permission '${permission}' denied on resource '//aiplatform.googleapis.com/${resource}' (or it may not exist).`,
    [errorInfo('IAM_PERMISSION_DENIED', 'aiplatform.googleapis.com', { permission, resource })],
  );
}

/** 403 for an unknown project: Google does not distinguish it from one that the caller may not see. */
export function projectDenied(project: string): ApiError {
  return new ApiError('PERMISSION_DENIED', `Permission denied on resource project ${project}.`, [
    errorInfo('CONSUMER_INVALID', 'googleapis.com', {
      consumer: `projects/${project}`,
      service: 'aiplatform.googleapis.com',
    }),
  ]);
}
