import { GoogleAuth } from 'google-auth-library';
import { failed, succeeded, type Failure, type Result } from '../domain/error/failure.ts';
import { errorCode, stopped } from './errors.ts';

/** The source of bearer tokens. If there is no token, nothing was sent. */
export interface TokenSource {
  /**
   * Headers that authorize a request to `url`. `refused` is an `authorization` that Vertex AI just
   * rejected; a token no newer than that won't do. Failures are of kind `not-sent`.
   */
  headers(url: string, signal: AbortSignal, refused?: string): Promise<Result<Headers>>;
}

const scope = 'https://www.googleapis.com/auth/cloud-platform';
/**
 * Targets name their projects. Without a value here, the library looks for one before it issues a
 * token: it asks the metadata server, then cloudresourcemanager.googleapis.com, and fails if
 * workload identity may not use that (googleapis/google-auth-library-nodejs#755, #1051).
 */
const notNeeded = 'not-needed';

/**
 * Application Default Credentials as google-auth-library finds them: a key file, workload identity,
 * the metadata server. The library caches tokens and shares one token request among parallel calls.
 * It has no timeout and no way to drop a token or a hanging request, so a new instance is created
 * instead.
 */
export function createGoogleAuth({ timeoutMs }: { readonly timeoutMs: number }): TokenSource {
  const open = () => new GoogleAuth({ scopes: scope, projectId: notNeeded });
  let auth = open();
  let issued: string | null = null;

  async function authorize(url: string): Promise<Headers> {
    const client = await auth.getClient();
    const headers = await client.getRequestHeaders(url);
    issued = headers.get('authorization');
    return headers;
  }

  return {
    async headers(url, signal, refused) {
      // If several calls were rejected with the same token, the first renews it for all.
      if (refused !== undefined && refused === issued) {
        auth = open();
        issued = null;
      }
      const mine = auth;
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      try {
        return succeeded(await within(limit, authorize(url)));
      } catch (error) {
        if (limit.aborted && mine === auth) auth = open();
        return failed(tokenFailure(error));
      }
    },
  };
}

async function within<T>(limit: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const give = () => {
    reject(limit.reason);
  };
  limit.addEventListener('abort', give, { once: true });
  if (limit.aborted) give();
  try {
    return await Promise.race([work, promise]);
  } finally {
    limit.removeEventListener('abort', give);
  }
}

// The library's messages may quote the request or a path, so they only select the sentence.
function tokenFailure(error: unknown): Failure {
  if (error instanceof Error && error.name === 'AbortError') return stopped;
  const said = error instanceof Error ? error.message : '';
  const why = whyNoToken(error);
  if (/could not load the default credentials/i.test(said)) {
    return notSent(
      'There are no Google credentials: set GOOGLE_APPLICATION_CREDENTIALS, or run where a service account is attached.',
    );
  }
  if (/unable to read the credential file/i.test(said) || why === 'ENOENT' || why === 'EACCES') {
    return notSent(
      'A file of the Google credentials can’t be read: check GOOGLE_APPLICATION_CREDENTIALS, and the files that are named in it.',
    );
  }
  return why === undefined || why.startsWith('HTTP 4')
    ? notSent(
        `Google’s token server refused the bot (${why ?? 'no token in its answer'}): check the credentials that GOOGLE_APPLICATION_CREDENTIALS names.`,
      )
    : notSent(
        `Google’s token server can’t be reached (${why}): check the network, and the credentials that GOOGLE_APPLICATION_CREDENTIALS names.`,
      );
}

function whyNoToken(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return 'no answer in time';
  if ('code' in error && typeof error.code === 'number') return `HTTP ${error.code}`;
  return errorCode(error);
}

function notSent(message: string): Failure {
  return { kind: 'not-sent', message };
}
