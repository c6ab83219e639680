// Google's Security Token Service, which exchanges a subject token for an access token, as google-auth-library does with external_account.

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reply } from '../../http/reply.ts';
import type { JsonObject } from '../../shared/json.ts';
import { jsonReply } from '../base/reply.ts';

/**
 * A workforce pool, because its name has no project number: with one, google-auth-library would look up the project at
 * cloudresourcemanager.googleapis.com before the first call.
 */
export const audience =
  '//iam.googleapis.com/locations/global/workforcePools/sandbox/providers/sandbox';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
const subjectTokenType = 'urn:ietf:params:oauth:token-type:jwt';
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';

type StsSettings = {
  expiresInSeconds: number;
  /** The HTTP status that the next exchanges fail with, and how many of them. */
  fail?: { readonly status: number; remaining: number };
};

export interface Sts {
  readonly subjectToken: string;
  readonly settings: StsSettings;
  /** Answers a token exchange (RFC 8693). */
  exchange(form: URLSearchParams): Reply;
  /** Whether a bearer token is valid. */
  accepts(token: string): boolean;
  /** Revokes all tokens issued so far; with `includeFixed`, the fixed one too. */
  revoke(includeFixed: boolean): void;
  calls(): number;
  reset(): void;
}

type Deps = {
  readonly clock: () => number;
  readonly newToken: () => string;
  readonly subjectToken: string;
  /** The token for people who use curl; it does not expire. */
  readonly fixedToken: string;
};

/** A token service that has issued nothing yet. */
export function createSts({ clock, newToken, subjectToken, fixedToken }: Deps): Sts {
  const expiries = new Map<string, number>();
  const settings: StsSettings = { expiresInSeconds: 3600 };
  let calls = 0;
  let fixedRevoked = false;

  return {
    subjectToken,
    settings,
    exchange(form) {
      calls += 1;
      const refused = refusalOf(form, settings, subjectToken);
      if (refused !== undefined) return refused;
      const token = newToken();
      expiries.set(token, clock() + settings.expiresInSeconds * 1000);
      return jsonReply(200, {
        access_token: token,
        issued_token_type: accessTokenType,
        token_type: 'Bearer',
        expires_in: settings.expiresInSeconds,
      });
    },
    accepts: (token) =>
      (token === fixedToken && !fixedRevoked) || (expiries.get(token) ?? 0) > clock(),
    revoke(includeFixed) {
      expiries.clear();
      fixedRevoked = fixedRevoked || includeFixed;
    },
    calls: () => calls,
    reset() {
      settings.expiresInSeconds = 3600;
      delete settings.fail;
      fixedRevoked = false;
      calls = 0;
    },
  };
}

/** Refuses the exchange if it was told to fail or the form is invalid. */
function refusalOf(
  form: URLSearchParams,
  { fail }: StsSettings,
  subjectToken: string,
): Reply | undefined {
  if (fail !== undefined && fail.remaining > 0) {
    fail.remaining -= 1;
    const error = fail.status < 500 ? 'invalid_grant' : 'server_error';
    return refusal(fail.status, error, 'Told to fail.');
  }
  const problem = problemOf(form, subjectToken);
  return problem === undefined ? undefined : refusal(400, ...problem);
}

function problemOf(
  form: URLSearchParams,
  subjectToken: string,
): [error: string, description: string] | undefined {
  if (form.get('grant_type') !== exchangeGrant) {
    return ['unsupported_grant_type', 'Invalid value for "grant_type".'];
  }
  if (form.get('requested_token_type') !== accessTokenType) {
    return ['invalid_request', 'Invalid value for "requested_token_type".'];
  }
  if (form.get('subject_token_type') !== subjectTokenType) {
    return ['invalid_request', 'Invalid value for "subject_token_type".'];
  }
  if (form.get('audience') !== audience) {
    return [
      'invalid_target',
      'The target service indicated by the "audience" parameters is invalid.',
    ];
  }
  if (!(form.get('scope') ?? '').includes('https://www.googleapis.com/auth/')) {
    return ['invalid_scope', 'The requested scope is missing.'];
  }
  // Compare digests, so that no token can end up in a message.
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
  return digest(form.get('subject_token') ?? '') === digest(subjectToken)
    ? undefined
    : ['invalid_grant', 'The subject token is invalid.'];
}

function refusal(status: number, error: string, description: string): Reply {
  return jsonReply(status, { error, error_description: description });
}

/**
 * Writes an external_account file and its subject token into `directory`, and returns the path that
 * GOOGLE_APPLICATION_CREDENTIALS takes. Works over plain http with google-auth-library 11.
 */
export async function writeCredentialFiles(
  directory: string,
  stsUrl: string,
  subjectToken: string,
): Promise<string> {
  await mkdir(directory, { recursive: true });
  const tokenFile = join(directory, 'subject-token.txt');
  const file = join(directory, 'credentials.json');
  await writeFile(tokenFile, subjectToken, { mode: 0o600 });
  await writeFile(file, JSON.stringify(credentials(stsUrl, tokenFile), null, 2), { mode: 0o600 });
  return file;
}

/** The external_account JSON. */
export function credentials(stsUrl: string, tokenFile: string): JsonObject {
  return {
    type: 'external_account',
    audience,
    subject_token_type: subjectTokenType,
    token_url: stsUrl,
    credential_source: { file: tokenFile },
  };
}
