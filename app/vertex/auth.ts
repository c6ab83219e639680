import { GoogleAuth } from 'google-auth-library';
import type { Failure } from '../domain/failure.ts';
import { failed, succeeded, type Result } from '../domain/failure.ts';
import { errorCode } from './errors.ts';

/** Where bearer tokens come from. A failed token means that nothing was sent. */
export interface TokenSource {
  /** `fresh`: the last one was refused, so a cached one won't do. */
  headers(url: string, fresh: boolean): Promise<Result<Headers>>;
}

const scope = 'https://www.googleapis.com/auth/cloud-platform';

/**
 * Application Default Credentials, as google-auth-library finds them: a key file, workload identity, the metadata server.
 * The library caches tokens and shares one token call among parallel requests, but sets no time limit, so this does.
 */
export function createGoogleAuth({ timeoutMs }: { readonly timeoutMs: number }): TokenSource {
  let auth = new GoogleAuth({ scopes: scope });
  return {
    async headers(url, fresh) {
      // The library offers no way to drop a cached token; a new instance has none.
      if (fresh) auth = new GoogleAuth({ scopes: scope });
      try {
        const client = await within(timeoutMs, auth.getClient());
        return succeeded(await within(timeoutMs, client.getRequestHeaders(url)));
      } catch (error) {
        return failed(tokenFailure(error));
      }
    },
  };
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no token in time')), timeoutMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function tokenFailure(error: unknown): Failure {
  const said = error instanceof Error ? error.message : '';
  if (/could not load the default credentials/i.test(said)) {
    return {
      kind: 'not-sent',
      message:
        'There are no Google credentials: set GOOGLE_APPLICATION_CREDENTIALS, or run where a service account is attached.',
    };
  }
  const code = errorCode(error);
  // The library's message may quote the request, so only its code is passed on.
  return {
    kind: 'not-sent',
    message: `Google gave the bot no token (${code ?? 'refused'}): check GOOGLE_APPLICATION_CREDENTIALS and that the token server can be reached.`,
  };
}
